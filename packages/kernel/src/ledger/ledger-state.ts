import { leafHash, MerkleTree, type Digest } from '@fachwerk/ledger'
import { sql } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import { tileWidth, TreeEdge } from './tree-edge.ts'

/** Where the tree stands, with all that is needed to append to it. */
export interface LedgerState {
  readonly tree: MerkleTree
  readonly edge: TreeEdge
  /** Of the newest entry or checkpoint. */
  readonly at: number
}

export interface StateRow {
  readonly size: number
  readonly frontier: Uint8Array
  readonly at: number
  readonly content_from: number
}

export async function readStateRow(database: KernelSql): Promise<StateRow> {
  const { rows } = await sql<StateRow>`select size, frontier, at, content_from from kernel.ledger_state where id = 0`.execute(
    database,
  )
  if (!rows[0]) throw new Error('The ledger has lost its state.')
  return rows[0]
}

export async function loadState(database: KernelSql): Promise<LedgerState> {
  const { size, frontier, at } = await readStateRow(database)
  return { tree: MerkleTree.of(size, frontier), edge: await loadEdge(database, size), at }
}

async function loadEdge(database: KernelSql, size: number): Promise<TreeEdge> {
  const levels = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth))
    levels.push({ hashes: await incompleteTile(database, level, count), tiles: Math.floor(count / tileWidth) })
  return new TreeEdge(levels)
}

/** The last hashes of a level of `count` complete subtrees, as far as they fill no tile. At most 255 short rows. */
export async function incompleteTile(database: KernelSql, level: number, count: number): Promise<readonly Digest[]> {
  const from = count - (count % tileWidth)
  return level === 0 ? leaves(database, from, count) : roots(database, level - 1, from, count)
}

/** Leaf hashes of neighbouring entries. */
async function leaves(database: KernelSql, from: number, to: number): Promise<readonly Digest[]> {
  const { rows } = await sql<{ at: number; commitment: Uint8Array }>`select at, commitment from kernel.ledger_entry
    where index >= ${from} and index < ${to} order by index`.execute(database)
  return complete(rows, to - from).map(({ at, commitment }) => leafHash(at, commitment))
}

async function roots(database: KernelSql, level: number, from: number, to: number): Promise<readonly Digest[]> {
  const { rows } = await sql<{ root: Uint8Array }>`select root from kernel.ledger_tile
    where level = ${level} and tile >= ${from} and tile < ${to} order by tile`.execute(database)
  return complete(rows, to - from).map(({ root }) => root)
}

function complete<T>(rows: readonly T[], expected: number): readonly T[] {
  if (rows.length !== expected) throw new Error('Rows of the ledger are missing.')
  return rows
}
