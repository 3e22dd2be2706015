import type { MessageFlow, ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { Effect, Event, InstanceState } from '../api.ts'
import { startSubscriptions } from '../start-subscriptions.ts'
import type { State } from '../state.ts'
import { sentMessages } from './drawn-messages.ts'
import type { PostedMessage } from './message-board.ts'
import { MessageBoard } from './message-board.ts'
import type { ScenarioMessage } from './scenario.ts'
import { SignalBoard } from './signal-board.ts'
import type { Running, Simulation } from './simulation.ts'

/** Messages and signals between the instances of a simulation and from outside. */
export class Exchange {
  readonly signals = new SignalBoard()
  private readonly board = new MessageBoard()
  private readonly simulation: Simulation
  private readonly flows: readonly MessageFlow[]

  constructor(simulation: Simulation, flows: readonly MessageFlow[]) {
    this.simulation = simulation
    this.flows = flows
  }

  /** Messages from outside. Those that are there from the start are for whoever waits first, or begin a partner that has not begun. */
  announce(messages: readonly ScenarioMessage[]): void {
    const { simulation, board } = this
    for (const { name, correlationKey, after, variables = {} } of messages) {
      const message = { name, correlationKey, variables }
      if (after !== undefined) simulation.plan(simulation.later(after), () => this.post(message))
      else {
        board.keep(message)
        simulation.plan(simulation.now, () => this.beginPartner(message))
      }
    }
  }

  private beginPartner(message: PostedMessage): void {
    const begun = this.simulation.started.map(([, { model }]) => model.id)
    const start = this.startFor(message)
    if (!start || !this.board.isKept(message) || !this.simulation.wanted.includes(start.model.id)) return
    if (begun.includes(start.model.id)) return
    this.board.drop(message)
    this.begin(start, message)
  }

  /** What an instance has sent with one command: it goes out after that is done. */
  sendAll(instance: string, { model }: Running, before: InstanceState | undefined, events: readonly Event[]): void {
    for (const message of sentMessages(model, this.flows, before, events, instance))
      this.simulation.plan(this.simulation.now, () => this.post(message))
  }

  subscribe(
    instance: string,
    { model, state }: Running,
    { subscription, name, correlationKey }: Extract<Effect, { type: 'subscribe' }>,
  ): void {
    const element = (state as State | undefined)?.subscriptions[subscription]?.element ?? ''
    const open = { instance, subscription, process: model.id, element, name, correlationKey }
    const message = this.board.subscribe(open)
    if (message) this.deliver(instance, subscription, message)
  }

  unsubscribe(instance: string, subscription: string): void {
    this.signals.unsubscribe(instance, subscription)
    this.board.unsubscribe(instance, subscription)
  }

  private deliver(instance: string, subscription: string, { variables, from }: PostedMessage): void {
    if (from !== undefined) this.board.acquaint(from, instance)
    this.simulation.at(this.simulation.now, instance, { type: 'deliver-message', subscription, variables })
  }

  /** To whoever waits, else to a process that the message starts, else kept until somebody waits. */
  private post(message: PostedMessage): void {
    const waiting = this.board.waitingFor(message)
    if (waiting) {
      if (message.from !== undefined) this.board.acquaint(message.from, waiting.instance)
      const { instance, subscription } = waiting
      this.simulation.send(instance, { type: 'deliver-message', subscription, variables: message.variables })
      return
    }
    const start = this.startFor(message)
    if (start) this.begin(start, message)
    else this.board.keep(message)
  }

  private startFor(message: PostedMessage): Start | undefined {
    const { to, name } = message
    for (const model of this.simulation.input.processes.values()) {
      if (to?.process !== undefined && to.process !== model.id) continue
      const start = startSubscriptions(model, this.simulation.now).messages.find((one) =>
        to?.element === undefined ? one.name === name : one.startEvent === to.element,
      )
      if (start && !this.hasBegunAt(model, start.startEvent)) return { model, startEvent: start.startEvent }
    }
    return undefined
  }

  /** A process that was begun as if its message had come is not begun by that message again. */
  private hasBegunAt({ id }: ProcessModel, startEvent: string): boolean {
    return this.simulation.begunAt.get(id) === startEvent
  }

  private begin({ model, startEvent }: Start, { from, variables }: PostedMessage): void {
    if (from !== undefined) this.board.acquaint(from, `${this.simulation.instances.size + 1}`)
    this.simulation.create(model, variables, { startEvent })
  }

  /** To everything that waits for it now, but in the instance that throws it: that has had it. Then to what it begins. */
  signal(name: string, variables: JsonObject, from?: string): void {
    const { simulation } = this
    for (const { instance, subscription } of this.signals.waitingFor(name)) {
      if (instance !== from) simulation.at(simulation.now, instance, { type: 'deliver-signal', subscription, variables })
    }
    for (const model of simulation.input.processes.values()) {
      const start = startSubscriptions(model, simulation.now).signals.find((one) => one.name === name)
      if (!start || this.hasBegunAt(model, start.startEvent)) continue
      simulation.plan(simulation.now, () => void simulation.create(model, variables, { startEvent: start.startEvent }))
    }
  }
}

interface Start {
  readonly model: ProcessModel
  readonly startEvent: string
}
