import { evolve, type Event, type InstanceState } from '@fachwerk/engine'
import type { KernelSql } from '../storage/tables.ts'
import type { HotInstance } from './hot-instance.ts'

/** Builds an instance from its snapshot and the events after it. `undefined`: there is none with this id. */
export async function loadInstance(sql: KernelSql, id: string): Promise<HotInstance | undefined> {
  const row = await sql.selectFrom('instance').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const snapshot = await sql.selectFrom('snapshot').selectAll().where('instance_id', '=', id).executeTakeFirst()
  const snapshotSeq = snapshot?.seq ?? 0
  const events = await sql
    .selectFrom('event')
    .select('data')
    .where('instance_id', '=', id)
    .where('seq', '>', snapshotSeq)
    .orderBy('seq')
    .execute()
  const state = events.reduce<InstanceState | undefined>((before, { data }) => evolve(before, data as Event), snapshot?.state)
  if (!state) throw new Error(`Instance ${id} has no events.`)
  const tasks = await sql.selectFrom('task').selectAll().where('instance_id', '=', id).where('open', '=', true).execute()
  const jobs = await sql.selectFrom('job').selectAll().where('instance_id', '=', id).execute()
  return {
    row,
    state,
    snapshotSeq,
    tasks: new Map(tasks.map((task) => [task.activation, task])),
    jobs: new Map(jobs.map((job) => [job.activation, job])),
  }
}
