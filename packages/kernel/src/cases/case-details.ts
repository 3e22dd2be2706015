import { replay, visibleVariables, type Event } from '@fachwerk/engine'
import { ok, type JsonObject } from '@fachwerk/problem'
import type { Answer, CaseDetails, Person } from '../api.ts'
import { unreadable } from '../refusal.ts'
import { storedLogs } from '../runtime/load-instances.ts'
import type { InstanceRow, KernelSql, StoredInstance } from '../storage/tables.ts'
import { tasksOfCase } from '../tasks/task-summary.ts'
import { caseSummary } from './case-summary.ts'
import { explainedDecisions } from './explained-decisions.ts'
import type { CaseOptions } from './start-case.ts'
import type { ShownInstance } from '../vault/case-tasks.ts'
import { isOnlyCitizen } from '../access/relations.ts'

/** Everything about a case, computed from its log. Citizens get what concerns them; see `citizensView`. */
export async function caseDetails(options: CaseOptions, stored: ShownInstance, person: Person): Answer<CaseDetails> {
  if (stored.erased_at) return ok(await erasedCase(options, stored))
  const { requests, disclosure } = options
  return disclosure.show(person, [{ row: stored, extent: 'whole' }], async (reader) => {
    const [log] = await storedLogs(requests(person), [stored.id], true)
    const [[row], [opened]] = await Promise.all([reader.instances([stored]), reader.logs([{ row: stored, log: log! }])])
    if (opened!.ok) return ok(await detailsOf(options, row!, opened!.value.events, person))
    return opened!.error === 'erased' ? ok(await erasedCase(options, stored)) : unreadable()
  })
}

/** Of an erased case the frame is left: number, process, dates. */
async function erasedCase({ registry }: CaseOptions, stored: StoredInstance): Promise<CaseDetails> {
  const { model, row: published } = await registry.process(stored.version_id)
  const { sealed_title: _title, erased_at, ...row } = stored
  return {
    ...caseSummary({ ...row, title: null }, erased_at ?? stored.ended_at ?? stored.started_at),
    model,
    xml: await registry.text(published),
    variables: {},
    events: [],
    decisions: [],
    active: [],
    taken: [],
    incidents: [],
    tasks: [],
    called: [],
    names: {},
  }
}

async function detailsOf(
  { names, requests, registry, clock }: CaseOptions,
  row: InstanceRow,
  events: readonly Event[],
  person: Person,
): Promise<CaseDetails> {
  const { model, row: published } = await registry.process(row.version_id)
  const state = replay(undefined, events)
  const tasks = await tasksOfCase(names, requests(person), row)
  const details: CaseDetails = {
    ...caseSummary(row),
    model,
    xml: await registry.text(published),
    variables: state ? visibleVariables(state) : {},
    events,
    decisions: events.flatMap((event) =>
      event.type === 'decision-evaluated' ? [{ at: new Date(event.at), element: event.element, trace: event.trace }] : [],
    ),
    active: Object.entries(state?.activations ?? {}).map(([activation, { element }]) => ({
      element,
      activation,
      since: sinceWhen(events, activation),
    })),
    taken: flowsTaken(events),
    incidents: Object.entries(state?.incidents ?? {}).map(([id, { element, message }]) => ({ id, element, message })),
    tasks,
    called: await calledCases(requests(person), events),
    names: await names([row.started_by, ...peopleIn(events), ...tasks.flatMap(({ assignee }) => assignee ?? [])]),
  }
  if (!isOnlyCitizen(person)) return details
  const seen = citizensView(details, person)
  const reader = { person, answers: seen.variables, activity: await registry.activity(row.version_id), now: clock() }
  return { ...seen, decisions: explainedDecisions(details, reader) }
}

function sinceWhen(events: readonly Event[], activation: string): Date {
  const event = events.find((one) => one.type === 'element-activated' && one.activation === activation)
  return new Date(event?.at ?? 0)
}

function flowsTaken(events: readonly Event[]): CaseDetails['taken'] {
  const times = new Map<string, number>()
  for (const event of events) if (event.type === 'flow-taken') times.set(event.flow, (times.get(event.flow) ?? 0) + 1)
  return [...times].map(([flow, count]) => ({ flow, times: count }))
}

async function calledCases(sql: KernelSql, events: readonly Event[]): Promise<CaseDetails['called']> {
  const called = new Map(
    events.flatMap((event) => (event.type === 'called-instance-started' ? [[event.instance, event.element] as const] : [])),
  )
  if (called.size === 0) return []
  const rows = await sql
    .selectFrom('instance')
    .select(['id', 'number'])
    .where('id', 'in', [...called.keys()])
    .execute()
  return rows.map(({ id, number }) => ({ element: called.get(id) ?? '', caseId: id, number }))
}

const peopleIn = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => [
    ...('by' in event && event.by !== undefined ? [event.by] : []),
    ...(event.type === 'user-task-assigned' && event.assignee !== null ? [event.assignee] : []),
  ])

/**
 * What a citizen sees of an own case: where it stands, the way taken, own answers, and the letters the model names as `notices`. Not the
 * work of the people in the authority: their names, their tasks, their entries and faults. Of the decisions what `explainedDecisions` leaves.
 */
function citizensView(details: CaseDetails, person: Person): CaseDetails {
  const own = details.events.filter((event) => 'by' in event && event.by === person.id)
  const answers = own.reduce<JsonObject>((all, event) => ('variables' in event ? { ...all, ...event.variables } : all), {})
  const letters = (details.model.extension.notices ?? []).filter((name) => Object.hasOwn(details.variables, name))
  const variables = { ...answers, ...Object.fromEntries(letters.map((name) => [name, details.variables[name] ?? null])) }
  const harmless = new Set<Event['type']>([
    'element-activated',
    'element-completed',
    'element-terminated',
    'flow-taken',
    'instance-terminated',
  ])
  const events = details.events.filter((event) => own.includes(event) || harmless.has(event.type)).map(withoutOthers(person))
  const tasks = details.tasks.filter(({ assignee }) => assignee === person.id)
  const names = Object.fromEntries(Object.entries(details.names).filter(([id]) => id === person.id))
  return { ...details, variables, events, tasks, names, decisions: [], incidents: [], incident: false }
}

const withoutOthers =
  (person: Person) =>
  (event: Event): Event => {
    if (!('by' in event) || event.by === person.id) return event
    const { by: _by, ...rest } = event
    return rest as Event
  }
