import type { ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { Command, Definitions, Effect, Event, InstanceState } from '../api.ts'
import { decide } from '../decide.ts'
import { evolve } from '../evolve.ts'
import { HistoryRecorder } from './history.ts'

export const START = Date.UTC(2026, 10, 23, 8)
/** A command without its time. */
export type Untimed = Command extends infer C ? (C extends Command ? Omit<C, 'at'> : never) : never

/** One instance under test. Every command is checked: the given state unchanged, the events folding to the decided state. */
export class Case {
  state: InstanceState | undefined
  at = START
  readonly events: Event[] = []
  effects: readonly Effect[] = []
  lastError: string | undefined
  private readonly definitions: Definitions
  private readonly recorder: HistoryRecorder

  constructor(model: ProcessModel, decideRule: Definitions['decide'] = () => undefined, runScript?: Definitions['runScript']) {
    this.recorder = new HistoryRecorder({ process: model, decide: decideRule, ...(runScript && { runScript }) })
    this.definitions = this.recorder.definitions
  }

  start(
    variables: JsonObject = {},
    more: { readonly parent?: { instance: string; activation: string }; readonly startEvent?: string } = {},
  ): this {
    return this.send({ type: 'create-instance', instance: 'i', variables, ...more })
  }

  send(command: Untimed): this {
    const before = JSON.stringify(this.state)
    const timed = { ...command, at: this.at } as Command
    const decision = decide(this.definitions, this.state, timed)
    if (JSON.stringify(this.state) !== before) throw new Error('decide changed the state it was given')
    this.lastError = decision.ok ? undefined : decision.error.code
    if (!decision.ok) return this
    let folded = this.state
    for (const event of JSON.parse(JSON.stringify(decision.events)) as Event[]) folded = evolve(folded, event)
    if (JSON.stringify(sorted(folded)) !== JSON.stringify(sorted(decision.state))) {
      throw new Error(`evolve and decide differ:\n${JSON.stringify(folded)}\n${JSON.stringify(decision.state)}`)
    }
    this.recorder.note(timed, decision)
    this.events.push(...decision.events)
    this.effects = decision.effects
    this.state = decision.state
    return this
  }

  /** Activation keys of an element, in order. */
  keys(element: string): readonly string[] {
    return Object.entries(this.state?.activations ?? {})
      .filter(([, activation]) => activation.element === element)
      .map(([key]) => key)
  }
  key(element: string): string {
    const key = this.keys(element).at(-1)
    if (key === undefined) throw new Error(`${element} is not open; open: ${this.open.join(', ')}`)
    return key
  }
  /** Elements of the open activations. */
  get open(): readonly string[] {
    const open = Object.values(this.state?.activations ?? {}).filter((activation) => !activation['listens'])
    return open.map(({ element }) => element)
  }
  /** Elements completed so far, in order. */
  get way(): readonly string[] {
    return this.events.flatMap((event) => (event.type === 'element-completed' ? [event.element] : []))
  }
  get status(): string | undefined {
    return this.state?.status
  }
  get variables(): JsonObject {
    return this.state?.variables ?? {}
  }
  get incidents(): readonly string[] {
    return Object.values(this.state?.incidents ?? {}).map(({ code }) => code)
  }

  complete(element: string, variables: JsonObject = {}): this {
    return this.send({ type: 'complete-user-task', activation: this.key(element), variables })
  }
  completeJob(element: string, variables: JsonObject = {}): this {
    return this.send({ type: 'complete-job', activation: this.key(element), variables })
  }
  throwError(element: string, code: string, message?: string): this {
    return this.send({ type: 'throw-error', activation: this.key(element), code, ...(message !== undefined && { message }) })
  }
  /** Fires the earliest timer, at its time. */
  fire(element?: string): this {
    const timers = Object.entries(this.timers).filter(([, timer]) => element === undefined || timer.element === element)
    const [id, timer] = timers.toSorted(([, a], [, b]) => a.due - b.due)[0] ?? []
    if (id === undefined || !timer) throw new Error('no timer is set')
    this.at = Math.max(this.at, timer.due)
    return this.send({ type: 'fire-timer', timer: id })
  }
  deliver(name: string, variables: JsonObject = {}): this {
    const [id] = Object.entries(this.subscriptions).find(([, subscription]) => subscription.name === name) ?? []
    if (id === undefined) throw new Error(`nothing waits for ${name}`)
    return this.send({ type: 'deliver-message', subscription: id, variables })
  }
  /** To everything in the instance that waits for it, as a runtime does. */
  signal(name: string, variables: JsonObject = {}): this {
    const waiting = Object.entries(this.subscriptions).filter(
      ([, subscription]) => subscription.name === name && subscription.correlationKey === undefined,
    )
    if (waiting.length === 0) throw new Error(`nothing waits for ${name}`)
    for (const [subscription] of waiting) this.send({ type: 'deliver-signal', subscription, variables })
    return this
  }
  escalate(element: string, code: string, variables: JsonObject = {}): this {
    return this.send({ type: 'throw-escalation', activation: this.key(element), code, variables })
  }
  set(variables: JsonObject): this {
    return this.send({ type: 'set-variables', variables })
  }
  resolve(): this {
    return this.send({ type: 'resolve-incident', incident: Object.keys(this.state?.incidents ?? {})[0] ?? '' })
  }

  get timers(): Record<string, { readonly element: string; readonly due: number }> {
    return (this.state as { timers?: Record<string, { element: string; due: number }> } | undefined)?.timers ?? {}
  }
  get subscriptions(): Record<string, { readonly name: string; readonly correlationKey?: string }> {
    return (
      (this.state as { subscriptions?: Record<string, { name: string; correlationKey?: string }> } | undefined)?.subscriptions ??
      {}
    )
  }
}

/** Keys in order, so that equality does not depend on when they were set. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => sorted(entry))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
