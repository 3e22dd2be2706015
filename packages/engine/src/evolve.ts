import type { CompensationRecord, Event, EventType, InstanceState } from './api.ts'
import { Draft } from './draft.ts'
import type { ActivationState, State } from './state.ts'

type Of<T extends EventType> = Extract<Event, { type: T }>
type Appliers = { readonly [T in EventType]: ((draft: Draft, event: Of<T>) => void) | undefined }

const EMPTY = Object.freeze({})
const NONE: readonly string[] = Object.freeze([])

/**
 * What is true after an event. The only place that changes a state: `decide` applies the events it emits through the same table,
 * so folding stored events gives the same state as deciding did. Events that only tell (`undefined`) change nothing.
 */
const appliers: Appliers = {
  'instance-created': undefined,
  'element-activated': activated,
  'element-completed': completed,
  'element-terminated': (draft, event) => close(draft, event.activation),
  'multi-instance-started': (draft, event) => {
    draft.changeActivation(event.activation, {
      multi: {
        total: event.total,
        started: 0,
        completed: 0,
        ...(event.items && { items: event.items }),
        ...(event.collects && { outputs: Array.from({ length: event.total }, () => null) }),
      },
    })
  },
  'loop-started': (draft, event) => draft.changeActivation(event.activation, { loop: { rounds: 0 } }),
  'flow-taken': (draft, event) => draft.addToken(event.scope, event.flow),
  'variables-set': (draft, event) => draft.mergeVariables(event.scope, event.variables),
  'user-task-created': (draft, event) => {
    draft.changeActivation(event.activation, { waits: 'user-task', assignee: event.task.assignee ?? null })
  },
  'user-task-assigned': (draft, event) => draft.changeActivation(event.activation, { assignee: event.assignee }),
  'user-task-completed': (draft, event) => {
    stopWaiting(draft, event.activation)
    if (event.by !== undefined) draft.noteCompletion(event.element, event.by)
  },
  'job-created': (draft, event) => draft.changeActivation(event.activation, { waits: 'job' }),
  'job-completed': (draft, event) => stopWaiting(draft, event.activation),
  'job-failed': (draft, event) => {
    if (event.retries <= 0) stopWaiting(draft, event.activation)
  },
  'timer-set': timerSet,
  'timer-fired': (draft, event) => dropTimer(draft, event.activation, event.timer),
  'timer-cancelled': (draft, event) => dropTimer(draft, event.activation, event.timer),
  'message-subscribed': subscribed,
  'message-received': undefined,
  'signal-subscribed': subscribed,
  'signal-received': undefined,
  'signal-thrown': undefined,
  'escalation-thrown': undefined,
  'escalation-caught': undefined,
  'condition-watched': (draft, { condition, activation, element, part }) => {
    draft.given(condition)
    draft.setCondition(condition, { activation, element, holds: false, ...(part !== undefined && { part }) })
    const conditions = draft.activation(activation)?.conditions ?? NONE
    draft.changeActivation(activation, { conditions: [...conditions, condition] })
  },
  'condition-changed': (draft, { condition, holds }) => {
    const watched = draft.state.conditions?.[condition]
    if (watched) draft.setCondition(condition, { ...watched, holds })
  },
  'event-part-happened': partHappened,
  'condition-dropped': (draft, { condition, activation }) => {
    draft.removeCondition(condition)
    const conditions = draft.activation(activation)?.conditions
    if (conditions) draft.changeActivation(activation, { conditions: conditions.filter((id) => id !== condition) })
  },
  'compensation-recorded': (draft, { element, activation: key, scope }) => {
    const activation = draft.activation(key)
    const inner = activation?.compensable ?? []
    // A body is no more than its instances.
    const isBody = activation?.multi !== undefined || activation?.loop !== undefined
    const own = { element, activation: key, variables: activation?.variables ?? EMPTY, inner }
    draft.setCompensable(scope, [...draft.compensable(scope), ...(isBody ? inner : [own])])
  },
  'compensation-started': (draft, { activation, from, of }) => {
    const all = draft.compensable(from)
    const wanted = (record: CompensationRecord) => of === undefined || record.element === of
    draft.setCompensable(
      from,
      all.filter((record) => !wanted(record)),
    )
    const added = all
      .filter((record) => wanted(record))
      .map((record) => (from === undefined ? { record } : { record, scope: from }))
    draft.changeActivation(activation, { compensating: [...added, ...(draft.activation(activation)?.compensating ?? [])] })
  },
  'compensation-taken': (draft, { activation }) =>
    draft.changeActivation(activation, { compensating: draft.activation(activation)?.compensating?.slice(0, -1) ?? [] }),
  'compensation-restored': (draft, { activation, record: { variables, inner } }) =>
    draft.changeActivation(activation, { variables, compensable: inner, restored: true }),
  'transaction-cancelled': undefined,
  'ad-hoc-started': (draft, { activation, waiting }) => draft.changeActivation(activation, { adHoc: { waiting } }),
  'ad-hoc-activity-requested': (draft, { activation, requested }) => {
    const waiting = draft.activation(activation)?.adHoc?.waiting ?? NONE
    draft.changeActivation(activation, { adHoc: { waiting: [...waiting, requested] } })
  },
  'ad-hoc-activity-started': (draft, { activation }) => {
    const waiting = draft.activation(activation)?.adHoc?.waiting ?? NONE
    draft.changeActivation(activation, { adHoc: { waiting: waiting.slice(1) } })
  },
  'ad-hoc-closing': (draft, { activation }) => draft.changeActivation(activation, { adHoc: { waiting: NONE, closing: true } }),
  'gateway-waits-for-reset': (draft, { activation, flows }) => draft.changeActivation(activation, { received: flows }),
  'gateway-reset': (draft, { activation, scope, flows }) => {
    draft.removeTokens(scope, flows)
    const { received: _, ...rest } = draft.activation(activation)!
    draft.setActivation(activation, rest as ActivationState)
  },
  'listener-opened': (draft, { activation, element, scope }) => {
    draft.given(activation)
    const listener = { element, variables: EMPTY, open: 0, tokens: NONE, listens: true } as const
    draft.setActivation(activation, scope === undefined ? listener : { ...listener, scope })
  },
  'listener-closed': (draft, event) => close(draft, event.activation),
  'scope-interrupted': (draft, { scope }) => draft.dropTokens(scope),
  'subscription-cancelled': (draft, event) => {
    draft.removeSubscription(event.subscription)
    const activation = draft.activation(event.activation)
    if (!activation?.subscriptions) return
    draft.changeActivation(event.activation, {
      subscriptions: activation.subscriptions.filter((id) => id !== event.subscription),
    })
  },
  'message-thrown': undefined,
  'decision-evaluated': undefined,
  'called-instance-started': (draft, event) => {
    const calls = (draft.activation(event.activation)?.calls ?? 0) + 1
    draft.changeActivation(event.activation, { waits: 'called', called: event.instance, calls })
  },
  'called-instance-ended': (draft, event) => stopWaiting(draft, event.activation),
  'error-thrown': undefined,
  'error-caught': undefined,
  'incident-raised': (draft, event) => {
    draft.given(event.incident)
    const { element, activation, code, message, phase } = event
    draft.setIncident(event.incident, { element, activation, code, message, phase })
    const incidents = draft.activation(activation)?.incidents ?? NONE
    draft.changeActivation(activation, { incidents: [...incidents, event.incident] })
    // What it waited for is over; resolving the incident opens it anew.
    if (draft.activation(activation)?.waits) stopWaiting(draft, activation)
  },
  'incident-resolved': (draft, event) => {
    const key = draft.state.incidents[event.incident]?.activation
    draft.removeIncident(event.incident)
    const incidents = key === undefined ? undefined : draft.activation(key)?.incidents
    if (key !== undefined && incidents)
      draft.changeActivation(key, { incidents: incidents.filter((id) => id !== event.incident) })
  },
  'instance-completed': (draft) => end(draft, 'completed'),
  'instance-terminated': (draft) => end(draft, 'terminated'),
  'instance-failed': (draft) => end(draft, 'failed'),
}

