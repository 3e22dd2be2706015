import { ok, type Result } from '@fachwerk/problem'
import type { Answer, Refusal } from '../api.ts'
import type { Logger } from '../log.ts'
import { unavailable } from '../refusal.ts'
import type { KernelSql } from '../storage/tables.ts'
import { Batch } from './batch.ts'
import { flush, LeaseLost } from './flush.ts'
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

interface LoopOptions {
  readonly sql: KernelSql
  readonly lease: Lease
  readonly hot: HotInstances
  readonly instances: Instances
  readonly numbers: CaseNumbers
  readonly log: Logger
  /** After a commit: what was written. */
  readonly committed: (batch: Batch) => void
}

/** Requests of one flush at most; while a flush is on its way, the next ones gather. */
const maxRequests = 500

/**
 * Group commit. Requests are taken in order of arrival, everything that waits at once, and run one after the other against one batch; the
 * batch is written as one transaction; only then are the callers answered. While a transaction is under way the next batch gathers, so
 * the busier it is, the fewer transactions a step costs. When a flush fails, the batch is dropped, what it touched is forgotten and
 * loaded anew, and every caller hears `unavailable`. If the database itself is well, one request is to blame: then each is tried alone.
 */
export class CommitLoop {
  readonly #options: LoopOptions
  #waiting: Waiting[] = []
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
    while (this.#waiting.length > 0) await this.#process(this.#waiting.splice(0, maxRequests))
    this.#running = undefined
  }

  async #process(requests: readonly Waiting[]): Promise<void> {
    const batch = new Batch()
    try {
      const touched = requests.flatMap(({ instances }) => instances)
      if (touched.length > 0) await this.#options.instances.load(batch, touched)
      const answers: Result<() => unknown, Refusal>[] = []
      for (const request of requests) answers.push(await this.#work(request, batch, requests.length === 1))
      if (!batch.isEmpty) await flush(this.#options.sql, this.#options.lease, batch)
      this.#keep(batch)
      for (const [index, request] of requests.entries()) request.resolve(present(answers[index]!))
    } catch (error) {
      await this.#recover(requests, batch, error)
    }
  }

  async #work(request: Waiting, batch: Batch, alone: boolean): Promise<Result<() => unknown, Refusal>> {
    const before = batch.stepsTaken
    const answer = await request.work(batch)
    if (answer.ok || batch.stepsTaken === before) return answer
    // Refused half-way: what it left behind must not be written. Among others, each is tried again alone.
    if (!alone) throw new Error('A request was refused after its first step.')
    batch.clear()
    return answer
  }

  #keep(batch: Batch): void {
    this.#options.hot.keep(batch.loaded)
    this.#options.hot.keep(batch.instances)
    this.#options.numbers.committed(batch)
    if (!batch.isEmpty) this.#options.committed(batch)
  }

  async #recover(requests: readonly Waiting[], batch: Batch, error: unknown): Promise<void> {
    const { hot, numbers, sql, log } = this.#options
    // The commit may or may not have reached the disk: memory is no longer to be trusted.
    hot.forget(batch.instances.keys())
    numbers.forget()
    log.error('flush failed', { requests: requests.length, reason: String(error) })
    if (error instanceof LeaseLost) hot.forgetAll()
    const databaseIsWell =
      !(error instanceof LeaseLost) &&
      (await sql
        .selectFrom('partition')
        .select('id')
        .execute()
        .then(
          () => true,
          () => false,
        ))
    if (requests.length > 1 && databaseIsWell) {
      for (const request of requests) await this.#process([request])
      return
    }
    for (const request of requests) request.resolve(unavailable())
  }
}

const present = (answer: Result<() => unknown, Refusal>): Result<unknown, Refusal> => (answer.ok ? ok(answer.value()) : answer)
