import type { FlowNodeType } from '@fachwerk/bpmn'
import type { ActivationKey, Definitions, Effect, Event, RetryPhase } from './api.ts'
import type { CompiledFlow, CompiledNode, CompiledProcess } from './compiled-process.ts'
import { Draft } from './draft.ts'
import type { Elements } from './element-behaviour.ts'
import { applyEvent, initialState } from './evolve.ts'
import type { IncidentCause } from './incident.ts'
import type { ActivationState, State } from './state.ts'

/** What is still to do within the command at hand. Steps, not recursion: a loop in a drawing must not eat the stack. */
export type Step =
  /** A token was sent along a flow. */
  | { readonly kind: 'arrive'; readonly flow: CompiledFlow; readonly scope: ActivationKey | undefined }
  /** The next instance of a multi-instance is due. */
  | { readonly kind: 'next-instance'; readonly body: ActivationKey }
  /** The next activity is to be undone, or all of them are. */
  | { readonly kind: 'next-compensation'; readonly holder: ActivationKey }
  /** Nothing is open in an ad-hoc sub-process. */
  | { readonly kind: 'ad-hoc-idle'; readonly scope: ActivationKey }
  /** The next round of a standard loop is due, or its end. */
  | { readonly kind: 'next-round'; readonly body: ActivationKey }
  /** An instance of a multi-instance has finished its work. */
  | { readonly kind: 'instance-done'; readonly instance: ActivationKey }

export interface RunInput {
  readonly process: CompiledProcess
  readonly definitions: Definitions
  readonly elements: Elements
  readonly at: number
  readonly by: string | undefined
}

/** Starts of an event sub-process by one listener within one command. */
const MOST_STARTS = 1_000

/** One command being carried out: a draft of the state, what happened so far, and what is still to do. */
export class Run {
  readonly process: CompiledProcess
  readonly definitions: Definitions
  readonly at: number
  readonly by: string | undefined
  readonly events: Event[] = []
  readonly effects: Effect[] = []
  readonly draft: Draft
  private readonly elements: Elements
  private readonly agenda: Step[] = []
  private readonly urgent: Step[] = []
  private done = 0
  /** Names of variables set since conditions were last looked at. */
  changedVariables = new Set<string>()
  private readonly starts = new Map<ActivationKey, number>()
  private children: Map<ActivationKey | undefined, Set<ActivationKey>> | undefined

  /** `from`: the state so far, or the first event of a new instance. */
  constructor(input: RunInput, from: { readonly state: State } | { readonly created: Event }) {
    this.process = input.process
    this.definitions = input.definitions
    this.elements = input.elements
    this.at = input.at
    this.by = input.by
    this.draft = new Draft('state' in from ? from.state : initialState(from.created))
    if ('created' in from) this.emit(from.created)
  }

  get state(): State {
    return this.draft.state
  }

  /** The only way anything happens: the event is kept and applied at once. */
  emit(event: Event): void {
    this.events.push(event)
    applyEvent(this.draft, event)
    if (this.children && (event.type === 'element-activated' || event.type === 'listener-opened'))
      this.addChild(event.scope, event.activation)
    if (event.type === 'variables-set' && this.state.conditions) {
      for (const name of Object.keys(event.variables)) this.changedVariables.add(name)
    }
  }

  effect(effect: Effect): void {
    this.effects.push(effect)
  }

  later(step: Step): void {
    this.agenda.push(step)
  }

  /** Before everything else on the agenda. */
  first(step: Step): void {
    this.urgent.push(step)
  }

  /** The next step of the agenda; `undefined` when all is done. */
  nextStep(): Step | undefined {
    return this.urgent.pop() ?? (this.done < this.agenda.length ? this.agenda[this.done++] : undefined)
  }

  get stepsDone(): number {
    return this.done
  }

  /** False where a listener starts its event sub-process over and over within this command: that sub-process sets it off itself. */
  mayStartAgain(listener: ActivationKey): boolean {
    const starts = (this.starts.get(listener) ?? 0) + 1
    this.starts.set(listener, starts)
    return starts <= MOST_STARTS
  }

  newId(): string {
    return String(this.draft.state.counter + 1)
  }

  activation(key: ActivationKey): ActivationState | undefined {
    return this.draft.activation(key)
  }

  /** The activation and the node it stands for; `undefined` where it is closed meanwhile or the model does not know it. */
  open(key: ActivationKey): { readonly activation: ActivationState; readonly node: CompiledNode } | undefined {
    const activation = this.draft.activation(key)
    const node = activation && this.process.nodes.get(activation.element)
    return node && { activation, node }
  }

  behaviour(type: FlowNodeType): Elements[FlowNodeType] {
    return this.elements[type]
  }

  raise(key: ActivationKey, cause: IncidentCause, phase: RetryPhase): void {
    const { code, message } = cause
    if (this.activation(key)?.waits === 'job') this.effect({ type: 'close-job', activation: key })
    this.emit({ type: 'incident-raised', at: this.at, incident: this.newId(), ...this.place(key), code, message, phase })
  }

  /** Element, activation and scope, as every event about an activation names them. */
  place(key: ActivationKey): { readonly element: string; readonly activation: ActivationKey; readonly scope?: ActivationKey } {
    const activation = this.draft.activation(key)
    if (!activation) throw new Error(`Activation ${key} is not open`)
    const { element, scope } = activation
    return scope === undefined ? { element, activation: key } : { element, activation: key, scope }
  }

  /** Flow ids, one per token that waits or is on its way in a scope. */
  tokensIn(scope: ActivationKey | undefined): readonly string[] {
    return scope === undefined ? this.state.tokens : (this.activation(scope)?.tokens ?? [])
  }

  /** Open activations directly inside a scope. The index is made when first asked for: few commands end scopes. */
  childrenOf(scope: ActivationKey | undefined): readonly ActivationKey[] {
    if (!this.children) {
      this.children = new Map()
      for (const key of Object.keys(this.state.activations)) this.addChild(this.state.activations[key]!.scope, key)
    }
    return [...(this.children.get(scope) ?? [])].filter((key) => this.draft.activation(key))
  }

  private addChild(scope: ActivationKey | undefined, key: ActivationKey): void {
    const siblings = this.children!.get(scope)
    if (siblings) siblings.add(key)
    else this.children!.set(scope, new Set([key]))
  }
}
