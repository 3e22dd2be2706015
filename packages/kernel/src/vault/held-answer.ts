import { AsyncLocalStorage } from 'node:async_hooks'
import type { Refusal } from '../api.ts'
import { LedgerUnavailable } from '../ledger/ledger-error.ts'
import { unavailable } from '../refusal.ts'
import { PurposeRefused } from './purpose-refused.ts'

const current = new AsyncLocalStorage<HeldAnswer | undefined>()

/** Why an answer must not leave: something it shows could not be recorded. */
export interface Withheld {
  readonly refusal: Refusal
  /** For the log. */
  readonly cause: unknown
}

/**
 * The answer to one request, kept in the house until every access it shows is committed to the ledger. Whoever reads personal data within
 * `run` need not wait for that: the entries are written while the answer is made, and awaited once, by `release`. Reads outside of any
 * held answer (jobs, commands, requests that change something), and after the release, wait for their own entries.
 *
 * Whoever holds an answer promises that nothing leaves before `release` has said so: the web server for all of its pages, in one place.
 */
export class HeldAnswer {
  readonly #pending = new Set<Promise<void>>()
  readonly #recorded = new Set<string>()
  #withheld: Withheld | undefined
  #released = false

  /** Everything that `work` does, and whatever follows from it, belongs to this answer. */
  run<T>(work: () => T): T {
    return current.run(this, work)
  }

  /** Something was shown that is not recorded yet, or could not be: nothing may leave. */
  get isClosed(): boolean {
    return !this.#released && (this.#pending.size > 0 || this.#withheld !== undefined)
  }

  /** Waits until everything shown is recorded; `undefined`: it is, and the answer may leave. Who reads later waits for the own entries. */
  async release(): Promise<Withheld | undefined> {
    await this.settled()
    this.#released = true
    return this.#withheld
  }

  /** `undefined`: everything shown so far is recorded. */
  async settled(): Promise<Withheld | undefined> {
    while (this.#pending.size > 0) await Promise.all(this.#pending)
    return this.#withheld
  }

  /** False: too late, the caller has to wait itself. */
  take(recording: Promise<void>): boolean {
    if (this.#released) return false
    const pending = recording
      .catch((error: unknown) => {
        this.#withheld ??= { refusal: refusalOf(error), cause: error }
      })
      .finally(() => this.#pending.delete(pending))
    this.#pending.add(pending)
    return true
  }

  has(access: string): boolean {
    return !this.#released && this.#recorded.has(access)
  }

  /** Whether this is the first time that the same access is recorded for this answer. Who asks hands its entry to `take`, or fails. */
  isNews(access: string): boolean {
    if (this.#released) return true
    const before = this.#recorded.size
    return this.#recorded.add(access).size > before
  }
}

/** The answer that is being made, if one is held here. */
export const heldAnswer = (): HeldAnswer | undefined => current.getStore()

/** For what goes on by itself, whoever set it off. */
export const apartFromAnswers = <T>(work: () => T): T => current.run(undefined, work)

/** Before anything leaves the house beside an answer. Throws `LedgerUnavailable`. */
export async function everythingRecorded(): Promise<void> {
  const withheld = await heldAnswer()?.settled()
  if (withheld) throw new LedgerUnavailable(withheld.cause)
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof PurposeRefused) return error.refusal
  return unavailable(error instanceof LedgerUnavailable ? error.text : undefined).error
}
