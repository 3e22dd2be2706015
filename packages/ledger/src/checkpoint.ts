import type { Checkpoint } from './api.ts'
import {
  cosignatureType,
  ed25519Type,
  formatNote,
  parseNote,
  signatureLine,
  type NoteSignature,
  type NoteSigner,
  type NoteVerifier,
} from './signed-note.ts'
import { digestLength, sameBytes } from './tree-hash.ts'

/**
 * Checkpoints after C2SP tlog-checkpoint: a signed note of origin, size and root, with one extension line of ours, `time` and
 * milliseconds. Cosignatures after C2SP tlog-cosignature, version 1.
 */
export interface ParsedCheckpoint extends Checkpoint {
  /** What is signed. */
  readonly body: string
  readonly signatures: readonly NoteSignature[]
}

export function signCheckpoint(state: Pick<Checkpoint, 'size' | 'root' | 'at'>, signer: NoteSigner): ParsedCheckpoint {
  const root = Buffer.from(state.root).toString('base64')
  const body = `${signer.name}\n${state.size}\n${root}\ntime ${state.at}\n`
  const line = signatureLine(signer, signer.sign(Buffer.from(body)))
  return parseCheckpoint(formatNote(body, [line]))!
}

/** `undefined`: not a checkpoint of such a log. Says nothing about the signatures. */
export function parseCheckpoint(text: string): ParsedCheckpoint | undefined {
  const note = parseNote(text)
  if (!note) return undefined
  const [, origin, size, root, at] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime ([1-9]\d{0,15})\n$/u.exec(note.body) ?? []
  if (origin === undefined || root === undefined) return undefined
  const bytes = Buffer.from(root, 'base64')
  if (bytes.length !== digestLength || bytes.toString('base64') !== root) return undefined
  return { origin, size: Number(size), root: bytes, at: Number(at), note: text, body: note.body, signatures: note.signatures }
}

/** The log's own signature. The name of the key is that of the log. */
export const isSignedBy = (checkpoint: ParsedCheckpoint, verifier: NoteVerifier): boolean =>
  verifier.type === ed25519Type &&
  verifier.name === checkpoint.origin &&
  checkpoint.signatures.some((given) => isOf(given, verifier) && verifier.verify(Buffer.from(checkpoint.body), given.signature))

/** The line of a witness's signature over the checkpoint: the time in whole seconds, then Ed25519 over header, time and body. */
export function cosign(checkpoint: ParsedCheckpoint, witness: NoteSigner, at: number): string {
  const seconds = Math.floor(at / 1000)
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(seconds))
  return signatureLine(witness, Buffer.concat([time, witness.sign(cosigned(checkpoint, BigInt(seconds)))]))
}

/** When the witness cosigned, in milliseconds; `undefined`: it did not. */
export function cosignedBy(checkpoint: ParsedCheckpoint, witness: NoteVerifier): number | undefined {
  if (witness.type !== cosignatureType) return undefined
  for (const given of checkpoint.signatures) {
    if (!isOf(given, witness) || given.signature.length !== 8 + 64) continue
    const seconds = Buffer.from(given.signature).readBigUInt64BE()
    if (witness.verify(cosigned(checkpoint, seconds), given.signature.subarray(8))) return Number(seconds) * 1000
  }
  return undefined
}

const cosigned = ({ body }: ParsedCheckpoint, seconds: bigint): Uint8Array =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`)

const isOf = (given: NoteSignature, verifier: NoteVerifier): boolean =>
  given.name === verifier.name && sameBytes(given.keyId, verifier.keyId)

/** The same checkpoint with more signatures; each line once. */
export function withSignatures(checkpoint: ParsedCheckpoint, lines: readonly string[]): ParsedCheckpoint {
  const all = new Set([...checkpoint.signatures.map(({ line }) => line), ...lines])
  return parseCheckpoint(formatNote(checkpoint.body, [...all]))!
}