/** The state after the event. Pure: the given state stays as it is. */
export function evolve(state: InstanceState | undefined, event: Event): InstanceState {
  const draft = new Draft(state === undefined ? initialState(event) : (state as State))
  applyEvent(draft, event)
  return draft.state
}

/** `events.reduce(evolve, state)`, at the price of one copy. */
export function replay(state: InstanceState | undefined, events: readonly Event[]): InstanceState | undefined {
  const first = events[0]
  if (!first) return state
  const draft = new Draft(state === undefined ? initialState(first) : (state as State))
  for (const event of events) applyEvent(draft, event)
  return draft.state
}

export function applyEvent(draft: Draft, event: Event): void {
  const apply = appliers[event.type] as ((draft: Draft, event: Event) => void) | undefined
  apply?.(draft, event)
}

/** An instance begins with `instance-created`; a log that begins otherwise is broken. */
export function initialState(event: Event): State {
  if (event.type !== 'instance-created')
    throw new Error(`The log of an instance begins with instance-created, not with ${event.type}`)
  return {
    instance: event.instance,
    process: event.process,
    status: 'active',
    variables: event.variables,
    ...(event.parent && { parent: event.parent }),
    ...(event.behaviour !== undefined && { behaviour: event.behaviour }),
    activations: {},
    incidents: {},
    counter: 0,
    open: 0,
    tokens: [],
    timers: {},
    subscriptions: {},
  }
}

