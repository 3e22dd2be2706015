import type { HotInstance } from './hot-instance.ts'

/** The instances last worked on. Over the bound the one not used for longest is forgotten; it can be loaded at any time. */
export class HotInstances {
  readonly #entries = new Map<string, HotInstance>()
  readonly #bound: number

  constructor(bound = 2_000) {
    this.#bound = bound
  }

  get(id: string): HotInstance | undefined {
    const found = this.#entries.get(id)
    if (!found) return undefined
    this.#entries.delete(id)
    this.#entries.set(id, found)
    return found
  }

  keep(instances: ReadonlyMap<string, HotInstance>): void {
    for (const [id, hot] of instances) {
      this.#entries.delete(id)
      // An ended instance is rarely asked for again.
      if (hot.row.state === 'active') this.#entries.set(id, hot)
    }
    while (this.#entries.size > this.#bound) this.#entries.delete(this.#entries.keys().next().value!)
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) this.#entries.delete(id)
  }

  forgetAll(): void {
    this.#entries.clear()
  }
}
