import { sql, type RawBuilder } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import { readStateRow } from './ledger-state.ts'

/** Entries of one statement. */
const chunk = 5000

export interface Retention {
  /** Contents of entries older than this have come to their end. */
  readonly before: number
  readonly now: number
  /** By which rule, for the record of the deletion. */
  readonly rule: string
}

/**
 * Deletes content and salt of the entries whose own period has ended; commitment and time stay, and with them every proof. Times never
 * run backwards, so what is due stands at the beginning. The period of a withheld entry begins when it may be shown: it must not go before.
 * What went is noted in the same statement, by authority.
 */
export async function expireContent(database: KernelSql, retention: Retention): Promise<void> {
  const { content_from: start, size } = await readStateRow(database)
  for (let from = start; from < size;) {
    const to = Math.min(from + chunk, size)
    const due = await emptyDue(
      database,
      sql`index >= ${from} and index < ${to}`,
      sql`index >= ${from} and index < ${to} and at < ${retention.before}`,
      retention,
    )
    if (due > 0) await sql`update kernel.ledger_state set content_from = ${from + due} where id = 0`.execute(database)
    if (due < to - from) break
    from = to
  }
  const withheld = sql`withheld_until < ${retention.before}`
  await emptyDue(database, withheld, withheld, { ...retention, ended: true })
}

/** How many entries are due; of those, the ones with content lose it. */
async function emptyDue(
  database: KernelSql,
  range: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
  { now, rule, ended = false }: Retention & { readonly ended?: boolean },
): Promise<number> {
  const open = ended ? sql`true` : sql`withheld_until is null`
  const { rows } = await sql<{ due: number }>`with due as (
      select index, tenant, content is not null and ${open} as open from kernel.ledger_entry where ${condition}),
    emptied as (update kernel.ledger_entry set content = null, salt = null
      where ${range} and index in (select index from due where open)),
    noted as (insert into kernel.deletion (tenant, at, kind, reference, rule)
      select tenant, ${new Date(now)}::timestamptz, 'ledger-content', concat_ws('–', min(index), nullif(max(index), min(index))), ${rule}::text
      from due where open group by tenant)
    select count(*) as due from due`.execute(database)
  return rows[0]!.due
}
