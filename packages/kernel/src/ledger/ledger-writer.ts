import type { LedgerEntry } from '@fachwerk/ledger'
import { sql } from 'kysely'
import { errorFields, type Logger } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import { LedgerMoved, LedgerUnavailable } from './ledger-error.ts'
import { loadState, type LedgerState } from './ledger-state.ts'
import { prepareFlush, sendFlush, type PreparedFlush, type Recording } from './prepare-flush.ts'

interface Waiting extends Recording {
  readonly resolve: () => void
  readonly reject: (error: LedgerUnavailable) => void
}

interface Flight {
  readonly requests: readonly Waiting[]
  readonly prepared: PreparedFlush
  /** Never rejects: the error, or `undefined` when it is committed. */
  readonly landed: Promise<{ readonly error: unknown } | undefined>
}

interface WriterOptions {
  readonly sql: KernelSql
  readonly clock: () => number
  readonly log: Logger
}

/** Entries of one flush, about. */
const flushEntries = 2000
/** Entries of other nodes may come between so often before a flush is given up. */
const attempts = 20
const partSize = 2 ** 24

/**
 * Appends to the ledger by group commit: whatever is recorded while a flush is on its way goes together in the next one, which is hashed
 * meanwhile and sent as soon as the one before has landed. A recording resolves after its commit, never before. Several processes may
 * write: each flush states the size it expects, and who comes too late reads the new state and tries again. When a flush fails, what it
 * carried is tried alone, one recording after the other, so that one that cannot be written does not take the others with it.
 */
export class LedgerWriter {
  readonly #options: WriterOptions
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  #stopped = false
  /** What is committed; `undefined`: to be read before the next flush. */
  #state: LedgerState | undefined
  #parts = 0

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /**
   * Resolves when the entries are committed. Rejects with `LedgerUnavailable` when they are not: then the data they speak of must not be
   * shown. `system` is the id of a registered recording system.
   */
  record(entries: readonly LedgerEntry[], system = 'cases'): Promise<void> {
    if (entries.length === 0) return Promise.resolve()
    const odd = entries.find((entry) => !isRecordable(entry))
    if (odd || this.#stopped) return Promise.reject(new LedgerUnavailable(odd ? 'An entry is not well-formed.' : 'Stopped.'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, system, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** What is committed, and nothing under way that this process knows of. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.idle()
  }

  async #run(): Promise<void> {
    // Those who record in the same turn go together from the start.
    await Promise.resolve()
    let flight: Flight | undefined
    while (this.#waiting.length > 0 || flight) flight = await this.#round(flight)
    this.#running = undefined
  }

  async #round(before: Flight | undefined): Promise<Flight | undefined> {
    const requests = this.#take()
    const next = await this.#prepare(requests, before)
    const crash = await before?.landed
    if (before && !crash) this.#keep(before)
    // What is known stays known when there is nothing to write at the moment: the next who records need not read it again.
    if (!crash && !next.error) return next.prepared && this.#send(requests, next.prepared)
    this.#state = undefined
    if (before && crash) await this.#again(before.requests, crash.error)
    // These may be well: they only stood on what has not come true.
    if (requests.length > 0) await this.#again(requests, next.error ?? new LedgerMoved('The flush before it failed.'))
    return undefined
  }

  #take(): readonly Waiting[] {
    let count = 0
    let size = 0
    while (count < this.#waiting.length && size < flushEntries) size += this.#waiting[count++]!.entries.length
    return this.#waiting.splice(0, count)
  }

  async #prepare(
    requests: readonly Waiting[],
    before: Flight | undefined,
  ): Promise<{ prepared?: PreparedFlush; error?: unknown }> {
    if (requests.length === 0) return {}
    try {
      const base = before?.prepared.after ?? (this.#state ??= await loadState(this.#options.sql))
      const prepared = prepareFlush(base, requests, this.#options.clock())
      await this.#makeParts(prepared.after.tree.size)
      return { prepared }
    } catch (error) {
      return { error }
    }
  }

  #send(requests: readonly Waiting[], prepared: PreparedFlush): Flight {
    const landed = sendFlush(this.#options.sql, prepared).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    return { requests, prepared, landed }
  }

  #keep({ requests, prepared }: Flight): void {
    this.#state = prepared.after
    for (const { resolve } of requests) resolve()
  }

  /** Nothing of these was written, as far as is known: one after the other, or together when only somebody else was faster. */
  async #again(requests: readonly Waiting[], error: unknown): Promise<void> {
    const groups = error instanceof LedgerMoved ? [requests] : requests.map((request) => [request])
    if (!(error instanceof LedgerMoved)) {
      this.#options.log.error('ledger flush failed', { recordings: requests.length, ...errorFields(error) })
      if (requests.length === 1 || !(await this.#databaseIsWell())) return refuse(requests, error)
    }
    for (const group of groups) await this.#alone(group)
  }

  async #alone(requests: readonly Waiting[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { prepared, error } = await this.#prepare(requests, undefined)
      if (!prepared) return refuse(requests, error)
      const flight = this.#send(requests, prepared)
      const crash = await flight.landed
      if (!crash) return this.#keep(flight)
      this.#state = undefined
      if (crash.error instanceof LedgerMoved && attempt < attempts) continue
      if (requests.length > 1 && !(crash.error instanceof LedgerMoved)) return this.#again(requests, crash.error)
      return refuse(requests, crash.error)
    }
  }

  /** The part after the one that is written to is there before it is needed. */
  async #makeParts(size: number): Promise<void> {
    const needed = Math.floor(size / partSize) + 1
    if (needed <= this.#parts) return
    if (needed > 1) await sql`select kernel.ledger_make_part(${needed})`.execute(this.#options.sql)
    this.#parts = needed
  }

  #databaseIsWell(): Promise<boolean> {
    return sql`select 1 from kernel.ledger_state`.execute(this.#options.sql).then(
      () => true,
      () => false,
    )
  }
}

function refuse(requests: readonly Waiting[], error: unknown): void {
  for (const { reject } of requests) reject(new LedgerUnavailable(error))
}

/** What would make a flush fail is refused before it can take others with it. */
const isRecordable = ({ at, tenant, subject, actor, withheld }: LedgerEntry): boolean =>
  isTime(at) &&
  typeof tenant === 'string' &&
  isPseudonym(subject) &&
  (isPseudonym(actor.id) || isNobody.test(actor.id)) &&
  (!withheld || isTime(withheld.until))

/** Ids of accounts are kept out of the ledger: entries are handed to data subjects, and there is no taking one back. */
const isPseudonym = (id: string): boolean => /^[0-9a-f]{32}$/.test(id)
/** An automatic step, or somebody whose own data it is and whose key is gone. */
const isNobody = /^(service:|self$)/

const isTime = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value < 1e14
