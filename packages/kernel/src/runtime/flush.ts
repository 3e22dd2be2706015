import { sql } from 'kysely'
import type { EventRow, KernelSql, KernelTransaction, SnapshotRow } from '../storage/tables.ts'
import { deleteRows, insertRows, upsertRows } from '../storage/write-rows.ts'
import type { Batch } from './batch.ts'
import type { Lease } from './lease.ts'

/** Events since the last snapshot after which the next flush of an instance writes one. */
const snapshotEvery = 200

/** Another node owns the partition now; nothing of the batch was written. */
export class LeaseLost extends Error {}

/** Writes a batch as one transaction, fenced by the lease: whoever lost the partition writes nothing any more. */
export async function flush(database: KernelSql, lease: Lease, batch: Batch): Promise<void> {
  addSnapshots(batch)
  await database.transaction().execute(async (trx) => {
    if (!(await lease.renewWithin(trx))) throw new LeaseLost('The partition has another owner.')
    await giveNumbers(trx, batch)
    await writeInstances(trx, batch)
    await writeFollowers(trx, batch)
    for (const statement of batch.statements) await statement(trx)
  })
}

async function writeInstances(trx: KernelTransaction, batch: Batch): Promise<void> {
  const instances = [...batch.instances.values()]
  await upsertRows(
    trx,
    'instance',
    ['id'],
    instances.map(({ row }) => row),
  )
  await appendEvents(trx, batch)
  const snapshots = instances
    .filter((hot) => hot.snapshotSeq === hot.row.seq)
    .map((hot): SnapshotRow => ({ instance_id: hot.row.id, seq: hot.row.seq, state: hot.state }))
  await upsertRows(trx, 'snapshot', ['instance_id'], snapshots)
}

/** The log is only ever appended to: a sequence number that exists already fails the transaction. */
async function appendEvents(trx: KernelTransaction, batch: Batch): Promise<void> {
  const rows = batch.events.map(({ instance, seq, event }): EventRow => ({
    instance_id: instance,
    seq,
    at: new Date(event.at),
    type: event.type,
    data: event,
  }))
  await insertRows(trx, 'event', rows)
}

async function writeFollowers(trx: KernelTransaction, batch: Batch): Promise<void> {
  await upsertRows(trx, 'task', ['id'], [...batch.tasks.values()])
  const jobs = [...batch.jobs]
  await upsertRows(
    trx,
    'job',
    ['key'],
    jobs.flatMap(([, job]) => job ?? []),
  )
  await deleteRows(
    trx,
    'job',
    ['key'],
    jobs.flatMap(([key, job]) => (job ? [] : [{ key }])),
  )
  const timers = [...batch.timers.values()]
  await upsertRows(
    trx,
    'timer',
    ['instance_id', 'timer'],
    timers.filter(({ set }) => set).map(({ row }) => row),
  )
  await deleteRows(
    trx,
    'timer',
    ['instance_id', 'timer'],
    timers.filter(({ set }) => !set).map(({ row }) => row),
  )
  const subscriptions = [...batch.subscriptions.values()]
  const keys = ['instance_id', 'subscription']
  await upsertRows(
    trx,
    'subscription',
    keys,
    subscriptions.filter(({ set }) => set).map(({ row }) => row),
  )
  await deleteRows(
    trx,
    'subscription',
    keys,
    subscriptions.filter(({ set }) => !set).map(({ row }) => row),
  )
  await insertRows(trx, 'submission', [...batch.submissions.values()])
}

function addSnapshots(batch: Batch): void {
  for (const [id, hot] of batch.instances) {
    if (hot.row.seq - hot.snapshotSeq >= snapshotEvery) batch.instances.set(id, { ...hot, snapshotSeq: hot.row.seq })
  }
}

/** Numbers are given inside the transaction, so a failed one leaves no gap: `BP-2026-00418`, per prefix and year. */
async function giveNumbers(trx: KernelTransaction, batch: Batch): Promise<void> {
  const series = new Map<string, { readonly prefix: string; readonly year: number; readonly ids: string[] }>()
  for (const [id, prefix] of batch.unnumbered) {
    const year = Number(
      new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Europe/Berlin' }).format(batch.row(id).started_at),
    )
    const key = `${prefix} ${year}`
    const one = series.get(key) ?? { prefix, year, ids: [] }
    one.ids.push(id)
    series.set(key, one)
  }
  for (const { prefix, year, ids } of series.values()) {
    const last = await reserve(trx, prefix, year, ids.length)
    for (const [index, id] of ids.entries())
      setNumber(batch, id, `${prefix}-${year}-${String(last - ids.length + 1 + index).padStart(5, '0')}`)
  }
}

async function reserve(trx: KernelTransaction, prefix: string, year: number, count: number): Promise<number> {
  const result = await sql<{
    last: number
  }>`insert into kernel.case_number (prefix, year, last) values (${prefix}, ${year}, ${count})
    on conflict (prefix, year) do update set last = case_number.last + excluded.last returning last`.execute(trx)
  return result.rows[0]!.last
}

function setNumber(batch: Batch, id: string, number: string): void {
  const hot = batch.instances.get(id)
  if (hot) batch.instances.set(id, { ...hot, row: { ...hot.row, number } })
}
