import type { EventDefinition, EventNode, MessageReference } from '@fachwerk/bpmn'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import { settleConditions, watchCondition } from './conditions.ts'
import { evaluateJson, evaluateText } from './expressions/evaluate.ts'
import type { IncidentCause } from './incident.ts'
import { causes } from './incident.ts'
import type { Run } from './run.ts'
import { subscribeToSignal } from './signal.ts'
import { dueOfTimer, nextDue } from './timers/due-of-timer.ts'
import type { TimerState } from './state.ts'

/** Arms what an event waits for, tied to an activation: its own, or that of the activity the event is attached to. */
export function arm(run: Run, element: string, definition: EventDefinition, key: ActivationKey): IncidentCause | undefined {
  if (definition.kind !== 'multiple' && definition.kind !== 'parallelMultiple') return armOne(run, { element, key }, definition)
  for (const [part, one] of definition.definitions.entries()) {
    const cause = armOne(run, { element, key, part }, one)
    if (cause) return cause
  }
  return undefined
}

/** What waits: the event, the activation that holds it, and which definition of a multiple event. */
export interface Armed {
  readonly element: string
  readonly key: ActivationKey
  readonly part?: number
}

/** As every event about something armed says it. */
export const armedPlace = (run: Run, { element, key, part }: Armed) =>
  part === undefined ? { ...run.place(key), element } : { ...run.place(key), element, part }

function armOne(run: Run, armed: Armed, definition: EventDefinition): IncidentCause | undefined {
  switch (definition.kind) {
    case 'timer':
      return setTimer(run, armed, definition)
    case 'message':
      return subscribe(run, armed, definition.message)
    case 'signal':
      return subscribeToSignal(run, armed, definition)
    case 'conditional':
      return watchCondition(run, armed, definition)
    case 'error':
    case 'escalation':
    case 'compensation':
    case 'cancel':
      // Thrown inside and looked for then: nothing to wait for from outside.
      return undefined
    default:
      return causes.notExecutable(definition.kind)
  }
}

/** False when the activity cannot begin: an incident was raised, or a condition that already holds has ended it. */
export function armBoundaryEvents(run: Run, { boundary }: CompiledNode, key: ActivationKey): boolean {
  for (const { id, node } of boundary) {
    const cause = arm(run, id, node.definition, key)
    if (cause) {
      run.raise(key, cause, 'enter')
      return false
    }
  }
  settleConditions(run, key)
  return run.activation(key) !== undefined
}

function setTimer(
  run: Run,
  armed: Armed,
  { expression, timer: kind }: Extract<EventNode['definition'], { kind: 'timer' }>,
): IncidentCause | undefined {
  const outcome = evaluateJson(run, expression, armed.key)
  if (!outcome.ok) return outcome.cause
  const due = typeof outcome.value === 'string' ? dueOfTimer(outcome.value, kind, run.at) : undefined
  if (!due) return causes.invalidTimer(expression.original ?? expression.feel)
  emitTimer(run, armed, due)
  return undefined
}

function emitTimer(run: Run, armed: Armed, timer: Pick<TimerState, 'due' | 'repetitions' | 'interval'>): void {
  const id = run.newId()
  run.emit({
    type: 'timer-set',
    at: run.at,
    ...armedPlace(run, armed),
    timer: id,
    due: timer.due,
    ...(timer.repetitions !== undefined && { repetitions: timer.repetitions }),
    ...(timer.interval !== undefined && { interval: timer.interval }),
  })
  run.effect({ type: 'set-timer', timer: id, due: timer.due })
}

/** Sets the next timer of a cycle, under a new id so that a firing delivered twice is told apart. */
export function repeatTimer(run: Run, { element, activation: key, due, repetitions, interval, part }: TimerState): void {
  if (interval === undefined || repetitions === undefined || repetitions === 1) return
  const next = nextDue(due, interval, repetitions, run.at)
  if (next === undefined) return
  const armed = { element, key, ...(part !== undefined && { part }) }
  emitTimer(run, armed, { due: next, interval, repetitions: repetitions < 0 ? -1 : repetitions - 1 })
}

function subscribe(run: Run, armed: Armed, message: MessageReference | undefined): IncidentCause | undefined {
  const resolved = resolveMessage(run, message, armed.key)
  if (!resolved.ok) return resolved.cause
  const subscription = run.newId()
  run.emit({ type: 'message-subscribed', at: run.at, ...armedPlace(run, armed), subscription, ...resolved.value })
  run.effect({ type: 'subscribe', subscription, ...resolved.value })
  return undefined
}

/** What made something happen, where it is still armed. */
export interface Trigger {
  readonly subscription?: string
  readonly condition?: string
  /** Which definition of a multiple event. */
  readonly part?: number | undefined
}

/** Takes back one trigger of an activation that may stay. */
export function dropTrigger(run: Run, key: ActivationKey, { subscription, condition }: Trigger): void {
  if (subscription !== undefined) dropSubscription(run, key, subscription)
  if (condition !== undefined) dropCondition(run, key, condition)
}

export function dropSubscription(run: Run, key: ActivationKey, subscription: string): void {
  const element = run.state.subscriptions[subscription]?.element ?? ''
  run.emit({ type: 'subscription-cancelled', at: run.at, ...run.place(key), element, subscription })
  run.effect({ type: 'unsubscribe', subscription })
}

export function dropCondition(run: Run, key: ActivationKey, condition: string): void {
  const element = run.state.conditions?.[condition]?.element ?? ''
  run.emit({ type: 'condition-dropped', at: run.at, ...run.place(key), element, condition })
}

type ResolvedMessage =
  | { readonly ok: true; readonly value: { readonly name: string; readonly correlationKey: string } }
  | { readonly ok: false; readonly cause: IncidentCause }

/** Name and key of a message. Models of Camunda 7 name no key: theirs is empty and the message's name alone decides. */
export function resolveMessage(run: Run, message: MessageReference | undefined, key: ActivationKey): ResolvedMessage {
  if (!message) return { ok: false, cause: causes.noMessage() }
  const name = evaluateText(run, message.name, key, 'message-name')
  if (!name.ok) return name
  if (!message.correlationKey) return { ok: true, value: { name: name.value, correlationKey: '' } }
  const correlationKey = evaluateText(run, message.correlationKey, key, 'correlation-key')
  return correlationKey.ok ? { ok: true, value: { name: name.value, correlationKey: correlationKey.value } } : correlationKey
}
