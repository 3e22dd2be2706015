/**
 * Looks up many keys with one query: while a query is on its way, the keys asked for meanwhile gather and go together next. Under load a
 * look-up costs a fraction of a round trip.
 */
export class Gather<V> {
  readonly #load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>
  #waiting = new Map<string, PromiseWithResolvers<V | undefined>>()
  #running = false

  constructor(load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>) {
    this.#load = load
  }

  get isIdle(): boolean {
    return !this.#running
  }

  get(key: string): Promise<V | undefined> {
    const waiting = this.#waiting.get(key) ?? Promise.withResolvers<V | undefined>()
    this.#waiting.set(key, waiting)
    if (!this.#running) void this.#run()
    return waiting.promise
  }

  async #run(): Promise<void> {
    this.#running = true
    // Those who ask in the same turn go together from the start.
    await Promise.resolve()
    while (this.#waiting.size > 0) {
      const asked = this.#waiting
      this.#waiting = new Map()
      await this.#answer(asked)
    }
    this.#running = false
  }

  async #answer(asked: ReadonlyMap<string, PromiseWithResolvers<V | undefined>>): Promise<void> {
    try {
      const found = await this.#load([...asked.keys()])
      for (const [key, { resolve }] of asked) resolve(found.get(key))
    } catch (error) {
      for (const { reject } of asked.values()) reject(error)
    }
  }
}
