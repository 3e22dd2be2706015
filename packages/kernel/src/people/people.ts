import { sql as statement } from 'kysely'
import type { People } from '../api.ts'
import type { AccountData } from '../vault/account-data.ts'
import type { KernelSql, PersonRow } from '../storage/tables.ts'
import { loadPeople, personOf } from './load-person.ts'

/** People with their rights of this moment. Who is locked or has left is not there: cannot sign on, and open sessions show nobody. */
export function createPeople(sql: KernelSql, accounts: AccountData, demo: boolean, clock: () => number): People {
  return {
    get: async (id) => {
      const [row] = await loadPeople(sql, accounts, clock(), { ids: [storable(id)] })
      return row && (row.demo === null || demo) ? personOf(row) : undefined
    },
    demo: async () => {
      if (!demo) return []
      const rows = await loadPeople(sql, accounts, clock(), 'demo')
      return rows
        .toSorted((a, b) => (a.demo?.order ?? 0) - (b.demo?.order ?? 0))
        .flatMap((row) => (row.demo ? [{ ...personOf(row), label: row.demo.label, description: row.demo.description }] : []))
    },
  }
}

/** Around an id that stands for a name in a stored text: private characters that nobody can bring in. */
export const nameMarks = ['\uE000', '\uE001'] as const

/** PostgreSQL takes no NUL in text; nothing stored has one, so such an id is simply unknown. Marks of names are ours alone. */
export const storable = (id: string): string => id.replaceAll(/[\0\uE000\uE001]/g, '\uFFFD').toWellFormed()

/** Names by id, for who was given the ids by a row that may be seen. */
export type Names = (ids: Iterable<string>) => Promise<Readonly<Record<string, string>>>

/** Names by id, for showing who did what; with the platform's connection, so not within a transaction. */
export async function namesOf(
  sql: KernelSql,
  accounts: AccountData,
  ids: Iterable<string>,
): Promise<Readonly<Record<string, string>>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return {}
  const { rows } = await statement<
    Pick<PersonRow, 'id' | 'name'>
  >`select id, name from kernel.person where id = any(${wanted}::text[])`.execute(sql)
  return Object.fromEntries((await accounts.open(rows)).map(({ id, name }) => [id, name]))
}
