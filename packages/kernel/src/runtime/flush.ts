import { encodeJson } from '../storage/encode-json.ts'
import type { KernelSql, SnapshotRow } from '../storage/tables.ts'
import { deleteRows, insertRows, upsertRows, type RowsToWrite } from '../storage/write-rows.ts'
import type { Batch } from './batch.ts'
import type { HotInstance } from './hot-instance.ts'
import type { Lease } from './lease.ts'

/** Events since the last snapshot after which the next flush of an instance writes one. */
const snapshotEvery = 200

/** Another node owns the partition now; nothing of the batch was written. */
export class LeaseLost extends Error {}

/**
 * Writes a batch: everything in one statement, fenced by the lease, so that whoever lost the partition writes nothing any more. The one
 * statement is the whole transaction, unless the batch brings statements of its own.
 */
export async function flush(database: KernelSql, lease: Lease, batch: Batch): Promise<void> {
  const steps = finishInstances(batch)
  const rows = [...steps, ...rowsOf(batch)]
  if (batch.statements.length === 0) {
    if (!(await lease.writeWithin(database, rows))) throw new LeaseLost('The partition has another owner.')
    return
  }
  await database.transaction().execute(async (trx) => {
    if (!(await lease.writeWithin(trx, rows))) throw new LeaseLost('The partition has another owner.')
    for (const statement of batch.statements) await statement(trx)
  })
}

/** Brings the rows of instances in line with their states and gives back their steps. The log is only ever appended to. */
function finishInstances(batch: Batch): readonly RowsToWrite[] {
  const rows: string[] = []
  for (const [id, { seq, at, events }] of batch.steps) {
    const text = encodeJson(events)
    rows.push(`{"instance_id":${JSON.stringify(id)},"seq":${seq},"at":"${new Date(at).toISOString()}","events":${text}}`)
    const hot = batch.finished(id, text.length)
    batch.instances.set(id, isSnapshotDue(hot) ? { ...hot, snapshotSeq: hot.row.seq } : hot)
  }
  if (rows.length === 0) return []
  const columns = ['instance_id', 'seq', 'at', 'events']
  return [{ table: 'step', kind: 'insert', columns, key: ['instance_id', 'seq'], json: `[${rows.join(',')}]` }]
}

const isSnapshotDue = ({ row, snapshotSeq }: HotInstance): boolean => row.seq - snapshotSeq >= snapshotEvery

function rowsOf(batch: Batch): readonly RowsToWrite[] {
  const instances = [...batch.instances.values()]
  const snapshots = instances
    .filter(({ row, snapshotSeq }) => snapshotSeq === row.seq)
    .map(({ row, state }): SnapshotRow => ({ instance_id: row.id, seq: row.seq, state }))
  const jobs = [...batch.jobs]
  const timers = [...batch.timers.values()]
  const subscriptions = [...batch.subscriptions.values()]
  return [
    ...upsertRows('case_number', [...batch.numbers.values()]),
    ...upsertRows(
      'instance',
      instances.map(({ row }) => row),
    ),
    ...upsertRows('snapshot', snapshots),
    ...upsertRows('task', [...batch.tasks.values()]),
    ...upsertRows(
      'job',
      jobs.flatMap(([, job]) => job ?? []),
    ),
    ...deleteRows(
      'job',
      jobs.flatMap(([key, job]) => (job ? [] : [{ key }])),
    ),
    ...setAndGone('timer', timers),
    ...setAndGone('subscription', subscriptions),
    ...insertRows('submission', [...batch.submissions.values()]),
  ]
}

function setAndGone(table: 'timer' | 'subscription', entries: readonly { row: object; set: boolean }[]): readonly RowsToWrite[] {
  const rows = (set: boolean) => entries.filter((entry) => entry.set === set).map(({ row }) => row as never)
  return [...upsertRows(table, rows(true)), ...deleteRows(table, rows(false))]
}
