import type { BlindIndexRow, KernelSql, StepRow } from '../storage/tables.ts'
import { deleteRows, insertRows, upsertRows, type RowsToWrite } from '../storage/write-rows.ts'
import type { SealedBatch } from '../vault/sealed-batch.ts'
import type { Batch } from './batch.ts'
import type { HotInstance } from './hot-instance.ts'
import type { Lease } from './lease.ts'

/** Fetches or makes the keys that a batch is sealed with. */
export type Sealing = (batch: Batch) => Promise<SealedBatch>

/** Events since the last snapshot after which the next flush of an instance writes one. */
const snapshotEvery = 200

/** Another node owns the partition now; nothing of the batch was written. */
export class LeaseLost extends Error {}

/**
 * Writes a batch: everything in one statement, fenced by the lease, so that whoever lost the partition writes nothing any more. The one
 * statement is the whole transaction, unless the batch brings statements of its own.
 */
export async function flush(database: KernelSql, lease: Lease, batch: Batch, sealing: Sealing): Promise<SealedBatch> {
  const sealed = await sealing(batch)
  const steps = finishInstances(batch, sealed)
  const rows = [...steps, ...rowsOf(batch, sealed)]
  if (batch.statements.length === 0) {
    if (!(await lease.writeWithin(database, rows))) throw new LeaseLost('The partition has another owner.')
    return sealed
  }
  await database.transaction().execute(async (trx) => {
    if (!(await lease.writeWithin(trx, rows))) throw new LeaseLost('The partition has another owner.')
    for (const statement of batch.statements) await statement(trx)
  })
  return sealed
}

/** Brings the rows of instances in line with their states and gives back their steps. The log is only ever appended to. */
function finishInstances(batch: Batch, sealed: SealedBatch): readonly RowsToWrite[] {
  const rows: StepRow[] = []
  const found = new Map<string, BlindIndexRow>()
  for (const [id, { seq, at, events }] of batch.steps) {
    const row = batch.row(id)
    const { stored, size } = sealed.step(row, seq, at, events)
    rows.push(stored)
    for (const entry of sealed.blindIndex(row, events)) found.set(`${entry.tenant} ${entry.token} ${entry.root}`, entry)
    const hot = batch.finished(id, size)
    batch.instances.set(id, isSnapshotDue(hot) ? { ...hot, snapshotSeq: hot.row.seq } : hot)
  }
  return [...insertRows('step', rows), ...upsertRows('blind_index', [...found.values()])]
}

const isSnapshotDue = ({ row, snapshotSeq }: HotInstance): boolean => row.seq - snapshotSeq >= snapshotEvery

function rowsOf(batch: Batch, sealed: SealedBatch): readonly RowsToWrite[] {
  const instances = [...batch.instances.values()]
  const snapshots = instances
    .filter(({ row, snapshotSeq }) => snapshotSeq === row.seq)
    .map(({ row, state }) => sealed.snapshot(row, state))
  const written = instances.map(({ row }) => sealed.instance(row))
  const jobs = [...batch.jobs]
  const openJobs = jobs.flatMap(([, job]) => (job ? [sealed.job(job)] : []))
  const timers = [...batch.timers.values()]
  const subscriptions = [...batch.subscriptions.values()]
  return [
    ...upsertRows('case_number', [...batch.numbers.values()]),
    // Last in being made, so that all new keys are known by now.
    ...insertRows('vault.key', sealed.keyRows),
    ...upsertRows('instance', written),
    ...upsertRows('snapshot', snapshots),
    ...upsertRows('task', [...batch.tasks.values()]),
    ...upsertRows('job', openJobs),
    ...deleteRows(
      'job',
      jobs.flatMap(([key, job]) => (job ? [] : [{ key }])),
    ),
    ...setAndGone('timer', timers),
    ...setAndGone('subscription', subscriptions),
    ...upsertRows('kept_message', [...batch.messages.values()]),
    ...insertRows('submission', [...batch.submissions.values()]),
  ]
}

function setAndGone(table: 'timer' | 'subscription', entries: readonly { row: object; set: boolean }[]): readonly RowsToWrite[] {
  const rows = (set: boolean) => entries.filter((entry) => entry.set === set).map(({ row }) => row as never)
  return [...upsertRows(table, rows(true)), ...deleteRows(table, rows(false))]
}
