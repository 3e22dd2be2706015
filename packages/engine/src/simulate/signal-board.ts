interface Waiting {
  readonly instance: string
  readonly subscription: string
  readonly name: string
}

/** Who waits for which signal. Unlike a message it goes to all of them and is not kept. */
export class SignalBoard {
  private readonly subscriptions = new Map<string, Waiting>()

  subscribe(instance: string, subscription: string, name: string): void {
    this.subscriptions.set(`${instance} ${subscription}`, { instance, subscription, name })
  }

  unsubscribe(instance: string, subscription: string): void {
    this.subscriptions.delete(`${instance} ${subscription}`)
  }

  waitingFor(name: string): readonly Waiting[] {
    return [...this.subscriptions.values()].filter((waiting) => waiting.name === name)
  }
}
