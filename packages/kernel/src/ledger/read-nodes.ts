import { digestLength, MerkleTree, type Digest, type ReadNodes, type TreeNode } from '@fachwerk/ledger'
import { sql } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import { incompleteTile } from './ledger-state.ts'
import { tileHeight, tileWidth } from './tree-edge.ts'

/** Where a complete subtree is found: it is the root over some neighbouring hashes of one tile. */
interface Place {
  readonly level: number
  readonly tile: number
  readonly from: number
  readonly count: number
}

/**
 * Complete subtrees of the stored tree of `size` entries, for proofs. A tile stands for eight levels, so a proof in a tree of 50 million
 * entries reads four tiles; of the tiles that are not complete yet, the hashes are read one by one, at most 255 short rows each.
 */
export const createNodeReader =
  (database: KernelSql, size: number): ReadNodes =>
  async (nodes) => {
    const places = nodes.map(placeOf)
    const tiles = new Map<string, Promise<readonly Digest[]>>()
    for (const place of places) if (!tiles.has(nameOf(place))) tiles.set(nameOf(place), readTile(database, place, size))
    return Promise.all(
      places.map(async (place) => rootOf((await tiles.get(nameOf(place))!).slice(place.from, place.from + place.count))),
    )
  }

const nameOf = ({ level, tile }: Place): string => `${level}/${tile}`

function placeOf({ level, index }: TreeNode): Place {
  const tileLevel = Math.floor(level / tileHeight)
  const count = 2 ** (level % tileHeight)
  const start = index * count
  return { level: tileLevel, tile: Math.floor(start / tileWidth), from: start % tileWidth, count }
}

async function readTile(database: KernelSql, { level, tile }: Place, size: number): Promise<readonly Digest[]> {
  const count = Math.floor(size / tileWidth ** level)
  if (tile === Math.floor(count / tileWidth)) return incompleteTile(database, level, count)
  const { rows } = await sql<{ hashes: Uint8Array }>`select hashes from kernel.ledger_tile
    where level = ${level} and tile = ${tile}`.execute(database)
  const hashes = rows[0]?.hashes
  if (hashes?.length !== tileWidth * digestLength) throw new Error('A tile of the ledger is missing.')
  return Array.from({ length: tileWidth }, (_, index) => hashes.subarray(index * digestLength, (index + 1) * digestLength))
}

function rootOf(hashes: readonly Digest[]): Digest {
  const tree = new MerkleTree()
  for (const digest of hashes) tree.append(digest)
  return tree.root()
}
