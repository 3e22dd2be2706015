import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keys of signing in, derived from one secret of the house (HKDF, RFC 5869); a purpose each, so that none opens what another has locked. */
export interface SignInKeys {
  /** AES-256-GCM; bound to its owner, so that a sealed secret copied to another person's row does not open. */
  seal(secret: Uint8Array, owner: string): Uint8Array
  /** Undefined: another secret, another owner, or changed bytes. */
  open(sealed: Uint8Array, owner: string): Uint8Array | undefined
  /** A keyed hash under which something is found again and from which it is not guessed. */
  lookup(purpose: string, value: string): string
}

/** Under which a login name is stored and found. */
export const loginDigest = (keys: SignInKeys, login: string): string => keys.lookup('login', login)

/** OpenID Connect Core section 5.7: only both together identify somebody. */
export const subjectDigest = (keys: SignInKeys, issuer: string, subject: string): string =>
  keys.lookup('oidc-subject', `${issuer}\0${subject}`)

export function createSignInKeys(secret: Uint8Array): SignInKeys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `fachwerk sign-in ${purpose}`, 32))
  const sealing = derive('totp')
  const hashing = derive('lookup')
  return {
    seal: (secret, owner) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(owner))
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, owner) => {
      try {
        const bytes = Buffer.from(sealed)
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(Buffer.from(owner))
        decipher.setAuthTag(bytes.subarray(-16))
        return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
      } catch {
        return undefined
      }
    },
    lookup: (purpose, value) => createHmac('sha256', hashing).update(`${purpose}\0${value}`).digest('base64url'),
  }
}
