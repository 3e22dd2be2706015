import type { JobHandler } from '../api.ts'
import { errorFields, type Logger } from '../log.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { randomId } from '../random-id.ts'
import type { CaseTenants } from '../cases/case-tenant.ts'
import type { Authorities } from '../identity/authorities.ts'
import { Submissions } from '../cases/submissions.ts'
import type { InstanceRow, KernelSql } from '../storage/tables.ts'
import { MessageContents } from '../vault/message-contents.ts'
import type { Vault } from '../vault/vault.ts'
import type { Batch } from './batch.ts'
import { CaseNumbers } from './case-numbers.ts'
import { CommitLoop } from './commit-loop.ts'
import { HotInstances } from './hot-instances.ts'
import { Instances } from './instances.ts'
import { JobQueue } from './job-queue.ts'
import { createLease, takeLease, type Lease } from './lease.ts'
import { loadJobs } from './load-instances.ts'
import { KeptMessages } from './kept-messages.ts'
import { nextOfKey } from './messages.ts'
import { createReach } from './reach.ts'
import { fireDueTimers, nextTimer } from './timer-queue.ts'

export interface RuntimeOptions {
  readonly sql: KernelSql
  /** The database belongs to this process alone. */
  readonly exclusive: boolean
  readonly registry: ModelRegistry
  readonly vault: Vault
  readonly tenants: CaseTenants
  readonly authorities: Authorities
  readonly handlers: ReadonlyMap<string, JobHandler>
  readonly disclose: (type: string, row: InstanceRow) => Promise<void>
  /** What is to be done once a day; true when something was done. */
  readonly daily: (now: number) => Promise<boolean>
  readonly clock: () => number
  readonly log: Logger
}

/** How often the clock is looked at for what has come due. */
const tickEvery = 250
/** A third of the lease. */
const renewEvery = 3_000

/** The durable core: instances, their jobs and timers, on one partition. */
export class Runtime {
  readonly loop: CommitLoop
  readonly instances: Instances
  readonly jobs: JobQueue
  readonly submissions: Submissions
  readonly kept: KeptMessages
  readonly #options: RuntimeOptions
  readonly #lease: Lease
  readonly #hot = new HotInstances()
  readonly #numbers: CaseNumbers
  #nextTimer = 0
  #firing: Promise<boolean> | undefined
  #lastRenewal = 0
  #owns = false
  #ticker: NodeJS.Timeout | undefined

