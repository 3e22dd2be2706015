import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'

/** Signature types of C2SP signed-note: a plain Ed25519 one, and the timestamped cosignature of tlog-cosignature. */
export const ed25519Type = 0x01
export const cosignatureType = 0x04
export type SignatureType = typeof ed25519Type | typeof cosignatureType

/** Who signs: the log (type 0x01) or a witness (type 0x04). */
export interface NoteSigner {
  readonly name: string
  readonly type: SignatureType
  /** For others, `<name>+<key id>+<base64>` (C2SP signed-note, "Verifier keys"). */
  readonly verifierKey: string
  readonly keyId: Uint8Array
  sign(message: Uint8Array): Uint8Array
}
export interface NoteVerifier {
  readonly name: string
  readonly type: SignatureType
  readonly verifierKey: string
  readonly keyId: Uint8Array
  verify(message: Uint8Array, signature: Uint8Array): boolean
}
export interface NoteSignature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
  /** As it stands in the note, without its line end. */
  readonly line: string
}
export interface SignedNote {
  /** What is signed; ends with a line end. */
  readonly body: string
  readonly signatures: readonly NoteSignature[]
}

/** A note longer than this is not read. */
const longestNote = 100_000
const seedLength = 32
const keyIdLength = 4

/** Splits a note into what is signed and its signatures (C2SP signed-note); `undefined`: it is not one. */
export function parseNote(text: string): SignedNote | undefined {
  const split = text.lastIndexOf('\n\n')
  if (text.length > longestNote || split < 0 || !text.endsWith('\n')) return undefined
  const lines = text.slice(split + 2, -1).split('\n')
  const signatures = lines.map(parseSignature)
  return signatures.every((signature) => signature !== undefined) ? { body: text.slice(0, split + 1), signatures } : undefined
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? []
  if (name === undefined || encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length <= keyIdLength || bytes.toString('base64') !== encoded) return undefined
  return { name, keyId: bytes.subarray(0, keyIdLength), signature: bytes.subarray(keyIdLength), line }
}

export const formatNote = (body: string, lines: readonly string[]): string =>
  `${body}\n${lines.map((line) => `${line}\n`).join('')}`

export const signatureLine = ({ name, keyId }: Pick<NoteSigner, 'name' | 'keyId'>, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}`

/** `name` neither holds white space nor a plus sign (C2SP signed-note); `seed`: 32 secret bytes. Throws where either does not fit. */
export function createSigner(name: string, seed: Uint8Array, type: SignatureType = ed25519Type): NoteSigner {
  if (!isKeyName(name)) throw new Error(`"${name}" is no name of a key.`)
  if (seed.length !== seedLength) throw new Error(`An Ed25519 seed has ${seedLength} bytes.`)
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicBytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length)
  return { ...describe(name, type, publicBytes), sign: (message) => sign(null, message, key) }
}

/** Reads `<name>+<key id>+<base64>`; `undefined`: it is none, or its parts contradict each other. */
export function parseVerifierKey(text: string): NoteVerifier | undefined {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim()) ?? []
  if (name === undefined || encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  const type = bytes[0]
  if (bytes.length !== 1 + seedLength || (type !== ed25519Type && type !== cosignatureType)) return undefined
  const described = describe(name, type, bytes.subarray(1))
  if (Buffer.from(described.keyId).toString('hex') !== id) return undefined
  const key = publicKey(bytes.subarray(1))
  return key && { ...described, verify: (message, signature) => signature.length === 64 && verify(null, message, key, signature) }
}

/** `PRIVATE+KEY+<name>+<key id>+<base64 of type and seed>`, the form in which the notes of Go's checksum database keep theirs. */
export const formatSecretKey = ({ name, keyId, type }: NoteSigner, seed: Uint8Array): string =>
  `PRIVATE+KEY+${name}+${Buffer.from(keyId).toString('hex')}+${Buffer.concat([Buffer.of(type), seed]).toString('base64')}`

/** `undefined`: it is none, or its parts contradict each other. */
export function parseSecretKey(text: string): NoteSigner | undefined {
  const [, name, id, encoded] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim()) ?? []
  if (name === undefined || encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  const type = bytes[0]
  if (bytes.length !== 1 + seedLength || (type !== ed25519Type && type !== cosignatureType)) return undefined
  const signer = createSigner(name, bytes.subarray(1), type)
  return Buffer.from(signer.keyId).toString('hex') === id ? signer : undefined
}

const isKeyName = (name: string): boolean => /^[^\s+]+$/u.test(name)

const publicKey = (bytes: Uint8Array): KeyObject | undefined => {
  try {
    return createPublicKey({ key: Buffer.concat([spkiPrefix, bytes]), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

/** Key id: the first four bytes of SHA-256(name ‖ line end ‖ type ‖ public key). */
function describe(name: string, type: SignatureType, publicBytes: Uint8Array): Omit<NoteSigner, 'sign'> {
  const typed = Buffer.concat([Buffer.of(type), publicBytes])
  const keyId = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer').subarray(0, keyIdLength)
  return { name, type, keyId, verifierKey: `${name}+${keyId.toString('hex')}+${typed.toString('base64')}` }
}

// The constant beginnings of an Ed25519 key in DER (RFC 8410).
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
