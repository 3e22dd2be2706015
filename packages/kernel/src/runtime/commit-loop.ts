import { ok, type Result } from '@fachwerk/problem'
import type { Answer, Refusal } from '../api.ts'
import { errorFields, type Logger } from '../log.ts'
import { unavailable } from '../refusal.ts'
import type { KernelSql } from '../storage/tables.ts'
import { Batch } from './batch.ts'
import { flush, LeaseLost, type Sealing } from './flush.ts'
import type { CaseNumbers } from './case-numbers.ts'
import type { HotInstances } from './hot-instances.ts'
import type { Instances } from './instances.ts'
import type { Lease } from './lease.ts'

/**
 * One thing to do. Runs alone; may be run again when a batch has to be split, so it acts on nothing but the batch. The answer is
 * computed after the commit, because only the flush gives case numbers.
 */
export type Work<T> = (batch: Batch) => Promise<Result<() => T, Refusal>>

interface Waiting {
  readonly work: Work<unknown>
  /** Instances it is known to touch. */
  readonly instances: readonly string[]
  readonly resolve: (answer: Result<unknown, Refusal>) => void
}

/** Requests that run against one batch. */
interface Round {
  readonly batch: Batch
  readonly requests: Waiting[]
  readonly answers: Result<() => unknown, Refusal>[]
}

/** A round whose batch is on its way into the database. */
interface Flight {
  readonly round: Round
  over: boolean
  /** Never rejects: the error, or `undefined` when it is committed and the callers are answered. */
  landed: Promise<{ readonly error: unknown } | undefined>
}

interface LoopOptions {
  readonly sql: KernelSql
  readonly lease: Lease
  readonly hot: HotInstances
  readonly instances: Instances
  readonly numbers: CaseNumbers
  readonly sealing: Sealing
  /** Takes over the keys of new cases once they are stored. */
  readonly keepKeys: (keys: ReadonlyMap<string, Buffer>) => void
  readonly log: Logger
  /** After a commit: what was written. */
  readonly committed: (batch: Batch) => void
}

/** Requests of one flush at most. */
const maxRequests = 500

/**
 * Group commit. Requests are taken in order of arrival and run one after the other against one batch; the batch is written as one
 * transaction; only then are the callers answered. While a batch is on its way into the database, the next round already runs on top of
 * what it will have changed, takes in whatever arrives, and is written as soon as the one before has landed: the busier it is, the fewer
 * transactions a step costs. When a flush fails, its batch is dropped, what it touched is forgotten and loaded anew, the round on top of
 * it is run again, and every caller hears `unavailable`. If the database itself is well, one request is to blame: then each of the
 * failed flush is tried alone.
 */
export class CommitLoop {
  readonly #options: LoopOptions
  #waiting: Waiting[] = []
  #news: PromiseWithResolvers<void> | undefined
  #running: Promise<void> | undefined
  #stopped = false

  constructor(options: LoopOptions) {
    this.#options = options
  }

  /**
   * Resolves after the commit, or with a refusal that changed nothing. Instances it will touch should be named: those of a whole batch
   * are then read together.
   */
  request<T>(work: Work<T>, instances: readonly string[] = []): Answer<T> {
    if (this.#stopped) return Promise.resolve(unavailable())
    return new Promise((resolve) => {
      this.#waiting.push({ work, instances, resolve: resolve as Waiting['resolve'] })
      this.#news?.resolve()
      this.#running ??= this.#run()
    })
  }

  get isIdle(): boolean {
    return this.#running === undefined
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.idle()
  }

  async #run(): Promise<void> {
    let flight: Flight | undefined
    while (this.#waiting.length > 0 || flight) flight = await this.#round(flight)
    this.#running = undefined
  }

  /** Gathers and runs requests until the flight before has landed, then sends off its own. */
  async #round(before: Flight | undefined): Promise<Flight | undefined> {
    const round: Round = { batch: new Batch(before?.round.batch), requests: [], answers: [] }
    const failure = await this.#gather(round, before).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    const crash = await before?.landed
    if (before && crash) {
      // What this round saw has not come true: it starts again.
      this.#waiting.unshift(...round.requests)
      await this.#recover(before.round, crash.error)
      return undefined
    }
    round.batch.before = undefined
    if (failure) await this.#recover(round, failure.error)
    return failure || round.requests.length === 0 ? undefined : this.#send(round)
  }

