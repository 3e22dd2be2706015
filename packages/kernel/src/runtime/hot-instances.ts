import type { HotInstance } from './hot-instance.ts'

/** Open instances in memory at most, and characters of the events they were built from: some hundred megabytes. */
const mostInstances = 20_000
const mostCharacters = 50_000_000

/** The instances last worked on. Over the bounds those not used for longest are forgotten; they can be loaded at any time. */
export class HotInstances {
  readonly #entries = new Map<string, HotInstance>()
  #characters = 0

  get(id: string): HotInstance | undefined {
    const found = this.#entries.get(id)
    if (!found) return undefined
    this.#entries.delete(id)
    this.#entries.set(id, found)
    return found
  }

  keep(instances: ReadonlyMap<string, HotInstance>): void {
    for (const [id, hot] of instances) {
      this.#delete(id)
      // An ended instance is rarely asked for again.
      if (hot.row.state !== 'active') continue
      this.#entries.set(id, hot)
      this.#characters += hot.size
    }
    while (this.#entries.size > mostInstances || this.#characters > mostCharacters)
      this.#delete(this.#entries.keys().next().value!)
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#delete(id)
  }

  forgetAll(): void {
    this.#entries.clear()
    this.#characters = 0
  }

  #delete(id: string): void {
    this.#characters -= this.#entries.get(id)?.size ?? 0
    this.#entries.delete(id)
  }
}
