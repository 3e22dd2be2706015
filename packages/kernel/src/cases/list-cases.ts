import { sql } from 'kysely'
import type { CaseFilter, CaseSummary, Page, Person } from '../api.ts'
import { caseSummary } from './case-summary.ts'
import type { CaseOptions } from './start-case.ts'
import { caseTasks, type ShownInstance } from '../vault/case-tasks.ts'
import type { Disclosure } from '../vault/disclosure.ts'
import type { InstanceRow } from '../storage/tables.ts'
import { maySeeCondition, seesFrames } from '../access/relations.ts'

const mostPerPage = 200

/** Newest first. Called cases are found through the case that called them, and appear here only when searched for. */
export async function listCases(
  { requests, vault, disclosure }: CaseOptions,
  person: Person,
  filter: CaseFilter = {},
): Promise<Page<CaseSummary>> {
  let query = requests(person).selectFrom('instance').where(maySeeCondition(person))
  if (filter.processKey) query = query.where('process_key', '=', filter.processKey)
  else if (!filter.text) query = query.where('parent', 'is', null)
  if (filter.state === 'incident') query = query.where('incident', '=', true)
  else if (filter.state) query = query.where('state', '=', filter.state)
  const text = filter.text?.replaceAll('\0', '').trim().slice(0, 200)
  if (text) query = query.where(contains(text, seesFrames(person) ? [] : await vault.searched(person, text)))
  const counted = query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const page = query
    .selectAll()
    .select(caseTasks)
    .orderBy('started_at', 'desc')
    .orderBy('number', 'desc')
    .offset(count(filter.offset, 0))
    .limit(Math.min(mostPerPage, count(filter.limit, 50)))
  const channel = text ? 'search' : undefined
  // What is shown is recorded while the others are still being counted.
  const shown = async () => {
    const rows = await page.execute()
    const items = await showTitles(disclosure, person, rows, ({ started_by }) => started_by === person.id, channel)
    return items.map((row, index) => caseSummary(row, rows[index]!.erased_at))
  }
  const [{ total }, items] = await Promise.all([counted, shown()])
  return { items, total }
}

/** Lists show operators number, process and state; the title only of what is their `own`. */
export function showTitles(
  disclosure: Disclosure,
  person: Person,
  rows: readonly ShownInstance[],
  own: (row: ShownInstance) => boolean,
  channel: 'search' | undefined,
): Promise<readonly InstanceRow[]> {
  const frames = seesFrames(person)
  const shown = rows.map((row) => (frames && !own(row) ? { ...row, sealed_title: null } : row))
  const showings = shown.filter(({ sealed_title }) => sealed_title !== null).map((row) => ({ row, extent: 'title' as const }))
  return disclosure.show(person, showings, (reader) => reader.instances(shown), channel)
}

/** By number and name of the process; and by the exact value of a field that its model declares searchable. */
function contains(text: string, tokens: readonly string[]) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql<boolean>`(number ilike ${pattern} or process_name ilike ${pattern} or ${hasToken(tokens)})`
}

/** Condition on the table `instance`. */
export const hasToken = (tokens: readonly string[]) =>
  tokens.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`instance.root in (select root from kernel.blind_index where token = any(${[...tokens]}::text[]))`

export const count = (value: number | undefined, otherwise: number): number =>
  value !== undefined && Number.isFinite(value) ? Math.min(1_000_000, Math.max(0, Math.trunc(value))) : otherwise
