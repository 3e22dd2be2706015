import { joinPeaks, nodeHash, sameBytes, type Digest } from './tree-hash.ts'

/** Root of the complete subtree over the entries `index · 2^level` to `(index + 1) · 2^level`. */
export interface TreeNode {
  readonly level: number
  readonly index: number
}
/** Looks up complete subtrees, all of one proof at once, in the order asked for. */
export type ReadNodes = (nodes: readonly TreeNode[]) => Promise<readonly Digest[]>

/** Entries from `from` up to, not including, `to`; its root is one element of a proof. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Inclusion proof of entry `index` in the tree of `size` entries, RFC 9162 §2.1.3.1; from the leaf to the root. */
export const inclusionProof = (index: number, size: number, read: ReadNodes): Promise<readonly Digest[]> =>
  rootsOf(inclusionRanges(index, { from: 0, to: size }), read)

/** Consistency proof between the trees of `first` and `second` entries, RFC 9162 §2.1.4.1. Empty where one of them is. */
export const consistencyProof = (first: number, second: number, read: ReadNodes): Promise<readonly Digest[]> =>
  first === 0 || first === second ? Promise.resolve([]) : rootsOf(consistencyRanges(first, { from: 0, to: second }, true), read)

/** Root of the first `size` entries. */
export const treeRoot = async (size: number, read: ReadNodes): Promise<Digest> =>
  joinPeaks(await read(completeSubtrees({ from: 0, to: size })))

function inclusionRanges(index: number, { from, to }: Range): Range[] {
  if (to - from === 1) return []
  const split = from + largestPowerBelow(to - from)
  return index < split
    ? [...inclusionRanges(index, { from, to: split }), { from: split, to }]
    : [...inclusionRanges(index, { from: split, to }), { from, to: split }]
}

/** SUBPROOF of RFC 9162 §2.1.4.1; `known`: the verifier has the root of this part already. */
function consistencyRanges(first: number, { from, to }: Range, known: boolean): Range[] {
  if (first === to) return known ? [] : [{ from, to }]
  const split = from + largestPowerBelow(to - from)
  return first <= split
    ? [...consistencyRanges(first, { from, to: split }, known), { from: split, to }]
    : [...consistencyRanges(first, { from: split, to }, false), { from, to: split }]
}

function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** The complete subtrees that make up a range, largest first. `from` is a multiple of the largest power of two within it. */
export function completeSubtrees({ from, to }: Range): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let start = from; start < to;) {
    let level = 0
    while (2 ** (level + 1) <= to - start) level += 1
    nodes.push({ level, index: start / 2 ** level })
    start += 2 ** level
  }
  return nodes
}

async function rootsOf(ranges: readonly Range[], read: ReadNodes): Promise<readonly Digest[]> {
  const subtrees = ranges.map(completeSubtrees)
  const digests = await read(subtrees.flat())
  let next = 0
  return subtrees.map(({ length }) => joinPeaks(digests.slice(next, (next += length))))
}

/** Verifies an inclusion proof, RFC 9162 §2.1.3.2. */
export function verifyInclusion(leaf: Digest, index: number, size: number, proof: readonly Digest[], root: Digest): boolean {
  if (!isPlace(index, size)) return false
  let [place, last, digest] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      digest = nodeHash(sibling, digest)
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else digest = nodeHash(digest, sibling)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameBytes(digest, root)
}

const isPlace = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size

/** A tree as a checkpoint states it. */
export interface TreeHead {
  readonly size: number
  readonly root: Digest
}

/**
 * Verifies that the first tree is the beginning of the second, RFC 9162 §2.1.4.2. The tree without entries is the beginning of every
 * tree and needs no proof.
 */
export function verifyConsistency(first: TreeHead, second: TreeHead, proof: readonly Digest[]): boolean {
  if (first.size > second.size) return false
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root)
  if (first.size === 0) return proof.length === 0
  const path = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof
  const start = path[0]
  if (!start) return false
  let [place, last] = [first.size - 1, second.size - 1]
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  let [older, newer] = [start, start]
  for (const sibling of path.slice(1)) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    } else newer = nodeHash(newer, sibling)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && sameBytes(older, first.root) && sameBytes(newer, second.root)
}

const isPowerOfTwo = (size: number): boolean => largestPowerBelow(size * 2) === size