  constructor(options: RuntimeOptions) {
    const { sql, registry, vault, tenants, handlers, clock, log } = options
    this.#options = options
    this.#lease = createLease(sql, randomId('n'), options.exclusive)
    const numbers = (this.#numbers = new CaseNumbers(sql))
    const kept = (this.kept = new KeptMessages(sql, new MessageContents(vault)))
    const reachable = { sql, registry, vault, tenants, kept }
    this.instances = new Instances({
      sql,
      hot: this.#hot,
      vault,
      registry,
      numbers,
      jobTypes: new Set(handlers.keys()),
      reach: createReach({ ...reachable, log }),
      ended: async (batch, ended, at, followUps) => {
        const next = await nextOfKey(reachable, batch, ended, at)
        if (next) followUps.push(next)
      },
    })
    this.loop = new CommitLoop({
      sql,
      lease: this.#lease,
      hot: this.#hot,
      instances: this.instances,
      numbers,
      sealing: (batch) => vault.seal(batch),
      keepKeys: (keys) => vault.ring.keep(keys),
      log,
      committed: (batch) => this.#committed(batch),
    })
    this.submissions = new Submissions(sql)
    this.jobs = new JobQueue({
      load: () => loadJobs(sql, vault.opening),
      handlers,
      instances: this.instances,
      disclose: options.disclose,
      authorities: options.authorities,
      registry,
      loop: this.loop,
      clock,
      log,
    })
  }

  /** Takes the partition, then what was open goes on. Throws when another node keeps it. */
  async start(): Promise<void> {
    await this.#takeLease()
    await this.jobs.load()
    this.#ticker = setInterval(() => void this.#tick(), tickEvery)
    this.#ticker.unref()
  }

  /** Does everything that is due now, and what follows from it, until there is nothing left to do. */
  async settle(): Promise<void> {
    for (;;) {
      // A round of the ticker may have looked before the clock was moved.
      while (this.#firing) await this.#firing
      const fired = await this.fireTimers(true)
      await this.#options.daily(this.#options.clock())
      this.jobs.runDue()
      await this.jobs.runningEnded()
      await this.loop.idle()
      if (!fired && !this.jobs.isBusy && this.loop.isIdle) return
    }
  }

  /** A new version may bring start timers. */
  timersChanged(): void {
    this.#nextTimer = 0
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker)
    await this.#firing
    await this.jobs.stop()
    await this.loop.stop()
    await this.#lease.release().catch(() => {})
  }

  /** One round at a time: a timer that is being fired must not be fired again. */
  fireTimers(now = false): Promise<boolean> {
    if (this.#firing) return this.#firing
    if (!now && this.#options.clock() < this.#nextTimer) return Promise.resolve(false)
    this.#firing = this.#fire().finally(() => (this.#firing = undefined))
    return this.#firing
  }

  async #fire(): Promise<boolean> {
    const { sql, registry, tenants, clock } = this.#options
    // Set before the look, so that a timer set meanwhile is not overlooked.
    this.#nextTimer = Infinity
    const fired = await fireDueTimers({ sql, registry, tenants, instances: this.instances, loop: this.loop }, clock())
    this.#nextTimer = Math.min(this.#nextTimer, await nextTimer(sql))
    return fired
  }

  #committed(batch: Batch): void {
    for (const { row, set } of batch.timers.values()) if (set) this.#nextTimer = Math.min(this.#nextTimer, row.due.getTime())
    this.submissions.committed(batch)
    this.jobs.committed(batch)
  }

  async #tick(): Promise<void> {
    try {
      if (!(await this.#renew())) return
      await this.fireTimers()
      this.jobs.runDue()
      await this.#options.daily(this.#options.clock())
    } catch (error) {
      // The database is away: look again at the next tick.
      this.#nextTimer = 0
      this.#options.log.warn('scheduler could not reach the database', errorFields(error))
    }
  }

  /** True while the partition is ours. What was in memory before a gap is not trusted after it. */
  async #renew(): Promise<boolean> {
    if (performance.now() - this.#lastRenewal < renewEvery) return this.#owns
    this.#lastRenewal = performance.now()
    const state = await this.#lease.keep()
    if (state !== 'kept') this.#forgetAll()
    if (state === 'taken') {
      await this.#checkMasterKey()
      await this.jobs.load()
    }
    if (state === 'lost' && this.#owns) this.#options.log.warn('the partition belongs to another node')
    this.#owns = state !== 'lost'
    return this.#owns
  }

  #forgetAll(): void {
    this.#hot.forgetAll()
    this.kept.forget()
    this.#numbers.forget()
  }

  async #takeLease(): Promise<void> {
    const taken = await takeLease(this.#lease, () => this.#options.log.info('waiting for the partition of another node'))
    if (!taken) throw new Error(ownedByAnother)
    await this.#checkMasterKey()
    this.#owns = true
  }

  /** The node of before may have been one that replaces the master key: then this one can read nothing any more, and must not write. */
  async #checkMasterKey(): Promise<void> {
    try {
      await this.#options.vault.ring.checkMasterKey()
    } catch (error) {
      this.#owns = false
      await this.#lease.release()
      throw error
    }
  }
}

const ownedByAnother =
  'Ein anderes Fachwerk führt die Vorgänge dieser Datenbank. Beenden Sie es zuerst. / Another Fachwerk runs the cases of this database. Stop it first.'
