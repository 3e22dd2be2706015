import { replay, type Event, type InstanceState } from '@fachwerk/engine'
import { sql } from 'kysely'
import type { InstanceRow, JobRow, KernelSql, TaskRow } from '../storage/tables.ts'
import type { HotInstance } from './hot-instance.ts'

interface StoredLog {
  readonly instance_id: string
  readonly seq: number
  readonly state: InstanceState | null
  /** Those after the snapshot, by step. */
  readonly steps: readonly (readonly Event[])[] | null
  readonly size: number
}

/** Builds instances from their snapshots and the steps after them, with as many statements for many as for one. */
export async function loadInstances(database: KernelSql, ids: readonly string[]): Promise<ReadonlyMap<string, HotInstance>> {
  if (ids.length === 0) return new Map()
  const wanted = sql`any(${[...ids]}::text[])`
  const [rows, logs, tasks, jobs] = await Promise.all([
    sql<InstanceRow>`select * from kernel.instance where id = ${wanted}`.execute(database),
    sql<StoredLog>`select asked.id as instance_id, coalesce(s.seq, 0) as seq, s.state, log.steps, log.size
      from unnest(${[...ids]}::text[]) as asked(id) left join kernel.snapshot s on s.instance_id = asked.id
      cross join lateral (select json_agg(step.events order by step.seq) as steps, coalesce(sum(length(step.events::text)), 0)::int as size
        from kernel.step where step.instance_id = asked.id and step.seq > coalesce(s.seq, 0)) as log`.execute(database),
    sql<TaskRow>`select * from kernel.task where instance_id = ${wanted} and open`.execute(database),
    sql<JobRow>`select * from kernel.job where instance_id = ${wanted}`.execute(database),
  ])
  const log = new Map(logs.rows.map((one) => [one.instance_id, one]))
  const tasksOf = Map.groupBy(tasks.rows, ({ instance_id }) => instance_id)
  const jobsOf = Map.groupBy(jobs.rows, ({ instance_id }) => instance_id)
  return new Map(rows.rows.map((row) => [row.id, instanceOf(row, log.get(row.id), tasksOf.get(row.id), jobsOf.get(row.id))]))
}

/** `undefined`: there is none with this id. */
export async function loadInstance(database: KernelSql, id: string): Promise<HotInstance | undefined> {
  return (await loadInstances(database, [id])).get(id)
}

function instanceOf(
  row: InstanceRow,
  log: StoredLog | undefined,
  tasks: readonly TaskRow[] = [],
  jobs: readonly JobRow[] = [],
): HotInstance {
  const state = replay(log?.state ?? undefined, (log?.steps ?? []).flat())
  if (!log || !state) throw new Error(`Instance ${row.id} has no events.`)
  return {
    row,
    state,
    snapshotSeq: log.seq,
    size: log.size,
    tasks: new Map(tasks.map((task) => [task.activation, task])),
    jobs: new Map(jobs.map((job) => [job.activation, job])),
  }
}
