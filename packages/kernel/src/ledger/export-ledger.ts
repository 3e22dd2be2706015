import {
  checkpointLine,
  completeSubtrees,
  entryLine,
  headerLine,
  type ParsedCheckpoint,
  type StoredEntry,
} from '@fachwerk/ledger'
import { sql } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import type { Checkpoints } from './checkpoints.ts'
import { createNodeReader } from './read-nodes.ts'

const rowsAtOnce = 2000
const checkpointsAtOnce = 500

interface Row {
  readonly index: number
  readonly at: number
  readonly commitment: Uint8Array
  readonly salt: Uint8Array | null
  readonly content: string | null
}

/**
 * The log as lines, up to a checkpoint signed now. It begins at the last checkpoint at or before `since`, so that whoever verified until
 * there can go on. `tenant`: contents of this authority only; of all others the commitments, so that the proof holds all the same.
 */
export async function* exportLedger(
  database: KernelSql,
  checkpoints: Checkpoints,
  { since = 0, tenant }: { readonly since?: number; readonly tenant?: string },
): AsyncGenerator<string> {
  const newest = await checkpoints.sign()
  const size = newest?.size ?? 0
  const first = since > 0 ? await checkpoints.before(Math.min(since, size)) : undefined
  const from = first?.size ?? 0
  const frontier = await frontierAt(database, from, size)
  yield headerLine({
    format: 'fachwerk-ledger/1',
    origin: checkpoints.origin,
    key: checkpoints.verifierKey,
    from,
    size,
    frontier,
  })
  if (first) yield checkpointLine(first)
  let next = from
  while (next < size) {
    for (const checkpoint of await checkpoints.after(next, checkpointsAtOnce)) {
      if (checkpoint.size > size) return
      yield* covered(database, next, checkpoint, tenant)
      next = checkpoint.size
    }
  }
}

async function* covered(
  database: KernelSql,
  start: number,
  checkpoint: ParsedCheckpoint,
  tenant: string | undefined,
): AsyncGenerator<string> {
  for (let from = start; from < checkpoint.size; from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce, checkpoint.size)
    const open = tenant === undefined ? sql`true` : sql`tenant = ${tenant}`
    const { rows } =
      await sql<Row>`select index, at, commitment, case when ${open} then salt end as salt, case when ${open} then content end as content
      from kernel.ledger_entry where index >= ${from} and index < ${to} order by index`.execute(database)
    yield rows.map((row: StoredEntry) => entryLine(row)).join('')
  }
  yield checkpointLine(checkpoint)
}

/** Roots of the complete subtrees before an entry, in hex. */
async function frontierAt(database: KernelSql, from: number, size: number): Promise<readonly string[]> {
  const peaks = await createNodeReader(database, size)(completeSubtrees({ from: 0, to: from }))
  return peaks.map((digest) => Buffer.from(digest).toString('hex'))
}
