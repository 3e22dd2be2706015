import { hash, randomFillSync } from 'node:crypto'

/** A SHA-256 digest, 32 bytes. */
export type Digest = Uint8Array

export const digestLength = 32
export const saltLength = 16

const sha256 = (data: Uint8Array): Digest => hash('sha256', data, 'buffer')

/** 128 random bits per entry: without them a short content could be guessed from its commitment after it is deleted. */
export function newSalt(): Uint8Array {
  if (taken === salts.length) taken = 0
  if (taken === 0) randomFillSync(salts)
  return Buffer.from(salts.subarray(taken, (taken += saltLength)))
}
// Random bytes for a thousand salts at once: asking for sixteen costs as much as asking for thousands.
const salts = Buffer.alloc(1024 * saltLength)
let taken = 0

/** SHA-256(salt ‖ content in UTF-8). */
export function commit(content: string, salt: Uint8Array): Digest {
  const data = Buffer.allocUnsafe(saltLength + Buffer.byteLength(content))
  data.set(salt, 0)
  data.write(content, saltLength)
  return sha256(data)
}

/** Leaf hash, RFC 9162 §2.1.1, of the 40 bytes (`at` as 8 bytes, big-endian ‖ commitment). */
export function leafHash(at: number, commitment: Uint8Array): Digest {
  leaf.writeUIntBE(at, 3, 6)
  leaf.set(commitment, 9)
  return sha256(leaf)
}
// Prefix 0x00, two zero bytes that no time in milliseconds reaches, six bytes of time, commitment. One buffer for all: hashing is synchronous.
const leaf = Buffer.alloc(1 + 8 + digestLength)

/** Hash of an inner node, RFC 9162 §2.1.1. */
export function nodeHash(left: Digest, right: Digest): Digest {
  node.set(left, 1)
  node.set(right, 1 + digestLength)
  return sha256(node)
}
const node = Buffer.alloc(1 + 2 * digestLength)
node[0] = 1

/** Root of the tree without entries, RFC 9162 §2.1.1. */
export const emptyRoot: Digest = sha256(new Uint8Array())

/** Root of neighbouring complete subtrees, largest first: how RFC 9162 §2.1.1 splits a size that is no power of two. */
export const joinPeaks = (peaks: readonly Digest[]): Digest =>
  peaks.length === 0 ? emptyRoot : peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), peaks.at(-1)!)

export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0
