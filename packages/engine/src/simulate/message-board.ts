import type { JsonObject } from '@fachwerk/problem'

export interface PostedMessage {
  readonly name: string
  /** `undefined` fits every key. */
  readonly correlationKey: string | undefined
  readonly variables: JsonObject
}

export interface OpenSubscription {
  readonly instance: string
  readonly subscription: string
  readonly name: string
  readonly correlationKey: string
}

const fits = (message: PostedMessage, { name, correlationKey }: OpenSubscription): boolean =>
  message.name === name && (message.correlationKey === undefined || message.correlationKey === correlationKey)

/** Who waits for which message, and messages that came before anybody waited. Each is delivered once. */
export class MessageBoard {
  private readonly subscriptions = new Map<string, OpenSubscription>()
  private kept: PostedMessage[] = []

  /** A kept message that the subscription can have at once. */
  subscribe(subscription: OpenSubscription): PostedMessage | undefined {
    const message = this.kept.find((candidate) => fits(candidate, subscription))
    if (message) this.kept = this.kept.filter((candidate) => candidate !== message)
    this.subscriptions.set(keyOf(subscription), subscription)
    return message
  }

  unsubscribe(instance: string, subscription: string): void {
    this.subscriptions.delete(keyOf({ instance, subscription }))
  }

  /** The subscription that waits for the message, the oldest first. */
  waitingFor(message: PostedMessage): OpenSubscription | undefined {
    for (const subscription of this.subscriptions.values()) if (fits(message, subscription)) return subscription
    return undefined
  }

  keep(message: PostedMessage): void {
    this.kept.push(message)
  }
}

const keyOf = ({ instance, subscription }: Pick<OpenSubscription, 'instance' | 'subscription'>): string =>
  `${instance} ${subscription}`