function activated(draft: Draft, event: Of<'element-activated'>): void {
  draft.given(event.activation)
  if (event.flows) draft.removeTokens(event.scope, event.flows)
  const activation: ActivationState =
    event.scope === undefined
      ? { element: event.element, variables: EMPTY, open: 0, tokens: NONE }
      : { element: event.element, scope: event.scope, variables: EMPTY, open: 0, tokens: NONE }
  draft.setActivation(event.activation, event.index === undefined ? activation : { ...activation, index: event.index })
  if (event.compensates !== undefined) draft.changeActivation(event.activation, { compensates: event.compensates })
  draft.count(event.scope, 1)
  if (event.index === undefined || event.scope === undefined) return
  const body = draft.activation(event.scope)
  if (body?.loop) draft.setActivation(event.scope, { ...body, loop: { rounds: event.index + 1 } })
  if (body?.multi) draft.setActivation(event.scope, { ...body, multi: { ...body.multi, started: event.index + 1 } })
}

function completed(draft: Draft, event: Of<'element-completed'>): void {
  const index = draft.activation(event.activation)?.index
  close(draft, event.activation)
  if (index !== undefined && event.scope !== undefined) draft.completeInstance(event.scope, index, event.output)
}

/** Completed or terminated: gone from its scope, with everything that was tied to it. */
function close(draft: Draft, key: string): void {
  const activation = draft.activation(key)
  if (!activation) return
  for (const timer of activation.timers ?? NONE) draft.removeTimer(timer)
  for (const subscription of activation.subscriptions ?? NONE) draft.removeSubscription(subscription)
  for (const incident of activation.incidents ?? NONE) draft.removeIncident(incident)
  for (const condition of activation.conditions ?? NONE) draft.removeCondition(condition)
  draft.removeActivation(key)
  if (!activation.listens) draft.count(activation.scope, -1)
}

function stopWaiting(draft: Draft, key: string): void {
  const activation = draft.activation(key)
  if (!activation) return
  const { waits: _, called: __, ...rest } = activation
  draft.setActivation(key, rest as ActivationState)
}

function timerSet(draft: Draft, event: Of<'timer-set'>): void {
  draft.given(event.timer)
  draft.setTimer(event.timer, {
    activation: event.activation,
    element: event.element,
    due: event.due,
    ...(event.repetitions !== undefined && { repetitions: event.repetitions }),
    ...(event.interval !== undefined && { interval: event.interval }),
    ...(event.part !== undefined && { part: event.part }),
  })
  const timers = draft.activation(event.activation)?.timers ?? NONE
  draft.changeActivation(event.activation, { timers: [...timers, event.timer] })
}

function dropTimer(draft: Draft, key: string, timer: string): void {
  draft.removeTimer(timer)
  const timers = draft.activation(key)?.timers
  if (timers) draft.changeActivation(key, { timers: timers.filter((id) => id !== timer) })
}

function subscribed(draft: Draft, event: Of<'message-subscribed' | 'signal-subscribed'>): void {
  draft.given(event.subscription)
  const { activation, element, name, part } = event
  const key = event.type === 'message-subscribed' ? { correlationKey: event.correlationKey } : {}
  draft.setSubscription(event.subscription, { activation, element, name, ...key, ...(part !== undefined && { part }) })
  const subscriptions = draft.activation(activation)?.subscriptions ?? NONE
  draft.changeActivation(activation, { subscriptions: [...subscriptions, event.subscription] })
}

/** Kept until the last one has happened; then the event itself does. */
function partHappened(draft: Draft, { activation, element, part, left, variables }: Of<'event-part-happened'>): void {
  const before = draft.activation(activation)?.parts ?? {}
  const { [element]: known, ...others } = before
  const happened = [...(known?.happened ?? []), part]
  const parts = left === 0 ? others : { ...others, [element]: { happened, variables: { ...known?.variables, ...variables } } }
  draft.changeActivation(activation, { parts })
}

/** Nothing is open in an ended instance; its variables stay readable. */
function end(draft: Draft, status: 'completed' | 'terminated' | 'failed'): void {
  draft.state.status = status
  draft.state.activations = {}
  draft.state.incidents = {}
  draft.state.timers = {}
  draft.state.subscriptions = {}
  if (draft.state.conditions) draft.state.conditions = {}
  draft.state.tokens = []
  if (draft.state.compensable) draft.state.compensable = []
  draft.state.open = 0
}
