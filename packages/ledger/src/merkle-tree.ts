import { digestLength, joinPeaks, nodeHash, type Digest } from './tree-hash.ts'

/**
 * The tree of RFC 9162 §2.1 as far as appending needs it: the roots of its complete subtrees, largest first (the "frontier" or "compact
 * range"), one per bit of its size. Forty hashes stand for a trillion entries.
 */
export class MerkleTree {
  #size: number
  readonly #peaks: Digest[]

  constructor(size = 0, peaks: readonly Digest[] = []) {
    if (!Number.isSafeInteger(size) || size < 0 || peaks.length !== ones(size)) throw new Error('A frontier must fit its size.')
    this.#size = size
    this.#peaks = [...peaks]
  }

  get size(): number {
    return this.#size
  }
  get peaks(): readonly Digest[] {
    return this.#peaks
  }

  /** Takes the hash of the next leaf. */
  append(leaf: Digest): void {
    let digest = leaf
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) digest = nodeHash(this.#peaks.pop()!, digest)
    this.#peaks.push(digest)
    this.#size += 1
  }

  root(): Digest {
    return joinPeaks(this.#peaks)
  }

  copy(): MerkleTree {
    return new MerkleTree(this.#size, this.#peaks)
  }

  /** The frontier as bytes; with its size it is all that is needed to go on. */
  frontier(): Uint8Array {
    return Buffer.concat(this.#peaks)
  }

  /** Throws where bytes and size do not fit. */
  static of(size: number, frontier: Uint8Array): MerkleTree {
    const count = frontier.length / digestLength
    return new MerkleTree(
      size,
      Array.from({ length: Math.ceil(count) }, (_, index) => frontier.slice(index * digestLength, (index + 1) * digestLength)),
    )
  }
}

const ones = (size: number): number => {
  let count = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}
