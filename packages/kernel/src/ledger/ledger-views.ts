import { decodeEntry } from '@fachwerk/ledger'
import { sql, type RawBuilder } from 'kysely'
import type { LedgerFilter, LedgerView, Page } from '../api.ts'
import type { KernelSql } from '../storage/tables.ts'

/** Rows of a page where none is asked for, and at most. */
const usualRows = 50
const mostRows = 500
/** Beyond this a page says "so many at least": counting an authority's whole ledger would take longer than anybody waits. */
const mostCounted = 10_000

interface EntryRow {
  readonly index: number
  readonly content: string
  readonly tenant_name: string | null
}

const condition = sql<boolean>
type Condition = RawBuilder<boolean>

/** Content and withholding as they are now; entries whose content is gone are not shown. */
export const shownNow = (now: number): Condition =>
  condition`entry.content is not null and (entry.withheld_until is null or entry.withheld_until <= ${now})`
export const withAnyContent: Condition = condition`entry.content is not null`

/** The filter of the reader, without paging. */
export function filterCondition(filter: LedgerFilter): Condition {
  const parts: Condition[] = []
  if (filter.from) parts.push(condition`entry.at >= ${filter.from.getTime()}`)
  if (filter.until) parts.push(condition`entry.at < ${filter.until.getTime()}`)
  if (filter.tenant !== undefined) parts.push(condition`entry.tenant = ${filter.tenant}`)
  if (filter.caseId !== undefined) parts.push(condition`entry.case_id = ${filter.caseId}`)
  if (filter.category !== undefined)
    parts.push(
      condition`exists (select from json_array_elements_text(entry.content::json -> 'categories') as category where category = ${filter.category})`,
    )
  if (filter.own !== true) parts.push(condition`(entry.content::json #>> '{actor,self}') is distinct from 'true'`)
  return parts.length === 0 ? condition`true` : condition`${sql.join(parts, sql` and `)}`
}

/**
 * One page, newest first, of the entries of these subjects. Each subject's entries are read from the end of its index, so that the
 * length of the ledger does not matter.
 */
export async function pageOfSubjects(
  database: KernelSql,
  subjects: readonly string[],
  where: Condition,
  filter: LedgerFilter,
): Promise<Page<LedgerView>> {
  if (subjects.length === 0) return { items: [], total: 0 }
  const { offset, limit } = paging(filter)
  const { rows } = await sql<EntryRow & { total: number }>`with wanted as materialized (
      select entry.index from unnest(${subjects}::text[]::uuid[]) as given (subject)
        cross join lateral (select index from kernel.ledger_entry as entry where entry.subject = given.subject and ${where}) as entry),
    page as (select index from wanted order by index desc offset ${offset} limit ${limit})
    select entry.index, entry.content, tenant.name as tenant_name, (select count(*) from wanted) as total
    from page join kernel.ledger_entry as entry on entry.index = page.index left join kernel.tenant on tenant.id = entry.tenant
    order by entry.index desc`.execute(database)
  return pageOf(rows)
}

/** One page, newest first, of an authority or a case; `key` must be one that an index knows. */
export async function pageOfEntries(
  database: KernelSql,
  key: Condition,
  where: Condition,
  filter: LedgerFilter,
): Promise<Page<LedgerView>> {
  const { offset, limit } = paging(filter)
  const counted = sql`select from kernel.ledger_entry as entry where ${key} and ${where} limit ${mostCounted}`
  const { rows } = await sql<EntryRow & { total: number }>`select entry.index, entry.content, tenant.name as tenant_name,
      (select count(*) from (${counted}) as counted) as total
    from kernel.ledger_entry as entry left join kernel.tenant on tenant.id = entry.tenant
    where ${key} and ${where} order by entry.index desc offset ${offset} limit ${limit}`.execute(database)
  return pageOf(rows)
}

const paging = ({ offset = 0, limit = usualRows }: LedgerFilter) => ({
  offset: Math.max(0, Math.trunc(offset)),
  limit: Math.min(mostRows, Math.max(1, Math.trunc(limit))),
})

const pageOf = (rows: readonly (EntryRow & { readonly total: number })[]): Page<LedgerView> => ({
  items: rows.map(viewOf),
  total: rows[0]?.total ?? 0,
})

const viewOf = ({ index, content, tenant_name }: EntryRow): LedgerView => {
  const entry = decodeEntry(content)
  return { ...entry, index, tenantName: tenant_name ?? entry.tenant }
}