  async #gather(round: Round, before: Flight | undefined): Promise<void> {
    for (;;) {
      const room = maxRequests - round.requests.length
      if (room > 0 && this.#waiting.length > 0) await this.#take(round, this.#waiting.splice(0, room))
      else if (!before || before.over) return
      else await Promise.race(room > 0 ? [before.landed, this.#untilNews()] : [before.landed])
    }
  }

  #untilNews(): Promise<void> {
    this.#news = Promise.withResolvers<void>()
    return this.#news.promise
  }

  async #take(round: Round, requests: readonly Waiting[]): Promise<void> {
    // Noted before anything can fail, so that each of them is answered whatever happens.
    round.requests.push(...requests)
    const touched = requests.flatMap(({ instances }) => instances)
    if (touched.length > 0) await this.#options.instances.load(round.batch, touched)
    for (const request of requests) round.answers.push(await this.#work(request, round))
  }

  async #work(request: Waiting, { batch, requests }: Round): Promise<Result<() => unknown, Refusal>> {
    const before = batch.stepsTaken
    const answer = await request.work(batch)
    if (answer.ok || batch.stepsTaken === before) return answer
    // Refused half-way: what it left behind must not be written. Among others, each is tried again alone.
    if (requests.length > 1) throw new Error('A request was refused after its first step.')
    batch.clear()
    return answer
  }

  #send(round: Round): Flight {
    const { sql, lease, sealing } = this.#options
    const flight: Flight = { round, over: false, landed: Promise.resolve(undefined) }
    const written = round.batch.isEmpty ? Promise.resolve(undefined) : flush(sql, lease, round.batch, sealing)
    flight.landed = written
      .then((sealed) => {
        if (sealed) this.#options.keepKeys(sealed.newKeys)
        this.#keep(round)
      })
      .then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      .finally(() => (flight.over = true))
    return flight
  }

  /** Committed: memory follows, then the callers hear it. */
  #keep({ batch, requests, answers }: Round): void {
    this.#options.hot.keep(batch.loaded)
    this.#options.hot.keep(batch.instances)
    this.#options.numbers.committed(batch)
    if (!batch.isEmpty) this.#options.committed(batch)
    for (const [index, request] of requests.entries()) request.resolve(present(answers[index]!))
  }

  async #recover({ requests, batch }: Round, error: unknown): Promise<void> {
    const { hot, numbers, log } = this.#options
    // The commit may or may not have reached the disk: memory is no longer to be trusted.
    hot.forget(batch.instances.keys())
    numbers.forget()
    log.error('flush failed', { requests: requests.length, ...errorFields(error) })
    if (error instanceof LeaseLost) hot.forgetAll()
    if (requests.length > 1 && !(error instanceof LeaseLost) && (await this.#databaseIsWell())) {
      for (const request of requests) await this.#alone(request)
      return
    }
    for (const request of requests) request.resolve(unavailable())
  }

  async #alone(request: Waiting): Promise<void> {
    const round: Round = { batch: new Batch(), requests: [], answers: [] }
    try {
      await this.#take(round, [request])
      const crash = await this.#send(round).landed
      if (crash) await this.#recover(round, crash.error)
    } catch (error) {
      await this.#recover(round, error)
    }
  }

  #databaseIsWell(): Promise<boolean> {
    const question = this.#options.sql.selectFrom('partition').select('id').execute()
    return question.then(
      () => true,
      () => false,
    )
  }
}

const present = (answer: Result<() => unknown, Refusal>): Result<unknown, Refusal> => (answer.ok ? ok(answer.value()) : answer)
