export type * from './api.ts'
export {
  cosign,
  cosignedBy,
  isSignedBy,
  parseCheckpoint,
  signCheckpoint,
  withSignatures,
  type ParsedCheckpoint,
} from './checkpoint.ts'
export { decodeEntry, encodeEntry } from './encode-entry.ts'
export { MerkleTree } from './merkle-tree.ts'
export {
  completeSubtrees,
  consistencyProof,
  inclusionProof,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type ReadNodes,
  type TreeHead,
  type TreeNode,
} from './proof.ts'
export {
  cosignatureType,
  createSigner,
  ed25519Type,
  formatSecretKey,
  parseSecretKey,
  parseVerifierKey,
  type NoteSigner,
  type NoteVerifier,
  type SignatureType,
} from './signed-note.ts'
export { commit, digestLength, emptyRoot, leafHash, newSalt, nodeHash, sameBytes, saltLength, type Digest } from './tree-hash.ts'
export { checkpointLine, entryLine, headerLine, parseHeader, type ExportHeader } from './export-lines.ts'
export { verifyExport, type VerifyKeys } from './verify-export.ts'
export { witnessCheckpoint, type Remembered, type WitnessOutcome } from './witness-checkpoint.ts'
