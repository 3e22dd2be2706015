import { replay, visibleVariables, type Event } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import type { CaseDetails, Person } from '../api.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { namesOf } from '../people/people.ts'
import type { InstanceRow, KernelSql } from '../storage/tables.ts'
import { tasksOfCase } from '../tasks/task-summary.ts'
import { caseSummary } from './case-summary.ts'
import { isOnlyCitizen } from './visibility.ts'

/** Everything about a case, computed from its log. Citizens get what concerns them; see `citizensView`. */
export async function caseDetails(
  sql: KernelSql,
  registry: ModelRegistry,
  row: InstanceRow,
  person: Person,
): Promise<CaseDetails> {
  const { model, row: published } = await registry.process(row.version_id)
  const stored = await sql.selectFrom('step').select('events').where('instance_id', '=', row.id).orderBy('seq').execute()
  const events = stored.flatMap((step) => step.events)
  const state = replay(undefined, events)
  const tasks = await tasksOfCase(sql, row)
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
    called: await calledCases(sql, events),
    names: await namesOf(sql, [row.started_by, ...peopleIn(events), ...tasks.flatMap(({ assignee }) => assignee ?? [])]),
  }
  return isOnlyCitizen(person) ? citizensView(details, person) : details
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
 * What a citizen sees of an own case: where it stands, the way taken, own answers, and the letters the model names as `notices`. Not the work of the people in the authority: their
 * names, their tasks, their entries, decisions taken inside and faults.
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
