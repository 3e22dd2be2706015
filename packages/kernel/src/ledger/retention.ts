import { sql } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import { readStateRow } from './ledger-state.ts'

/** Entries of one statement. */
const chunk = 5000

/**
 * Deletes content and salt of the entries whose own period has ended; commitment and time stay, and with them every proof. Times never
 * run backwards, so what is due stands at the beginning. The period of a withheld entry begins when it may be shown: it must not go before.
 * Gives how many went.
 */
export async function expireContent(database: KernelSql, before: number): Promise<number> {
  const { content_from: start, size } = await readStateRow(database)
  let gone = 0
  let from = start
  while (from < size) {
    const to = Math.min(from + chunk, size)
    const { rows } = await sql<{ due: number; gone: number }>`with due as (
        select index, content is not null and withheld_until is null as open from kernel.ledger_entry
        where index >= ${from} and index < ${to} and at < ${before}),
      emptied as (update kernel.ledger_entry set content = null, salt = null
        where index >= ${from} and index < ${to} and index in (select index from due where open) returning index)
      select (select count(*) from due) as due, (select count(*) from emptied) as gone`.execute(database)
    const { due, gone: emptied } = rows[0]!
    gone += emptied
    from += due
    if (due > 0)
      await sql`update kernel.ledger_state set content_from = greatest(content_from, ${from}) where id = 0`.execute(database)
    if (due < to - (from - due)) break
  }
  return gone + (await expireWithheld(database, before))
}

async function expireWithheld(database: KernelSql, before: number): Promise<number> {
  const { rows } = await sql`update kernel.ledger_entry set content = null, salt = null
    where withheld_until < ${before} returning index`.execute(database)
  return rows.length
}
