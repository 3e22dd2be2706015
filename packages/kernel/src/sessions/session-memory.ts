/** Milliseconds that an opened session is remembered: the requests of one page, and quick work. */
const remembered = 5_000
const most = 10_000

/**
 * What was read for a session a moment ago: whose it is, with all rights. Reading it costs more than most pages. Everything is forgotten
 * whenever this process may have changed people, rights or sessions (`forgetting`), so that a revoked session or a taken right ends with
 * the next request; what changes by the clock alone (a deputy's period) is seen within five seconds.
 */
export class SessionMemory<Opened> {
  readonly #clock: () => number
  readonly #opened = new Map<string, { readonly opened: Opened; readonly at: number }>()
  #changes = 0

  constructor(clock: () => number) {
    this.#clock = clock
  }

  get(token: string): Opened | undefined {
    const known = this.#opened.get(token)
    const age = known ? this.#clock() - known.at : 0
    return known && age >= 0 && age < remembered ? known.opened : undefined
  }

  /** Reads, and remembers unless something changed meanwhile. */
  async read(token: string, load: () => Promise<Opened | undefined>): Promise<Opened | undefined> {
    const before = this.#changes
    const opened = await load()
    if (opened === undefined || before !== this.#changes) return opened
    if (this.#opened.size >= most) this.#opened.clear()
    this.#opened.set(token, { opened, at: this.#clock() })
    return opened
  }

  readonly forget = (): void => {
    this.#changes++
    this.#opened.clear()
  }

  /** The same service; each of its calls but those named makes everything forgotten, also one that fails half-way. */
  forgetting<Service extends object>(service: Service, readsOnly: readonly (keyof Service)[] = []): Service {
    const wrapped = Object.entries(service).map(([name, call]) =>
      readsOnly.includes(name as keyof Service) ? [name, call] : [name, this.#andForget(call as Call)],
    )
    return Object.fromEntries(wrapped) as Service
  }

  #andForget(call: Call): Call {
    return async (...given) => {
      this.forget()
      try {
        return await call(...given)
      } finally {
        this.forget()
      }
    }
  }
}

type Call = (...given: unknown[]) => unknown
