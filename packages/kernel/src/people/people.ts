import { sql as statement } from 'kysely'
import type { People, Person } from '../api.ts'
import type { KernelSql, PersonRow } from '../storage/tables.ts'

export const personOf = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  groups: row.groups,
  roles: row.roles as Person['roles'],
  ...(row.unit === null ? {} : { unit: row.unit }),
})

export function createPeople(sql: KernelSql, demo: boolean): People {
  return {
    get: async (id) => {
      const row = await sql.selectFrom('person').selectAll().where('id', '=', storable(id)).executeTakeFirst()
      return row && (row.demo === null || demo) ? personOf(row) : undefined
    },
    demo: async () => {
      if (!demo) return []
      const rows = await sql.selectFrom('person').selectAll().where('demo', 'is not', null).execute()
      return rows.flatMap((row) => (row.demo ? [{ ...personOf(row), ...row.demo }] : []))
    },
  }
}

/** PostgreSQL takes no NUL in text; nothing stored has one, so such an id is simply unknown. */
export const storable = (id: string): string => id.replaceAll('\0', '\uFFFD').toWellFormed()

/** Names by id, for showing who did what. */
export async function namesOf(sql: KernelSql, ids: Iterable<string>): Promise<Readonly<Record<string, string>>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return {}
  const { rows } = await statement<PersonRow>`select id, name from kernel.person where id = any(${wanted}::text[])`.execute(sql)
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}
