import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MerkleTree } from './merkle-tree.ts'
import { consistencyProof, inclusionProof, treeRoot, verifyConsistency, verifyInclusion, type ReadNodes } from './proof.ts'
import { emptyRoot, nodeHash, type Digest } from './tree-hash.ts'

const digest = (text: string): Digest => createHash('sha256').update(text).digest()
const leaves: readonly Digest[] = Array.from({ length: 300 }, (_, index) => digest(`leaf ${index}`))

/** MTH of RFC 9162 §2.1.1, as it is written there. */
function mth(hashes: readonly Digest[]): Digest {
  if (hashes.length === 0) return emptyRoot
  if (hashes.length === 1) return hashes[0]!
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  return nodeHash(mth(hashes.slice(0, split)), mth(hashes.slice(split)))
}
const read: ReadNodes = async (nodes) =>
  nodes.map(({ level, index }) => mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)))
const head = (size: number) => ({ size, root: mth(leaves.slice(0, size)) })
const size = fc.integer({ min: 1, max: leaves.length })
const flipped = (given: Digest): Digest => {
  const copy = Buffer.from(given)
  copy[0]! ^= 1
  return copy
}

test('hashes the empty tree as RFC 9162 §2.1.1 says', () => {
  expect(Buffer.from(emptyRoot).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

describe('the tree that appends', () => {
  test('has the root of RFC 9162 at every size, also after it was stored', () => {
    let tree = new MerkleTree()
    for (const [index, leaf] of leaves.entries()) {
      expect(Buffer.compare(tree.root(), mth(leaves.slice(0, index)))).toBe(0)
      tree.append(leaf)
      tree = MerkleTree.of(tree.size, tree.frontier())
    }
  })
  test('refuses a frontier that does not fit its size', () => {
    expect(() => MerkleTree.of(3, new Uint8Array(32))).toThrow('frontier')
    expect(() => new MerkleTree(-1)).toThrow('frontier')
  })
})

describe('inclusion', () => {
  const place = size.chain((total) => fc.record({ total: fc.constant(total), index: fc.integer({ min: 0, max: total - 1 }) }))
  test('of every entry is proven in every tree', () =>
    fc.assert(
      fc.asyncProperty(place, async ({ index, total }) => {
        const proof = await inclusionProof(index, total, read)
        expect(verifyInclusion(leaves[index]!, index, total, proof, head(total).root)).toBe(true)
      }),
    ))
  test('of another entry, at another place, in another tree, or by a changed proof is not', () =>
    fc.assert(
      fc.asyncProperty(place, fc.nat(), async ({ index, total }, chosen) => {
        const proof = await inclusionProof(index, total, read)
        const { root } = head(total)
        const leaf = leaves[index]!
        expect(verifyInclusion(flipped(leaf), index, total, proof, root)).toBe(false)
        expect(verifyInclusion(leaf, index, total, [...proof, leaf], root)).toBe(false)
        expect(verifyInclusion(leaf, total, total, proof, root)).toBe(false)
        if (proof.length === 0) return
        const at = chosen % proof.length
        expect(verifyInclusion(leaf, index, total, proof.with(at, flipped(proof[at]!)), root)).toBe(false)
        expect(verifyInclusion(leaf, index, total, proof.toSpliced(at, 1), root)).toBe(false)
        expect(verifyInclusion(leaf, (index + 1) % total, total, proof, root)).toBe(false)
      }),
    ))
})

describe('consistency', () => {
  const sizes = size.chain((second) => fc.record({ second: fc.constant(second), first: fc.integer({ min: 0, max: second }) }))
  test('of every tree with every later one is proven', () =>
    fc.assert(
      fc.asyncProperty(sizes, async ({ first, second }) => {
        const proof = await consistencyProof(first, second, read)
        expect(verifyConsistency(head(first), head(second), proof)).toBe(true)
      }),
    ))
  test('of another root, in the other direction, or by a changed proof is not', () =>
    fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async ({ first, second }, chosen) => {
        const proof = await consistencyProof(first, second, read)
        if (first === 0 || first === second) return
        const [older, newer] = [head(first), head(second)]
        expect(verifyConsistency({ ...older, root: flipped(older.root) }, newer, proof)).toBe(false)
        expect(verifyConsistency(older, { ...newer, root: flipped(newer.root) }, proof)).toBe(false)
        expect(verifyConsistency(newer, older, proof)).toBe(false)
        expect(verifyConsistency(older, newer, [...proof, older.root])).toBe(false)
        const at = chosen % proof.length
        expect(verifyConsistency(older, newer, proof.with(at, flipped(proof[at]!)))).toBe(false)
        expect(verifyConsistency(older, newer, proof.toSpliced(at, 1))).toBe(false)
      }),
    ))
})

test('the root of any size comes from its complete subtrees', async () => {
  for (const total of [0, 1, 2, 3, 255, 256, 257, 300])
    expect(Buffer.compare(await treeRoot(total, read), mth(leaves.slice(0, total)))).toBe(0)
})
