import { personKeyId, type KeyRing } from './key-ring.ts'

/** Milliseconds. Who has married is known by the new name after so long. */
const longest = 10 * 60_000

/**
 * Surnames of those whose data was shown lately: every look at somebody's data is compared with them. Each hangs on the person's key and is
 * gone with it.
 */
export class Surnames {
  readonly #ring: KeyRing
  readonly #clock: () => number
  readonly #known = new WeakMap<Uint8Array, { readonly surname: string; readonly since: number }>()

  constructor(ring: KeyRing, clock: () => number) {
    this.#ring = ring
    this.#clock = clock
  }

  of(person: string): string | undefined {
    const key = this.#ring.kept(personKeyId(person))
    const known = key && this.#known.get(key)
    return known && Math.abs(this.#clock() - known.since) < longest ? known.surname : undefined
  }

  keep(person: string, surname: string): string {
    const key = this.#ring.kept(personKeyId(person))
    if (key) this.#known.set(key, { surname, since: this.#clock() })
    return surname
  }
}
