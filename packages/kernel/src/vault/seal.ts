import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'
import { secretOf } from './secret-of.ts'

const version = 1
const nonceLength = 12
const tagLength = 16

/** The sealed text or key was altered, belongs to another row, or was sealed with another key. The message holds no content. */
export class SealBroken extends Error {
  constructor(place: string) {
    super(`What is stored at ${place} cannot be opened.`)
  }
}

/** Where a sealed value belongs: bound to it as additional data, so that it cannot be moved to another row. */
export const placeOf = (...parts: readonly (string | number)[]): string => parts.join('\n')

/** AES-256-GCM (NIST SP 800-38D) with a fresh nonce of 96 random bits: version, nonce, ciphertext, tag. */
export function seal(key: Uint8Array, place: string, content: Uint8Array | string): Buffer {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', secretOf(key), nonce)
  cipher.setAAD(Buffer.from(place))
  const body = typeof content === 'string' ? cipher.update(content, 'utf8') : cipher.update(content)
  const rest = cipher.final()
  return Buffer.concat([versionByte, nonce, body, rest, cipher.getAuthTag()])
}
const versionByte = Buffer.from([version])

// Random bytes for a thousand nonces at once: asking for twelve costs as much as asking for thousands.
const nonces = Buffer.alloc(1024 * nonceLength)
let used = nonces.length

/** Each is given out once. It is a view: to be used before the next is asked for. */
function newNonce(): Buffer {
  if (used === nonces.length) {
    randomFillSync(nonces)
    used = 0
  }
  return nonces.subarray(used, (used += nonceLength))
}

/** Throws `SealBroken`. */
export function unseal(key: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== version) throw new SealBroken(place)
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), sealed.subarray(1, 1 + nonceLength))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  const body = decipher.update(sealed.subarray(1 + nonceLength, sealed.length - tagLength))
  try {
    return Buffer.concat([body, decipher.final()])
  } catch {
    throw new SealBroken(place)
  }
}

export const sealText = (key: Uint8Array, place: string, text: string): string => seal(key, place, text).toString('base64')
export const unsealText = (key: Uint8Array, place: string, sealed: string): string =>
  unseal(key, place, Buffer.from(sealed, 'base64')).toString('utf8')
