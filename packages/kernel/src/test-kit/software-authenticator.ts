/** An authenticator without a device: makes passkeys and signs with them, as a browser would hand it on (WebAuthn level 3, ES256). */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

export interface SoftwarePasskey {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  counter: number
}
interface Where {
  readonly origin: string
  readonly challenge: string
  /** PIN or fingerprint was asked; default yes. */
  readonly verified?: boolean
}

export function createPasskey(): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { id: randomBytes(32), privateKey, publicKey, counter: 0 }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

const clientData = (type: string, { origin, challenge }: Where): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

function authenticatorData({ origin, verified = true }: Where, counter: number, attested = Buffer.alloc(0)): Buffer {
  const flags = 0x01 | (verified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0)
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  const host = createHash('sha256').update(new URL(origin).hostname).digest()
  return Buffer.concat([host, Buffer.from([flags]), count, attested])
}

/** What `navigator.credentials.create` gives. */
export function register(passkey: SoftwarePasskey, where: Where): unknown {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(passkey.id.length)
  const attested = Buffer.concat([Buffer.alloc(16), length, passkey.id, coseKey(passkey.publicKey)])
  const authData = authenticatorData(where, passkey.counter, attested)
  const attestation = Buffer.concat([
    Buffer.from([0xa3]),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    Buffer.from([0xa0]),
    cborText('authData'),
    cborBytes(authData),
  ])
  return {
    id: text(passkey.id),
    rawId: text(passkey.id),
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(clientData('webauthn.create', where)),
      attestationObject: text(attestation),
      transports: ['internal'],
    },
  }
}

/** What `navigator.credentials.get` gives. */
export function authenticate(passkey: SoftwarePasskey, where: Where): unknown {
  passkey.counter += 1
  const data = clientData('webauthn.get', where)
  const authData = authenticatorData(where, passkey.counter)
  const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()])
  return {
    id: text(passkey.id),
    rawId: text(passkey.id),
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(data),
      authenticatorData: text(authData),
      signature: text(sign('sha256', signed, passkey.privateKey)),
    },
  }
}

/** RFC 9052: key type EC2, algorithm ES256, curve P-256, x, y. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' }) as { x?: string; y?: string }
  const coordinate = (value: string) => cborBytes(Buffer.from(value, 'base64url'))
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    coordinate(x),
    Buffer.from([0x22]),
    coordinate(y),
  ])
}
const cborText = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
const cborBytes = (bytes: Buffer): Buffer => {
  const head =
    bytes.length < 256 ? Buffer.from([0x58, bytes.length]) : Buffer.from([0x59, bytes.length >> 8, bytes.length & 0xff])
  return Buffer.concat([head, bytes])
}
