/** Who waits may be overtaken so often by others of the scope that a connection carries. */
const mostOvertaken = 8

interface Turn<T> {
  readonly scope: string
  readonly begin: (given: T) => void
  overtaken: number
}

/** Those who wait for a connection: in order, but those of the scope that it carries go one after the other. */
export class Turns<T> {
  readonly #queue: Turn<T>[] = []

  wait(scope: string): { readonly turn: Promise<T>; readonly giveUp: () => boolean } {
    const { promise, resolve } = Promise.withResolvers<T>()
    const own: Turn<T> = { scope, begin: resolve, overtaken: 0 }
    this.#queue.push(own)
    const giveUp = () => {
      const place = this.#queue.indexOf(own)
      if (place >= 0) this.#queue.splice(place, 1)
      return place >= 0
    }
    return { turn: promise, giveUp }
  }

  /** Whose turn it is on a connection that carries `scope`. */
  next(scope: string): ((given: T) => void) | undefined {
    const same = this.#queue.findIndex((turn) => turn.scope === scope)
    const first = this.#queue[0]
    if (same <= 0 || first!.overtaken >= mostOvertaken) return this.#queue.shift()?.begin
    first!.overtaken += 1
    return this.#queue.splice(same, 1)[0]!.begin
  }
}
