import type {
  InstanceRow,
  JobRow,
  KernelTransaction,
  SubmissionRow,
  SubscriptionRow,
  TaskRow,
  TimerRow,
} from '../storage/tables.ts'
import type { HotInstance, NewEvent } from './hot-instance.ts'

/**
 * What one flush will write: the instances as they are after the steps taken so far, their new events, and the rows others query.
 * Nothing here is true before the flush has committed; a batch that fails is simply dropped.
 */
export class Batch {
  readonly instances = new Map<string, HotInstance>()
  readonly events: NewEvent[] = []
  /** Case-number prefix by id of instances that have no number yet. */
  readonly unnumbered = new Map<string, string>()
  readonly tasks = new Map<string, TaskRow>()
  /** By key; `null` is done. */
  readonly jobs = new Map<string, JobRow | null>()
  readonly timers = new Map<string, { readonly row: TimerRow; readonly set: boolean }>()
  readonly subscriptions = new Map<string, { readonly row: SubscriptionRow; readonly set: boolean }>()
  readonly submissions = new Map<string, SubmissionRow>()
  /** Further statements of the same transaction. */
  readonly statements: ((trx: KernelTransaction) => Promise<void>)[] = []

  get isEmpty(): boolean {
    return this.instances.size + this.statements.length + this.submissions.size + this.jobs.size + this.timers.size === 0
  }

  clear(): void {
    this.events.length = 0
    this.statements.length = 0
    for (const map of [this.instances, this.unnumbered, this.tasks, this.jobs, this.timers, this.subscriptions, this.submissions])
      map.clear()
  }

  row(instance: string): InstanceRow {
    const hot = this.instances.get(instance)
    if (!hot) throw new Error(`Instance ${instance} is not part of this batch.`)
    return hot.row
  }

  putTask(hot: HotInstance, task: TaskRow): HotInstance {
    this.tasks.set(task.id, task)
    const tasks = new Map(hot.tasks)
    if (task.open) tasks.set(task.activation, task)
    else tasks.delete(task.activation)
    return { ...hot, tasks }
  }

  putJob(hot: HotInstance, job: JobRow): HotInstance {
    this.jobs.set(job.key, job)
    return { ...hot, jobs: new Map(hot.jobs).set(job.activation, job) }
  }

  dropJob(hot: HotInstance, activation: string): HotInstance {
    const job = hot.jobs.get(activation)
    if (!job) return hot
    this.jobs.set(job.key, null)
    const jobs = new Map(hot.jobs)
    jobs.delete(activation)
    return { ...hot, jobs }
  }

  putTimer(row: TimerRow, set: boolean): void {
    this.timers.set(`${row.instance_id} ${row.timer}`, { row, set })
  }

  putSubscription(row: SubscriptionRow, set: boolean): void {
    this.subscriptions.set(`${row.instance_id} ${row.subscription}`, { row, set })
  }
}
