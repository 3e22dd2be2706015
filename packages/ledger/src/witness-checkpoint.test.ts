import { expect, test } from 'vitest'
import { parseVerifierKey } from './signed-note.ts'
import { MerkleTree } from './merkle-tree.ts'
import { consistencyProof } from './proof.ts'
import { signCheckpoint } from './checkpoint.ts'
import { logSigner, strangerSigner } from './test-kit/log.ts'
import { commit, type Digest } from './tree-hash.ts'
import { witnessCheckpoint } from './witness-checkpoint.ts'

const log = parseVerifierKey(logSigner.verifierKey)!
const leaf = (text: string): Digest => commit(text, Buffer.alloc(16))
const leaves = (count: number, changed = -1) =>
  Array.from({ length: count }, (_, index) => leaf(`${index}${index === changed ? '!' : ''}`))
const rootOf = (hashes: readonly Digest[]): Digest => {
  const tree = new MerkleTree()
  for (const digest of hashes) tree.append(digest)
  return tree.root()
}
const signed = (hashes: readonly Digest[], signer = logSigner) =>
  signCheckpoint({ size: hashes.length, root: rootOf(hashes), at: 1000 }, signer)
const proof = (hashes: readonly Digest[], first: number) =>
  consistencyProof(first, hashes.length, async (nodes) =>
    nodes.map(({ level, index }) => rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level))),
  )

test('a witness signs what goes on from the last it saw, and nothing else', async () => {
  const first = signed(leaves(5))
  expect(witnessCheckpoint(first, log, undefined, [])).toEqual({ ok: true })
  expect(witnessCheckpoint(first, log, first, [])).toEqual({ ok: true })
  expect(witnessCheckpoint(signed(leaves(9)), log, first, await proof(leaves(9), 5))).toEqual({ ok: true })
  const fork = leaves(9, 3)
  const refused = [
    ['fork', witnessCheckpoint(signed(fork), log, first, await proof(fork, 5))],
    ['fork', witnessCheckpoint(signed(leaves(5, 2)), log, first, [])],
    ['fork', witnessCheckpoint(signed(leaves(9)), log, first, [])],
    ['older', witnessCheckpoint(signed(leaves(4)), log, first, [])],
    ['signature', witnessCheckpoint(signed(leaves(9), strangerSigner), log, first, await proof(leaves(9), 5))],
    ['origin', witnessCheckpoint(first, log, { ...first, origin: 'elsewhere.example/ledger' }, [])],
  ] as const
  for (const [reason, outcome] of refused) expect(outcome).toMatchObject({ ok: false, reason })
})
