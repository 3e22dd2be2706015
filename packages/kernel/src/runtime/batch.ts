import type { ProcessModel } from '@fachwerk/bpmn'
import type { Event } from '@fachwerk/engine'
import type {
  CaseNumberRow,
  InstanceRow,
  JobRow,
  KeptMessageRow,
  KernelTransaction,
  SubmissionRow,
  SubscriptionRow,
  TaskRow,
  TimerRow,
} from '../storage/tables.ts'
import { derivedColumns } from './derived-row.ts'
import type { HotInstance } from './hot-instance.ts'

/** The events of one instance in this batch, in the order they happened; `seq` is that of the first. */
interface NewStep {
  readonly seq: number
  readonly events: Event[]
  readonly process: ProcessModel
  readonly at: number
}

/**
 * What one flush will write: the instances as they are after the steps taken so far, their new events, and the rows others query.
 * Nothing here is true before the flush has committed; a batch that fails is simply dropped.
 */
export class Batch {
  /** The batch on its way into the database while this one gathers: what it changes counts as true here. */
  before: Batch | undefined
  readonly instances = new Map<string, HotInstance>()
  /** Instances read for this batch and not changed by it so far. */
  readonly loaded = new Map<string, HotInstance>()
  readonly steps = new Map<string, NewStep>()
  /** How many steps were taken, whichever instance took them. */
  stepsTaken = 0
  /** Last case number given, by series. */
  readonly numbers = new Map<string, CaseNumberRow>()
  readonly tasks = new Map<string, TaskRow>()
  /** By key; `null` is done. */
  readonly jobs = new Map<string, JobRow | null>()
  readonly timers = new Map<string, { readonly row: TimerRow; readonly set: boolean }>()
  readonly subscriptions = new Map<string, { readonly row: SubscriptionRow; readonly set: boolean }>()
  /** Kept messages as they are after this batch. */
  readonly messages = new Map<string, KeptMessageRow>()
  readonly submissions = new Map<string, SubmissionRow>()
  /** Further statements of the same transaction. */
  readonly statements: ((trx: KernelTransaction) => Promise<void>)[] = []

  constructor(before?: Batch) {
    this.before = before
  }

  get isEmpty(): boolean {
    return (
      this.instances.size +
        this.statements.length +
        this.submissions.size +
        this.jobs.size +
        this.timers.size +
        this.messages.size ===
      0
    )
  }

  clear(): void {
    this.statements.length = 0
    this.stepsTaken = 0
    for (const map of [this.instances, this.steps, this.numbers, this.tasks, this.jobs]) map.clear()
    for (const map of [this.timers, this.subscriptions, this.submissions, this.messages]) map.clear()
  }

  /** Notes a step: the instance as it is after it, and the events it appends to its log. */
  putStep(hot: HotInstance, events: readonly Event[], process: ProcessModel, at: number): void {
    const { id, seq } = hot.row
    const before = this.steps.get(id)
    if (before) before.events.push(...events)
    else if (events.length > 0) this.steps.set(id, { seq: seq - events.length + 1, events: [...events], process, at })
    this.instances.set(id, hot)
    this.stepsTaken++
  }

  /** The instance with the columns that follow from its state: once for all its steps. `added`: characters of its new events. */
  finished(instance: string, added: number): HotInstance {
    const hot = this.instances.get(instance)
    const step = this.steps.get(instance)
    if (!hot || !step) throw new Error(`Instance ${instance} is not part of this batch.`)
    const row = { ...hot.row, ...derivedColumns(step.process, hot.state, hot.tasks.values(), step.at) }
    return { ...hot, row, size: hot.size + added }
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

  putMessage(row: KeptMessageRow): void {
    this.messages.set(row.id, row)
  }

  putSubscription(row: SubscriptionRow, set: boolean): void {
    this.subscriptions.set(`${row.instance_id} ${row.subscription}`, { row, set })
  }
}
