import type { MessageFlowEnd } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'

export interface PostedMessage {
  readonly name: string
  /** `undefined` fits every key. */
  readonly correlationKey: string | undefined
  readonly variables: JsonObject
  /** Where its message flow ends; absent: no flow, and the name decides. */
  readonly to?: MessageFlowEnd
  /** The instance that sent it. */
  readonly from?: string
}

export interface OpenSubscription {
  readonly instance: string
  readonly subscription: string
  readonly process: string
  readonly element: string
  readonly name: string
  readonly correlationKey: string
}

/** What a drawing joins needs no common name; a key counts where both ends have one. */
function fits({ name, correlationKey, to }: PostedMessage, open: OpenSubscription): boolean {
  const isDrawn = to?.element !== undefined
  if (to?.process !== undefined && to.process !== open.process) return false
  if (isDrawn ? to.element !== open.element : name !== open.name) return false
  if (correlationKey === undefined || correlationKey === open.correlationKey) return true
  return isDrawn && (correlationKey === '' || open.correlationKey === '')
}

/** Who waits for which message, and messages that came before anybody waited. Each is delivered once. */
export class MessageBoard {
  private readonly subscriptions = new Map<string, OpenSubscription>()
  private kept: PostedMessage[] = []
  /** Instances that have heard of each other. */
  private readonly partners = new Set<string>()

  /** A kept message that the subscription can have at once. */
  subscribe(subscription: OpenSubscription): PostedMessage | undefined {
    const message = this.kept.find((candidate) => fits(candidate, subscription))
    if (message) this.drop(message)
    this.subscriptions.set(keyOf(subscription), subscription)
    return message
  }

  unsubscribe(instance: string, subscription: string): void {
    this.subscriptions.delete(keyOf({ instance, subscription }))
  }

  /** The subscription that waits for the message: of a partner, else the oldest. */
  waitingFor(message: PostedMessage): OpenSubscription | undefined {
    const waiting = [...this.subscriptions.values()].filter((open) => fits(message, open))
    return waiting.find(({ instance }) => this.partners.has(`${message.from} ${instance}`)) ?? waiting[0]
  }

  /** From now on they are partners: what one says the other hears first. */
  acquaint(one: string, other: string): void {
    this.partners.add(`${one} ${other}`).add(`${other} ${one}`)
  }

  keep(message: PostedMessage): void {
    this.kept.push(message)
  }

  isKept(message: PostedMessage): boolean {
    return this.kept.includes(message)
  }

  drop(message: PostedMessage): void {
    this.kept = this.kept.filter((candidate) => candidate !== message)
  }
}

const keyOf = ({ instance, subscription }: Pick<OpenSubscription, 'instance' | 'subscription'>): string =>
  `${instance} ${subscription}`
