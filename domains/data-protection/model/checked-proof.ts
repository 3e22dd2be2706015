/** Checks the proof of an entry as anybody can: the entry's own leaf, the way to the root, the root of the signed checkpoint. */
import type { LedgerProof } from '@fachwerk/kernel'
import { commit, leafHash, parseCheckpoint, verifyInclusion, type ParsedCheckpoint } from '@fachwerk/ledger'

export interface CheckedProof {
  readonly holds: boolean
  readonly checkpoint: ParsedCheckpoint | undefined
}

/** Says nothing about the signatures: whoever checks them needs the keys from elsewhere than from here. */
export function checkProof({ entry, inclusion, checkpoint }: LedgerProof): CheckedProof {
  const parsed = parseCheckpoint(checkpoint)
  if (!parsed) return { holds: false, checkpoint: undefined }
  const leaf = leafHash(entry.at, commit(entry.content, Buffer.from(entry.salt, 'hex')))
  const way = inclusion.map((hash) => Buffer.from(hash, 'hex'))
  return { holds: verifyInclusion(leaf, entry.index, parsed.size, way, parsed.root), checkpoint: parsed }
}
