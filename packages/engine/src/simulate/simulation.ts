import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import { implicitStarts } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { Command, Definitions, Effect, InstanceState, ParentLink } from '../api.ts'
import { compiledProcess } from '../compiled-process.ts'
import { decide } from '../decide.ts'
import { conditionalStart, startSubscriptions } from '../start-subscriptions.ts'
import { lookup } from '../state.ts'
import { parseInstant } from '../timers/due-of-timer.ts'
import { addDuration, parseDuration } from '../timers/iso-duration.ts'
import { Agenda } from './agenda.ts'
import type { PostedMessage } from './message-board.ts'
import { MessageBoard } from './message-board.ts'
import { SignalBoard } from './signal-board.ts'
import type { JobAnswer, Scenario, TaskAnswer } from './scenario.ts'
import type { SimulationIncident, SimulationInput, SimulationResult } from './simulate.ts'
import type { TraceLine } from './trace.ts'
import { Tracer } from './trace.ts'

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

type Untimed = Command extends infer C ? (C extends Command ? Omit<C, 'at'> : never) : never

interface Running {
  readonly definitions: Definitions
  readonly tracer: Tracer
  state: InstanceState | undefined
}

/** The world of one simulation: instances, clock, and who waits for what. Effects become due commands; commands become effects. */
export class Simulation {
  private readonly input: SimulationInput
  private readonly scenario: Scenario
  private readonly bounds: Bounds
  private readonly instances = new Map<string, Running>()
  private readonly due = new Agenda<() => void>()
  private readonly board = new MessageBoard()
  private readonly signals = new SignalBoard()
  private readonly roots: readonly string[]
  private readonly trace: TraceLine[] = []
  /** How often an answer list, a cycle … was used. */
  private readonly uses = new Map<string, number>()
  private now: number

  constructor(input: SimulationInput) {
    this.input = input
    this.roots = rootsOf(input)
    this.scenario = input.scenario ?? {}
    this.bounds = { ...DEFAULT_BOUNDS, ...input.until }
    this.now = (this.scenario.start === undefined ? undefined : parseInstant(this.scenario.start)) ?? DEFAULT_START
  }

  run(): SimulationResult {
    const { variables } = this.input
    const end = this.now + this.bounds.time
    this.announceMessages()
    for (const id of this.roots) {
      const refused = this.createRoot(id, variables)
      if (refused) return { trace: this.trace, state: 'failed', variables, incidents: [refused] }
    }
    this.announceChanges()
    for (let steps = 0; steps < this.bounds.steps; steps++) {
      const next = this.due.take()
      if (!next || next.at > end) break
      this.now = Math.max(this.now, next.at)
      next.item()
    }
    return this.result()
  }

  private result(): SimulationResult {
    const roots = this.roots.map((_, index) => this.instances.get(`${index + 1}`)?.state)
    const [root] = roots
    const incidents = [...this.instances.values()].flatMap(({ state }) =>
      Object.values(state?.incidents ?? {}).map(({ element, code, message }) => ({
        process: state!.process,
        element,
        code,
        message,
      })),
    )
    const failed = incidents.length > 0 || roots.some((one) => one?.status === 'failed' || one?.status === 'terminated')
    const state = failed ? 'failed' : roots.every((one) => one?.status === 'completed') ? 'completed' : 'waiting'
    return { trace: this.trace, state, variables: root?.variables ?? this.input.variables, incidents }
  }

  private createRoot(id: string, variables: JsonObject): SimulationIncident | undefined {
    const model = this.input.processes.get(id)
    if (!model) return unknownProcess(id)
    const wanted = this.scenario.startEvent
    const startEvent = wanted !== undefined && model.nodes[wanted] ? wanted : this.roots.length > 1 ? undefined : wanted
    return this.create(`${this.instances.size + 1}`, model, variables, { startEvent: startEvent ?? firstStart(model) })
  }

  private announceChanges(): void {
    for (const { name, after, variables = {} } of this.scenario.signals ?? [])
      this.due.put(this.later(after), () => this.signal(name, variables))
    for (const { after, set, process } of this.scenario.variables ?? []) {
      if (process === undefined) this.due.put(this.later(after), () => this.beginByCondition(set))
      for (const [index, id] of this.roots.entries()) {
        if (process === undefined || process === id)
          this.at(this.later(after), `${index + 1}`, { type: 'set-variables', variables: set })
      }
    }
  }

  /** What the world outside tells begins processes that wait for it. */
  private beginByCondition(variables: JsonObject): void {
    for (const model of this.input.processes.values()) {
      const startEvent = conditionalStart(model, variables, this.now)
      if (startEvent === undefined || this.roots.includes(model.id)) continue
      this.create(`${this.instances.size + 1}`, model, variables, { startEvent })
    }
  }

  private announceMessages(): void {
    for (const { name, correlationKey, after, variables = {} } of this.scenario.messages ?? []) {
      const message = { name, correlationKey, variables }
      if (after === undefined) this.board.keep(message)
      else this.due.put(this.later(after), () => this.post(message))
    }
  }

  private at(at: number, instance: string, command: Untimed): void {
    this.due.put(at, () => this.send(instance, command))
  }

