import { MerkleTree, type Digest } from '@fachwerk/ledger'

/** Width of a tile, and how many levels of the tree one spans. */
export const tileWidth = 256
export const tileHeight = 8

/** A complete tile: the hashes of `tileWidth` complete subtrees of `tileWidth^level` entries. */
export interface Tile {
  readonly level: number
  readonly tile: number
  readonly hashes: Uint8Array
  readonly root: Digest
}

/**
 * The right edge of the tree: the tiles that are not complete yet, one per level. Kept in memory; only complete tiles are stored, so that
 * no row of the tree is ever written twice.
 */
export class TreeEdge {
  readonly #levels: { readonly hashes: Digest[]; tiles: number }[]

  constructor(levels: readonly { readonly hashes: readonly Digest[]; readonly tiles: number }[] = []) {
    this.#levels = levels.map(({ hashes, tiles }) => ({ hashes: [...hashes], tiles }))
  }

  /** Takes the next leaf; gives the tiles that it completes. */
  append(leaf: Digest): readonly Tile[] {
    const completed: Tile[] = []
    let digest = leaf
    for (let level = 0; ; level++) {
      const edge = (this.#levels[level] ??= { hashes: [], tiles: 0 })
      edge.hashes.push(digest)
      if (edge.hashes.length < tileWidth) return completed
      digest = rootOfTile(edge.hashes)
      completed.push({ level, tile: edge.tiles, hashes: Buffer.concat(edge.hashes), root: digest })
      edge.hashes.length = 0
      edge.tiles += 1
    }
  }

  copy(): TreeEdge {
    return new TreeEdge(this.#levels)
  }
}

function rootOfTile(hashes: readonly Digest[]): Digest {
  const tree = new MerkleTree()
  for (const digest of hashes) tree.append(digest)
  return tree.root()
}
