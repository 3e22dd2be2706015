import type { ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { Command, CommandError, Definitions, Effect, Event, InstanceState, ParentLink } from '../api.ts'
import { decide } from '../decide.ts'
import { lookup } from '../state.ts'
import { parseInstant } from '../timers/due-of-timer.ts'
import { addDuration, parseDuration } from '../timers/iso-duration.ts'
import { Agenda } from './agenda.ts'
import { Answers } from './answers.ts'
import { Exchange } from './exchange.ts'
import { announceScenario } from './scenario-steps.ts'
import type { CallAnswer, JobAnswer, Scenario, TaskAnswer } from './scenario.ts'
import type { SimulationIncident, SimulationInput, SimulationResult } from './simulate.ts'
import { startOf, rootsOf } from './roots.ts'
import type { TraceLine } from './trace.ts'
import { Tracer } from './trace.ts'
import { waitsOf } from './waiting.ts'

/** Where a simulation stops and calls what is still open `waiting`. */
export interface Bounds {
  /** Commands to all instances. */
  readonly steps: number
  /** Milliseconds on the virtual clock. */
  readonly time: number
  /** Firings of one timer cycle without end. */
  readonly cycleFirings: number
}

const DEFAULT_BOUNDS: Bounds = { steps: 20_000, time: 10 * 366 * 86_400_000, cycleFirings: 100 }
const DEFAULT_START = Date.UTC(2026, 0, 1, 8)

export type Untimed = Command extends infer C ? (C extends Command ? Omit<C, 'at'> : never) : never

export interface Running {
  readonly model: ProcessModel
  readonly definitions: Definitions
  readonly tracer: Tracer
  readonly parent: ParentLink | undefined
  state: InstanceState | undefined
}

type Open<T extends Effect['type']> = Extract<Effect, { type: T }>

/** The world of one simulation: instances, clock, and who waits for what. Effects become due commands; commands become effects. */
export class Simulation {
  readonly input: SimulationInput
  readonly scenario: Scenario
  readonly instances = new Map<string, Running>()
  readonly exchange: Exchange
  /** Where the processes that were asked for have been begun, by their id. */
  readonly begunAt = new Map<string, string | undefined>()
  now: number
  private readonly bounds: Bounds
  private readonly due = new Agenda<() => void>()
  private readonly trace: TraceLine[] = []
  private readonly answers = new Answers()

  constructor(input: SimulationInput) {
    this.input = input
    this.scenario = input.scenario ?? {}
    this.bounds = { ...DEFAULT_BOUNDS, ...input.until }
    this.now = (this.scenario.start === undefined ? undefined : parseInstant(this.scenario.start)) ?? DEFAULT_START
    this.exchange = new Exchange(this, input.messageFlows ?? [])
  }

  run(): SimulationResult {
    const { variables, untilWaiting } = this.input
    const end = Math.min(this.now + this.bounds.time, this.later(this.scenario.until ?? 'P1000Y'))
    if (!untilWaiting) this.exchange.announce(this.scenario.messages ?? [])
    for (const id of rootsOf(this.input)) {
      const model = this.input.processes.get(id)
      const startEvent = model && startOf(model, this.scenario.startEvent, this.wanted.length > 1)
      this.begunAt.set(id, startEvent)
      const refused = model ? this.create(model, variables, { startEvent }) : unknownProcess(id)
      if (refused) return { trace: this.trace, state: 'failed', variables, incidents: [refused], waiting: [] }
    }
    if (!untilWaiting) announceScenario(this)
    for (let steps = 0; steps < this.bounds.steps; steps++) {
      const next = this.due.take()
      if (!next || next.at > end) break
      this.now = Math.max(this.now, next.at)
      next.item()
    }
    return this.result()
  }

  /** Ids of the processes that were asked for. */
  get wanted(): readonly string[] {
    const { start } = this.input
    return typeof start === 'string' ? [start] : start
  }

  /** Instances of the processes that were asked for, not those they call. */
  get started(): readonly (readonly [id: string, running: Running])[] {
    return [...this.instances].filter(([, { model, parent }]) => !parent && this.wanted.includes(model.id))
  }

  private result(): SimulationResult {
    const states = [...this.instances.values()].flatMap(({ state }) => (state ? [state] : []))
    const started = this.started.map(([, running]) => running)
    const first = started.find(({ model }) => model.id === this.wanted[0]) ?? started[0]
    const incidents = states.flatMap(({ process, incidents: open }) =>
      Object.values(open).map(({ element, code, message }) => ({ process, element, code, message })),
    )
    const ended = started.map(({ state }) => state?.status)
    const failed = incidents.length > 0 || ended.some((status) => status === 'failed' || status === 'terminated')
    const state = failed ? 'failed' : ended.every((status) => status === 'completed') ? 'completed' : 'waiting'
    const variables = first?.state?.variables ?? this.input.variables
    return { trace: this.trace, state, variables, incidents, waiting: states.flatMap((one) => waitsOf(one)) }
  }

  at(at: number, instance: string, command: Untimed): void {
    this.due.put(at, () => this.send(instance, command))
  }

  plan(at: number, what: () => void): void {
    this.due.put(at, what)
  }

  later(after: string | undefined): number {
    const duration = after === undefined ? undefined : parseDuration(after)
    return duration ? addDuration(this.now, duration) : this.now
  }

  /** Begins an instance of its own, or one that another calls. */
  create(
    model: ProcessModel,
    variables: JsonObject,
    {
      startEvent,
      parent,
      instance = `${this.instances.size + 1}`,
    }: { readonly startEvent?: string | undefined; readonly parent?: ParentLink; readonly instance?: string },
  ): SimulationIncident | undefined {
    const { decide: decision, runScript } = this.input
    const definitions: Definitions = { process: model, decide: decision, ...(runScript && { runScript }) }
    const caller = parent && this.instances.get(parent.instance)?.state?.activations[parent.activation]?.element
    const tracer = new Tracer(model, instance, caller)
    this.instances.set(instance, { model, definitions, tracer, parent, state: undefined })
    const command = {
      type: 'create-instance',
      instance,
      variables,
      ...(startEvent !== undefined && { startEvent }),
      ...(parent && { parent }),
    } as const
    const error = this.send(instance, command)
    return error && { process: model.id, element: startEvent ?? model.id, ...error }
  }

  /** Does the command and what follows from it. A command that no longer fits (a timer that was cancelled) does nothing. */
  send(instance: string, untimed: Untimed): CommandError | undefined {
    const running = this.instances.get(instance)
    if (!running) return undefined
    const before = running.state
    const command = { ...untimed, at: this.now } as Command
    const decision = decide(running.definitions, before, command)
    if (!decision.ok) return decision.error
    running.state = decision.state
    this.input.observe?.({ instance, process: running.model, command, decision })
    for (const event of decision.events) {
      this.trace.push(...running.tracer.lines(event))
      this.answerEvent(instance, event)
    }
    this.exchange.sendAll(instance, running, before, decision.events)
    for (const effect of decision.effects) this.follow(instance, running, effect)
    return undefined
  }

  private answerEvent(instance: string, event: Event): void {
    if (this.input.untilWaiting) return
    if (event.type === 'ad-hoc-started') this.startActivities(instance, event.element, event.activation)
    else if (event.type === 'incident-raised') this.resolveIncident(instance, event)
  }

  private startActivities(instance: string, element: string, activation: string): void {
    for (const { start, after } of (this.scenario.adHoc && lookup(this.scenario.adHoc, element)) ?? [])
      this.at(this.later(after), instance, { type: 'start-activity', activation, element: start })
  }

  private resolveIncident(instance: string, { element, code, incident }: Extract<Event, { type: 'incident-raised' }>): void {
    const answer = this.answers.nextOnce(this.scenario.incidents, 'incident', [element, code])
    if (answer === undefined || answer === 'wait') return
    const { after, set } = answer
    this.plan(this.later(after), () => {
      if (set) this.send(instance, { type: 'set-variables', variables: set })
      this.send(instance, { type: 'resolve-incident', incident })
    })
  }

  /** What is left to the world is not done where the simulation only goes on until everything waits for it. */
  private follow(instance: string, running: Running, effect: Effect): void {
    const { untilWaiting } = this.input
    switch (effect.type) {
      case 'open-task':
        return untilWaiting ? undefined : this.answerTask(instance, effect)
      case 'create-job':
        return untilWaiting ? undefined : this.answerJob(instance, effect)
      case 'set-timer':
        return untilWaiting ? undefined : this.setTimer(instance, running, effect)
      case 'subscribe':
        return this.exchange.subscribe(instance, running, effect)
      case 'subscribe-signal':
        return this.exchange.signals.subscribe(instance, effect.subscription, effect.name)
      case 'broadcast-signal':
        return this.exchange.signal(effect.name, effect.variables, instance)
      case 'unsubscribe':
        return this.exchange.unsubscribe(instance, effect.subscription)
      default:
        return this.followCall(instance, effect)
    }
  }

  private followCall(instance: string, effect: Effect): void {
    switch (effect.type) {
      case 'escalate-parent': {
        const { parent, code, variables } = effect
        const { activation } = parent
        return this.at(this.now, parent.instance, { type: 'throw-escalation', activation, code, variables })
      }
      case 'start-called':
        return this.plan(this.now, () => this.startCalled(instance, effect))
      case 'cancel-called':
        return this.at(this.now, effect.instance, { type: 'cancel-instance', reason: 'caller' })
      case 'notify-parent':
        return this.notifyParent(effect)
      default:
        return undefined
    }
  }

  private answerTask(instance: string, open: Pick<Open<'open-task'>, 'activation' | 'element'>): void {
    const { element, activation } = open
    const { userTasks } = this.scenario
    const answer: TaskAnswer = this.answers.next(userTasks, 'task', [element]) ?? {}
    if (answer === 'wait') return
    const { $after, $escalation, ...variables } = answer
    const at = this.later(typeof $after === 'string' ? $after : undefined)
    if (typeof $escalation !== 'string') return this.at(at, instance, { type: 'complete-user-task', activation, variables })
    this.plan(at, () => {
      this.send(instance, { type: 'throw-escalation', activation, code: $escalation, variables })
      if (this.answers.hasMore(userTasks, 'task', [element])) this.answerTask(instance, open)
    })
  }

  private answerJob(instance: string, effect: Pick<Open<'create-job'>, 'activation' | 'element' | 'job'>): void {
    const { activation, element, job } = effect
    const names = [element, job.type]
    const { jobs } = this.scenario
    const answer: JobAnswer = this.answers.next(jobs, 'job', names) ?? { result: {} }
    if (answer === 'wait') return
    const at = this.later(answer.after)
    if ('result' in answer) this.at(at, instance, { type: 'complete-job', activation, variables: answer.result })
    else if ('error' in answer) this.at(at, instance, { type: 'throw-error', activation, ...answer.error })
    else if ('escalation' in answer) {
      this.plan(at, () => {
        this.send(instance, { type: 'throw-escalation', activation, ...answer.escalation })
        if (this.answers.hasMore(jobs, 'job', names)) this.answerJob(instance, effect)
      })
    } else {
      const retries = job.retries - 1
      this.plan(at, () => {
        const refused = this.send(instance, { type: 'fail-job', activation, message: answer.failure, retries })
        if (!refused && retries > 0) this.answerJob(instance, { activation, element, job: { ...job, retries } })
      })
    }
  }

  /** A cycle without end must not run for ever. */
  private setTimer(instance: string, { state }: Running, { timer, due }: Open<'set-timer'>): void {
    const set = (state?.['timers'] as Record<string, { element: string; repetitions?: number }> | undefined)?.[timer]
    if (set?.repetitions === -1 && this.answers.use(`cycle ${instance} ${set.element}`) >= this.bounds.cycleFirings) return
    this.at(due, instance, { type: 'fire-timer', timer })
  }

  private startCalled(caller: string, effect: Open<'start-called'>): void {
    const { activation, process, instance, variables } = effect
    // The caller may have been interrupted since.
    const open = this.instances.get(caller)?.state?.activations[activation]
    if (open?.['called'] !== instance) return
    if (this.answerCall(caller, open.element, effect)) return
    const model = this.input.processes.get(process)
    const refused = model
      ? this.create(model, variables, { instance, parent: { instance: caller, activation } })
      : unknownProcess(process)
    if (!refused) return
    const { code, message } = refused
    this.at(this.now, caller, { type: 'fail-called', activation, code, message: message.de })
  }

  /** True where the scenario says what the called process gives back: then it does not run. */
  private answerCall(
    caller: string,
    element: string,
    { activation, process }: Pick<Open<'start-called'>, 'activation' | 'process'>,
  ): boolean {
    const names = [element, process]
    const { calls } = this.scenario
    const answer: CallAnswer | undefined = this.input.untilWaiting ? undefined : this.answers.next(calls, 'call', names)
    if (answer === undefined) return false
    if (answer === 'wait') return true
    const at = this.later(answer.after)
    if ('result' in answer) this.at(at, caller, { type: 'complete-called', activation, variables: answer.result })
    else if ('error' in answer) this.at(at, caller, { type: 'fail-called', activation, ...answer.error })
    else {
      this.plan(at, () => {
        this.send(caller, { type: 'throw-escalation', activation, ...answer.escalation })
        if (this.answers.hasMore(calls, 'call', names)) this.answerCall(caller, element, { activation, process })
      })
    }
    return true
  }

  private notifyParent({ parent, outcome }: Open<'notify-parent'>): void {
    const { instance, activation } = parent
    if (outcome.ok) this.at(this.now, instance, { type: 'complete-called', activation, variables: outcome.variables })
    else {
      const { code, message } = outcome
      this.at(this.now, instance, { type: 'fail-called', activation, code, ...(message !== undefined && { message }) })
    }
  }
}

const unknownProcess = (process: string): SimulationIncident => ({
  process,
  element: process,
  code: 'unknown-process',
  message: { de: `Den Ablauf „${process}“ gibt es hier nicht.`, en: `There is no process "${process}" here.` },
})
