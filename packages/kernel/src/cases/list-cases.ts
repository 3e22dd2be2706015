import { sql } from 'kysely'
import type { CaseFilter, CaseSummary, Page, Person } from '../api.ts'
import type { KernelSql } from '../storage/tables.ts'
import { caseSummary } from './case-summary.ts'
import { maySeeCondition } from './visibility.ts'

const mostPerPage = 200

/** Newest first. Called cases are found through the case that called them, and appear here only when searched for. */
export async function listCases(database: KernelSql, person: Person, filter: CaseFilter = {}): Promise<Page<CaseSummary>> {
  let query = database.selectFrom('instance').where(maySeeCondition(person))
  if (filter.processKey) query = query.where('process_key', '=', filter.processKey)
  else if (!filter.text) query = query.where('parent', 'is', null)
  if (filter.state === 'incident') query = query.where('incident', '=', true)
  else if (filter.state) query = query.where('state', '=', filter.state)
  const text = filter.text?.replaceAll('\0', '').trim().slice(0, 200)
  if (text) query = query.where(contains(text))
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const page = query
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('number', 'desc')
    .offset(count(filter.offset, 0))
    .limit(Math.min(mostPerPage, count(filter.limit, 50)))
  return { items: (await page.execute()).map(caseSummary), total }
}

function contains(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql<boolean>`(number ilike ${pattern} or title ilike ${pattern} or process_name ilike ${pattern})`
}

export const count = (value: number | undefined, otherwise: number): number =>
  value !== undefined && Number.isFinite(value) ? Math.min(1_000_000, Math.max(0, Math.trunc(value))) : otherwise
