import { sql as statement } from 'kysely'
import type { LocalText } from '@fachwerk/problem'
import type { Identity, Person } from '../api.ts'
import { conflict } from '../refusal.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { IdentityParts } from './identity-parts.ts'
import { namedTexts, nameOf } from './names-in-texts.ts'
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
  const told = (language: 'de' | 'en') => since.map(({ by_person, text }) => `${nameOf(by_person)}: ${text[language]}`).join(' ')
  return conflict({
    de: `Jemand anderes hat das geändert, während Sie daran arbeiteten. ${told('de')} Vergleichen Sie und speichern Sie noch einmal.`,
    en: `Somebody else changed this while you were working on it. ${told('en')} Compare and save again.`,
  })
}

export function createAdminLog({ requests, names }: IdentityParts): Pick<Identity, 'adminLog'> {
  return {
    adminLog: async (by, { offset = 0, limit = 50 } = {}) => {
      if (!mayLook(by)) return { items: [], total: 0 }
      const own = requests(by).selectFrom('admin_log').where('tenant', '=', by.tenant)
      const rows = await own.selectAll().orderBy('seq', 'desc').offset(offset).limit(limit).execute()
      const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const [known, texts] = await Promise.all([names(rows.map(({ by_person }) => by_person)), namedTexts(names, rows)])
      const items = rows.map(({ seq, at, by_person }, index) => ({
        id: String(seq),
        at,
        by: by_person,
        byName: known[by_person] ?? by_person,
        text: texts[index]!,
      }))
      return { items, total: Number(total) }
    },
  }
}
