import { replay } from '@fachwerk/engine'
import { sql } from 'kysely'
import type { InstanceRow, JobRow, KernelSql, StoredInstance, StoredJob, TaskRow } from '../storage/tables.ts'
import type { OpenedLog, Opening, SealedLog } from '../vault/opening.ts'
import type { HotInstance } from './hot-instance.ts'

interface StoredLog extends SealedLog {
  readonly instance_id: string
}

/**
 * Builds instances from their snapshots and the steps after them, with as many statements for many as for one. This is the engine's own
 * look at its data: what comes out is shown to nobody. Instances that were erased or cannot be opened are not among the result.
 */
export async function loadInstances(
  database: KernelSql,
  opening: Opening,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HotInstance>> {
  if (ids.length === 0) return new Map()
  const wanted = sql`any(${[...ids]}::text[])`
  const [rows, logs, tasks, jobs] = await Promise.all([
    sql<StoredInstance>`select * from kernel.instance where id = ${wanted}`.execute(database),
    storedLogs(database, ids),
    sql<TaskRow>`select * from kernel.task where instance_id = ${wanted} and open`.execute(database),
    sql<StoredJob>`select * from kernel.job where instance_id = ${wanted}`.execute(database),
  ])
  const log = new Map(logs.map((one) => [one.instance_id, one]))
  const readable = rows.rows.map((row) => ({ row, log: log.get(row.id) ?? { seq: 0, snapshot: null, steps: [] } }))
  const [opened, titled, openJobs] = await Promise.all([
    opening.logs(readable),
    opening.instances(rows.rows),
    opening.jobs(jobs.rows, new Map(rows.rows.map(({ id, root }) => [id, root]))),
  ])
  const tasksOf = Map.groupBy(tasks.rows, ({ instance_id }) => instance_id)
  const jobsOf = Map.groupBy(openJobs, ({ instance_id }) => instance_id)
  return new Map(
    titled.flatMap((row, index) => {
      const own = opened[index]!
      if (!own.ok) return []
      return [[row.id, instanceOf(row, own.value, readable[index]!.log.seq, tasksOf.get(row.id), jobsOf.get(row.id))] as const]
    }),
  )
}

/** What is sealed of each instance's log: its snapshot and the steps after it. */
export async function storedLogs(database: KernelSql, ids: readonly string[], whole = false): Promise<readonly StoredLog[]> {
  const { rows } = await sql<StoredLog>`select asked.id as instance_id, coalesce(s.seq, 0) as seq, s.sealed as snapshot, log.steps
    from unnest(${[...ids]}::text[]) as asked(id) left join kernel.snapshot s on s.instance_id = asked.id and not ${whole}
    cross join lateral (select coalesce(json_agg(json_build_object('seq', step.seq, 'sealed', step.sealed) order by step.seq), '[]') as steps
      from kernel.step where step.instance_id = asked.id and step.seq > coalesce(s.seq, 0)) as log`.execute(database)
  return rows
}

/** Open jobs of all cases, for the queue. */
export async function loadJobs(database: KernelSql, opening: Opening): Promise<readonly JobRow[]> {
  const [jobs, roots] = await Promise.all([
    sql<StoredJob>`select * from kernel.job`.execute(database),
    sql<{
      id: string
      root: string
    }>`select id, root from kernel.instance where id in (select instance_id from kernel.job)`.execute(database),
  ])
  return opening.jobs(jobs.rows, new Map(roots.rows.map(({ id, root }) => [id, root])))
}

function instanceOf(
  row: InstanceRow,
  { state: before, events, size }: OpenedLog,
  snapshotSeq: number,
  tasks: readonly TaskRow[] = [],
  jobs: readonly JobRow[] = [],
): HotInstance {
  const state = replay(before, events)
  if (!state) throw new Error(`Instance ${row.id} has no events.`)
  return {
    row,
    state,
    snapshotSeq,
    size,
    tasks: new Map(tasks.map((task) => [task.activation, task])),
    jobs: new Map(jobs.map((job) => [job.activation, job])),
  }
}
