import type { ProcessModel } from '@fachwerk/bpmn'
import type { Effect, TaskDetails } from '@fachwerk/engine'
import { groupsIn } from '../access/platform-groups.ts'
import { randomId } from '../random-id.ts'
import type { JobRow, SubscriptionRow, TaskRow } from '../storage/tables.ts'
import type { Batch } from './batch.ts'
import type { HotInstance } from './hot-instance.ts'

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>

/** What the rows need besides the effect. */
export interface EffectSurroundings {
  readonly at: number
  readonly process: ProcessModel
  /** Job types that have a handler. */
  readonly jobTypes: ReadonlySet<string>
  /** What stands in the database for the correlation key of a message. */
  readonly correlationToken: (message: string, correlationKey: string) => string
}

/** Notes the rows an effect asks for. Effects that reach other instances change no rows of this one. */
export function rowsOfEffect(batch: Batch, hot: HotInstance, effect: Effect, around: EffectSurroundings): HotInstance {
  switch (effect.type) {
    case 'open-task':
      return batch.putTask(hot, taskRow(hot, effect, around.at))
    case 'update-task':
      return changeTask(batch, hot, effect.activation, { assignee: effect.assignee })
    case 'close-task':
      return changeTask(batch, hot, effect.activation, { open: false })
    case 'create-job':
      return createJob(batch, hot, effect, around)
    case 'close-job':
      return closeJob(batch, hot, effect.activation)
    case 'set-timer':
      return noted(hot, batch.putTimer({ ...ofCase(hot), timer: effect.timer, due: new Date(effect.due) }, true))
    case 'cancel-timer':
      return noted(hot, batch.putTimer({ ...ofCase(hot), timer: effect.timer, due: new Date(0) }, false))
    case 'subscribe':
      return subscribe(batch, hot, effect, around)
    case 'subscribe-signal':
      return noted(hot, batch.putSubscription(subscriptionRow(hot, 'signal', effect), true))
    case 'unsubscribe':
      return noted(hot, batch.putSubscription(subscriptionRow(hot, 'message', { ...effect, name: '' }), false))
    default:
      return hot
  }
}

/** Columns that every row of a case has. */
const ofCase = ({ row }: HotInstance) => ({ instance_id: row.id, tenant: row.tenant })

const noted = (hot: HotInstance, _done: void): HotInstance => hot

function subscribe(batch: Batch, hot: HotInstance, effect: EffectOf<'subscribe'>, around: EffectSurroundings): HotInstance {
  const { subscription, name, correlationKey } = effect
  const row = subscriptionRow(hot, 'message', { subscription, name }, around.correlationToken(name, correlationKey))
  return noted(hot, batch.putSubscription(row, true))
}

const subscriptionRow = (
  hot: HotInstance,
  kind: SubscriptionRow['kind'],
  { subscription, name }: Pick<SubscriptionRow, 'subscription' | 'name'>,
  correlationKey = '',
): SubscriptionRow => ({
  ...ofCase(hot),
  subscription,
  name,
  correlation_key: correlationKey,
  process_key: hot.row.process_key,
  kind,
})

function taskRow(hot: HotInstance, effect: EffectOf<'open-task'>, at: number): TaskRow {
  const { task } = effect
  return {
    ...bareTask(hot, effect.activation, effect.element, at),
    name: oneLine(task.name),
    kind: 'user',
    assignee: task.assignee ?? null,
    candidate_groups: [...new Set(task.candidateGroups.flatMap((group) => groupsIn(hot.row.tenant, group)))],
    candidate_users: task.candidateUsers,
    due: dateOf(task),
    priority: task.priority === undefined ? null : Math.trunc(task.priority),
    form: task.form ?? null,
  }
}

const dateOf = ({ due }: TaskDetails): Date | null =>
  due === undefined || Number.isNaN(new Date(due).getTime()) ? null : new Date(due)

function bareTask(hot: HotInstance, activation: string, element: string, at: number): Omit<TaskRow, 'name' | 'kind'> {
  return {
    id: randomId('t'),
    ...ofCase(hot),
    root: hot.row.root,
    activation,
    element,
    assignee: null,
    candidate_groups: [],
    candidate_users: [],
    created_at: new Date(at),
    due: null,
    priority: null,
    revision: 1,
    form: null,
    open: true,
  }
}

function changeTask(batch: Batch, hot: HotInstance, activation: string, change: Partial<TaskRow>): HotInstance {
  const task = hot.tasks.get(activation)
  return task ? batch.putTask(hot, { ...task, ...change, revision: task.revision + 1 }) : hot
}

/** A job nobody here can run becomes a task: a person does it and confirms it by hand. */
function createJob(batch: Batch, hot: HotInstance, effect: EffectOf<'create-job'>, around: EffectSurroundings): HotInstance {
  const { job, activation, element } = effect
  const row: JobRow = {
    key: `${hot.row.id}/${activation}`,
    ...ofCase(hot),
    activation,
    element,
    type: job.type,
    retries: job.retries,
    headers: job.headers,
    variables: job.variables,
    due: new Date(around.at),
  }
  if (around.jobTypes.has(job.type) && job.foreignImplementation === undefined) return batch.putJob(hot, row)
  return batch.putTask(hot, manualTask(hot, row, around))
}

/** The task that stands in for a job. */
export function manualTask(hot: HotInstance, job: JobRow, around: Pick<EffectSurroundings, 'at' | 'process'>): TaskRow {
  const name = around.process.nodes[job.element]?.name ?? job.type
  return { ...bareTask(hot, job.activation, job.element, around.at), name: oneLine(name), kind: 'manual-job' }
}

function closeJob(batch: Batch, hot: HotInstance, activation: string): HotInstance {
  return changeTask(batch, batch.dropJob(hot, activation), activation, { open: false })
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
