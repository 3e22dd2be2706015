import type { Command } from '@fachwerk/engine'
import { ok, type JsonObject } from '@fachwerk/problem'
import type { Job, JobHandler, JobOutcome } from '../api.ts'
import type { Authorities } from '../identity/authorities.ts'
import { LedgerUnavailable } from '../ledger/ledger-error.ts'
import type { Logger } from '../log.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { InstanceRow, JobRow } from '../storage/tables.ts'
import { apartFromAnswers } from '../vault/held-answer.ts'
import type { Batch } from './batch.ts'
import type { CommitLoop } from './commit-loop.ts'
import type { Instances } from './instances.ts'
import { manualTask } from './rows-of-effect.ts'

interface JobOptions {
  /** Those open in the database. */
  readonly load: () => Promise<readonly JobRow[]>
  readonly handlers: ReadonlyMap<string, JobHandler>
  readonly instances: Instances
  /** Records that a handler gets to see what a case holds; rejects when that is not possible. */
  readonly disclose: (type: string, row: InstanceRow) => Promise<void>
  readonly authorities: Authorities
  readonly registry: ModelRegistry
  readonly loop: CommitLoop
  readonly clock: () => number
  readonly log: Logger
}

const atOnce = 8
/** Before the second, third … try: 10 s, 20 s, 40 s … at most an hour. */
const firstBackoff = 10_000
const longestBackoff = 3_600_000

/**
 * Runs the handlers of modules. A job is started only after the commit that created it, and forgotten only in the commit that stores its
 * outcome; a crash in between runs it again — at least once, by the same key. Handlers run beside each other, never twice for one key.
 */
export class JobQueue {
  readonly #options: JobOptions
  readonly #open = new Map<string, JobRow>()
  readonly #running = new Map<string, Promise<void>>()
  #stopped = false

  constructor(options: JobOptions) {
    this.#options = options
  }

  /** After a restart: what was open is open. */
  async load(): Promise<void> {
    for (const job of await this.#options.load()) this.#open.set(job.key, job)
  }

  committed(batch: Batch): void {
    for (const [key, job] of batch.jobs) {
      if (job) this.#open.set(key, job)
      else this.#open.delete(key)
    }
    this.runDue()
  }

  /** Starts what is due, as far as there is room. */
  runDue(): void {
    if (this.#stopped) return
    const now = this.#options.clock()
    for (const job of this.#open.values()) {
      if (this.#running.size >= atOnce) return
      if (job.due.getTime() > now || this.#running.has(job.key)) continue
      // A request may have set it off; what the handler reads is not part of that one's answer.
      const run = apartFromAnswers(() => this.#run(job)).finally(() => {
        this.#running.delete(job.key)
        this.runDue()
      })
      this.#running.set(job.key, run)
    }
  }

  /** Something runs or could. */
  get isBusy(): boolean {
    const now = this.#options.clock()
    return this.#running.size > 0 || (!this.#stopped && [...this.#open.values()].some(({ due }) => due.getTime() <= now))
  }

  async runningEnded(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.runningEnded()
  }

  async #run(job: JobRow): Promise<void> {
    const handler = this.#options.handlers.get(job.type)
    const outcome = handler ? await this.#handle(handler, job) : undefined
    if (outcome === 'later') return this.#putOff(job)
    const answer = await this.#options.loop.request(
      async (batch) => {
        const hot = await this.#options.instances.get(batch, job.instance_id)
        // Ended or cancelled while the handler was at work: its outcome is no longer wanted.
        if (hot?.jobs.get(job.activation)?.key !== job.key) {
          batch.jobs.set(job.key, null)
          return ok(() => undefined)
        }
        if (outcome) await this.#conclude(batch, job, outcome)
        else await this.#handToPerson(batch, job)
        return ok(() => undefined)
      },
      [job.instance_id],
    )
    // Not stored: the job stays open and is tried again, a little later.
    if (!answer.ok) this.#putOff(job)
  }

  /** Nothing has happened; a little later it is tried again. */
  #putOff(job: JobRow): void {
    this.#open.set(job.key, { ...job, due: new Date(this.#options.clock() + 1_000) })
  }

  async #handle(handler: JobHandler, job: JobRow): Promise<JobOutcome | 'later'> {
    const { instances, authorities, clock, log } = this.#options
    try {
      const instance = await instances.committed(job.instance_id)
      if (!instance) throw new Error(`Instance ${job.instance_id} does not exist.`)
      const { key, type, variables, headers, retries } = job
      const [authority] = await Promise.all([authorities.named(instance.row.tenant), this.#options.disclose(type, instance.row)])
      const given: Job = {
        key,
        type,
        caseId: job.instance_id,
        caseNumber: instance.row.number,
        ...(authority && { authority }),
        variables,
        headers,
        retries,
        now: new Date(clock()),
      }
      return await handler(given)
    } catch (error) {
      if (error instanceof LedgerUnavailable) return 'later'
      log.warn('job handler failed', { type: job.type, key: job.key })
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }

  async #conclude(batch: Batch, job: JobRow, outcome: JobOutcome): Promise<void> {
    if (outcome.kind === 'failed') return this.#fail(batch, job, outcome)
    const error = await this.#options.instances.execute(batch, job.instance_id, commandOf(job, outcome, this.#options.clock()))
    if (!error) return
    // The instance knows no such job; left as it is, it would be run again and again.
    this.#options.log.error('job without its activation', { key: job.key, code: error.code })
    const hot = await this.#options.instances.get(batch, job.instance_id)
    if (hot) batch.instances.set(hot.row.id, batch.dropJob(hot, job.activation))
  }

  async #fail(batch: Batch, job: JobRow, outcome: JobOutcome & { kind: 'failed' }): Promise<void> {
    const at = this.#options.clock()
    const retries = Math.max(0, job.retries - 1)
    const { message } = outcome
    await this.#options.instances.execute(batch, job.instance_id, {
      type: 'fail-job',
      activation: job.activation,
      message,
      retries,
      at,
    })
    const hot = batch.instances.get(job.instance_id)
    if (!hot?.jobs.has(job.activation)) return
    if (retries === 0) {
      batch.instances.set(hot.row.id, batch.dropJob(hot, job.activation))
      return
    }
    const backoff = outcome.backoff ?? Math.min(longestBackoff, firstBackoff * 2 ** Math.max(0, 3 - retries))
    batch.instances.set(hot.row.id, batch.putJob(hot, { ...job, retries, due: new Date(at + backoff) }))
  }

  /** Its handler is gone since it was created (a module was taken out): a person takes over. */
  async #handToPerson(batch: Batch, job: JobRow): Promise<void> {
    const hot = await this.#options.instances.get(batch, job.instance_id)
    if (!hot) return
    const { model } = await this.#options.registry.process(hot.row.version_id)
    const without = batch.dropJob(hot, job.activation)
    batch.instances.set(
      hot.row.id,
      batch.putTask(without, manualTask(without, job, { at: this.#options.clock(), process: model })),
    )
  }
}

function commandOf(job: JobRow, outcome: Exclude<JobOutcome, { kind: 'failed' }>, at: number): Command {
  const { activation } = job
  const variables = plain(outcome.variables)
  if (outcome.kind === 'completed') return { type: 'complete-job', activation, variables, at }
  const { code, message } = outcome
  return { type: 'throw-error', activation, code, at, variables, ...(message === undefined ? {} : { message }) }
}

/** As it will be stored: what JSON does not know must not live in memory only. */
const plain = (variables: JsonObject = {}): JsonObject => JSON.parse(encodeJson(variables)) as JsonObject