  private later(after: string | undefined): number {
    const duration = after === undefined ? undefined : parseDuration(after)
    return duration ? addDuration(this.now, duration) : this.now
  }

  private create(
    instance: string,
    model: ProcessModel,
    variables: JsonObject,
    { startEvent, parent }: { readonly startEvent?: string | undefined; readonly parent?: ParentLink },
  ): SimulationIncident | undefined {
    const { decide: decision, runScript } = this.input
    const definitions: Definitions = { process: model, decide: decision, ...(runScript && { runScript }) }
    this.instances.set(instance, { definitions, tracer: new Tracer(model), state: undefined })
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
  private send(instance: string, command: Untimed) {
    const running = this.instances.get(instance)
    if (!running) return undefined
    const decision = decide(running.definitions, running.state, { ...command, at: this.now } as Command)
    if (!decision.ok) return decision.error
    running.state = decision.state
    for (const event of decision.events) {
      const line = running.tracer.line(event)
      if (line) this.trace.push(line)
      if (event.type === 'ad-hoc-started') this.startActivities(instance, event.element, event.activation)
    }
    for (const effect of decision.effects) this.follow(instance, running, effect)
    return undefined
  }

  private startActivities(instance: string, element: string, activation: string): void {
    for (const { start, after } of (this.scenario.adHoc && lookup(this.scenario.adHoc, element)) ?? [])
      this.at(this.later(after), instance, { type: 'start-activity', activation, element: start })
  }

  private follow(instance: string, running: Running, effect: Effect): void {
    switch (effect.type) {
      case 'open-task':
        return this.answerTask(instance, effect)
      case 'create-job':
        return this.answerJob(instance, effect)
      case 'set-timer':
        return this.setTimer(instance, running, effect)
      case 'subscribe':
        return this.subscribe(instance, effect)
      case 'subscribe-signal':
        return this.signals.subscribe(instance, effect.subscription, effect.name)
      case 'broadcast-signal':
        return this.signal(effect.name, effect.variables, instance)
      case 'escalate-parent': {
        const { parent, code, variables } = effect
        const { activation } = parent
        return this.at(this.now, parent.instance, { type: 'throw-escalation', activation, code, variables })
      }
      case 'unsubscribe':
        this.signals.unsubscribe(instance, effect.subscription)
        return this.board.unsubscribe(instance, effect.subscription)
      case 'send-message':
        return this.due.put(this.now, () => this.post(effect))
      case 'start-called':
        return this.due.put(this.now, () => this.startCalled(instance, effect))
      case 'cancel-called':
        return this.at(this.now, effect.instance, { type: 'cancel-instance', reason: 'caller' })
      case 'notify-parent':
        return this.notifyParent(effect)
      default:
        return undefined
    }
  }

  /** The next answer of a list; the last one stays valid. */
  private answer<T>(
    lists: Readonly<Record<string, readonly T[]>> | undefined,
    kind: string,
    names: readonly string[],
  ): T | undefined {
    for (const name of names) {
      const list = lists && lookup(lists, name)
      if (!list || list.length === 0) continue
      return list[Math.min(this.use(`${kind} ${name}`), list.length - 1)]
    }
    return undefined
  }

  /** Whether the list has an entry that was not used yet. */
  private hasMore(
    lists: Readonly<Record<string, readonly unknown[]>> | undefined,
    kind: string,
    names: readonly string[],
  ): boolean {
    return names.some((name) => {
      const list = lists && lookup(lists, name)
      return list !== undefined && (this.uses.get(`${kind} ${name}`) ?? 0) < list.length
    })
  }

  /** How often it was used before. */
  private use(key: string): number {
    const used = this.uses.get(key) ?? 0
    this.uses.set(key, used + 1)
    return used
  }

  private answerTask(instance: string, open: Pick<Extract<Effect, { type: 'open-task' }>, 'activation' | 'element'>): void {
    const { element, activation } = open
    const answer: TaskAnswer = this.answer(this.scenario.userTasks, 'task', [element]) ?? {}
    if (answer === 'wait') return
    const { $after, $escalation, ...variables } = answer
    const at = this.later(typeof $after === 'string' ? $after : undefined)
    if (typeof $escalation !== 'string') return this.at(at, instance, { type: 'complete-user-task', activation, variables })
    this.due.put(at, () => {
      this.send(instance, { type: 'throw-escalation', activation, code: $escalation, variables })
      if (this.hasMore(this.scenario.userTasks, 'task', [element])) this.answerTask(instance, open)
    })
  }

  private answerJob(
    instance: string,
    effect: Pick<Extract<Effect, { type: 'create-job' }>, 'activation' | 'element' | 'job'>,
  ): void {
    const { activation, element, job } = effect
    const answer: JobAnswer = this.answer(this.scenario.jobs, 'job', [element, job.type]) ?? { result: {} }
    if (answer === 'wait') return
    const at = this.later(answer.after)
    if ('result' in answer) this.at(at, instance, { type: 'complete-job', activation, variables: answer.result })
    else if ('error' in answer) this.at(at, instance, { type: 'throw-error', activation, ...answer.error })
    else if ('escalation' in answer) {
      this.due.put(at, () => {
        this.send(instance, { type: 'throw-escalation', activation, ...answer.escalation })
        if (this.hasMore(this.scenario.jobs, 'job', [element, job.type])) this.answerJob(instance, effect)
      })
    } else {
      const retries = job.retries - 1
      this.due.put(at, () => {
        const refused = this.send(instance, { type: 'fail-job', activation, message: answer.failure, retries })
        if (!refused && retries > 0) this.answerJob(instance, { activation, element, job: { ...job, retries } })
      })
    }
  }

  /** A cycle without end must not run for ever. */
  private setTimer(instance: string, { state }: Running, { timer, due }: Extract<Effect, { type: 'set-timer' }>): void {
    const set = (state?.['timers'] as Record<string, { element: string; repetitions?: number }> | undefined)?.[timer]
    if (set?.repetitions === -1 && this.use(`cycle ${instance} ${set.element}`) >= this.bounds.cycleFirings) return
    this.at(due, instance, { type: 'fire-timer', timer })
  }

  private subscribe(instance: string, { subscription, name, correlationKey }: Extract<Effect, { type: 'subscribe' }>): void {
    const message = this.board.subscribe({ instance, subscription, name, correlationKey })
    if (message) this.at(this.now, instance, { type: 'deliver-message', subscription, variables: message.variables })
  }

  /** To whoever waits, else to a process that the message starts, else kept until somebody waits. */
  private post(message: PostedMessage): void {
    const waiting = this.board.waitingFor(message)
    if (waiting) {
      this.send(waiting.instance, { type: 'deliver-message', subscription: waiting.subscription, variables: message.variables })
      return
    }
    for (const model of this.input.processes.values()) {
      const start = startSubscriptions(model, this.now).messages.find(({ name }) => name === message.name)
      if (!start || this.roots.includes(model.id)) continue
      this.create(`${this.instances.size + 1}`, model, message.variables, { startEvent: start.startEvent })
      return
    }
    this.board.keep(message)
  }

  /** To everything that waits for it now, but in the instance that throws it: that has had it. Then to what it begins. */
  private signal(name: string, variables: JsonObject, from?: string): void {
    for (const { instance, subscription } of this.signals.waitingFor(name)) {
      if (instance !== from) this.at(this.now, instance, { type: 'deliver-signal', subscription, variables })
    }
    for (const model of this.input.processes.values()) {
      const start = startSubscriptions(model, this.now).signals.find((one) => one.name === name)
      if (!start || this.roots.includes(model.id)) continue
      this.due.put(this.now, () => {
        this.create(`${this.instances.size + 1}`, model, variables, { startEvent: start.startEvent })
      })
    }
  }

  private startCalled(
    caller: string,
    { activation, process, instance, variables }: Extract<Effect, { type: 'start-called' }>,
  ): void {
    // The caller may have been interrupted since.
    if (this.instances.get(caller)?.state?.activations[activation]?.['called'] !== instance) return
    const model = this.input.processes.get(process)
    const refused = model
      ? this.create(instance, model, variables, { parent: { instance: caller, activation } })
      : unknownProcess(process)
    if (!refused) return
    const { code, message } = refused
    this.at(this.now, caller, { type: 'fail-called', activation, code, message: message.de })
  }

  private notifyParent({ parent, outcome }: Extract<Effect, { type: 'notify-parent' }>): void {
    const { instance, activation } = parent
    if (outcome.ok) this.at(this.now, instance, { type: 'complete-called', activation, variables: outcome.variables })
    else {
      const { code, message } = outcome
      this.at(this.now, instance, { type: 'fail-called', activation, code, ...(message !== undefined && { message }) })
    }
  }
}

/** Of several that start together those that only a message or signal begins wait for it. */
function rootsOf({ start, processes }: SimulationInput): readonly string[] {
  if (typeof start === 'string') return [start]
  const [first, ...more] = start
  const begins = (id: string) =>
    implicitStarts(processes.get(id) ?? { nodes: {} }).length > 0 ||
    Object.values(processes.get(id)?.nodes ?? {}).some(
      (node) => node.type === 'startEvent' && node.scope === undefined && node.definition.kind === 'none',
    )
  return first === undefined ? [] : [first, ...more.filter((id) => begins(id) || !processes.has(id))]
}

/** Where there is no none start event, a simulation takes the first: the message has come, the time has passed. */
function firstStart(model: ProcessModel): string | undefined {
  const starts = Object.values(model.nodes).filter((node: FlowNode) => node.type === 'startEvent' && node.scope === undefined)
  const none = starts.find((node) => 'definition' in node && node.definition.kind === 'none')
  // An instantiating receive task or event-based gateway begins a process as well.
  const [other] = compiledProcess(model).instantiating
  return (none ?? starts[0] ?? other)?.id
}

const unknownProcess = (process: string): SimulationIncident => ({
  process,
  element: process,
  code: 'unknown-process',
  message: { de: `Den Ablauf „${process}“ gibt es hier nicht.`, en: `There is no process "${process}" here.` },
})
