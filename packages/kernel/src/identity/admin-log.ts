import { sql as statement } from 'kysely'
import type { LocalText } from '@fachwerk/problem'
import type { AdminLogEntry, Identity, Person } from '../api.ts'
import { conflict } from '../refusal.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { AdminLogRow, KernelSql } from '../storage/tables.ts'
import type { IdentityParts } from './identity-parts.ts'
import { mayLook } from './who-may.ts'

export interface NotedChange {
  readonly tenant: string
  /** Id of the person, group, unit … */
  readonly subject: string
  /** That came of it. */
  readonly revision?: number
  readonly text: LocalText
}

/** In the transaction of the change itself: a change without its entry does not happen. */
export async function noteChange(
  sql: KernelSql,
  { tenant, subject, revision, text }: NotedChange,
  by: Person,
  now: number,
): Promise<void> {
  await sql
    .insertInto('admin_log')
    .values({
      tenant,
      at: new Date(now),
      by_person: by.id,
      by_name: by.name,
      subject,
      revision: revision ?? null,
      text: statement<LocalText>`${encodeJson(text)}::jsonb`,
    })
    .execute()
}

/** For who saves a stale page: what others did to the same thing meanwhile. */
export async function staleChange(sql: KernelSql, subject: string, revision: number) {
  const since = await sql
    .selectFrom('admin_log')
    .selectAll()
    .where('subject', '=', subject)
    .where('revision', '>', revision)
    .orderBy('seq')
    .limit(10)
    .execute()
  const told = (language: 'de' | 'en') => since.map(({ by_name, text }) => `${by_name}: ${text[language]}`).join(' ')
  return conflict({
    de: `Jemand anderes hat das geändert, während Sie daran arbeiteten. ${told('de')} Vergleichen Sie und speichern Sie noch einmal.`,
    en: `Somebody else changed this while you were working on it. ${told('en')} Compare and save again.`,
  })
}

const entryOf = (row: Omit<AdminLogRow, 'seq'> & { readonly seq: number }): AdminLogEntry => ({
  id: String(row.seq),
  at: row.at,
  by: row.by_person,
  byName: row.by_name,
  text: row.text,
})

export function createAdminLog({ sql }: IdentityParts): Pick<Identity, 'adminLog'> {
  return {
    adminLog: async (by, { offset = 0, limit = 50 } = {}) => {
      if (!mayLook(by)) return { items: [], total: 0 }
      const own = sql.selectFrom('admin_log').where('tenant', '=', by.tenant)
      const rows = await own.selectAll().orderBy('seq', 'desc').offset(offset).limit(limit).execute()
      const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      return { items: rows.map(entryOf), total: Number(total) }
    },
  }
}
