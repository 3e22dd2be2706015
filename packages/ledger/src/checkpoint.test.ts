import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cosign, cosignedBy, isSignedBy, parseCheckpoint, signCheckpoint, withSignatures } from './checkpoint.ts'
import { createSigner, formatSecretKey, parseSecretKey, parseVerifierKey } from './signed-note.ts'
import { logSigner, strangerSigner, witnessSigner } from './test-kit/log.ts'

const root = createHash('sha256').update('root').digest()
const at = Date.UTC(2026, 10, 23, 12)
const checkpoint = signCheckpoint({ size: 1234, root, at }, logSigner)
const verifier = (key: string) => parseVerifierKey(key)!

describe('a checkpoint', () => {
  test('is a signed note of origin, size, root and time', () => {
    const lines = checkpoint.note.split('\n')
    expect(lines.slice(0, 5)).toEqual(['fachwerk.example/ledger', '1234', root.toString('base64'), `time ${at}`, ''])
    expect(lines[5]).toMatch(/^— fachwerk\.example\/ledger [A-Za-z0-9+/=]+$/)
    expect(lines.slice(6)).toEqual([''])
  })
  test('carries the key id and an Ed25519 signature that others can verify', () => {
    const encoded = checkpoint.note.split('\n')[5]!.split(' ')[2]!
    const bytes = Buffer.from(encoded, 'base64')
    const [name, id, key] = logSigner.verifierKey.split('+') as [string, string, string]
    const typed = Buffer.from(logSigner.verifierKey.slice(name.length + id.length + 2), 'base64')
    expect(key.length).toBeGreaterThan(0)
    expect(bytes.subarray(0, 4).toString('hex')).toBe(id)
    expect(createHash('sha256').update(`${name}\n`).update(typed).digest('hex').slice(0, 8)).toBe(id)
    expect(typed[0]).toBe(1)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') }
    expect(verify(null, Buffer.from(checkpoint.body), { key: jwk, format: 'jwk' }, bytes.subarray(4))).toBe(true)
  })
  test('is read back as it was signed', () => {
    expect(parseCheckpoint(checkpoint.note)).toEqual(checkpoint)
    expect(isSignedBy(checkpoint, verifier(logSigner.verifierKey))).toBe(true)
    expect(isSignedBy(checkpoint, verifier(strangerSigner.verifierKey))).toBe(false)
  })
  test.each([
    ['no signature', checkpoint.body],
    ['another time', checkpoint.note.replace(`time ${at}`, 'time yesterday')],
    ['a size with a leading zero', checkpoint.note.replace('\n1234\n', '\n01234\n')],
    ['a short root', checkpoint.note.replace(root.toString('base64'), 'AAAA')],
    ['a signature line of something else', `${checkpoint.note}signed: me\n`],
    ['no line end', checkpoint.note.slice(0, -1)],
  ])('with %s is none', (_name, text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  })
})

describe('a witness', () => {
  const line = cosign(checkpoint, witnessSigner, at + 1999)
  const cosigned = withSignatures(checkpoint, [line, line])
  const witness = verifier(witnessSigner.verifierKey)

  test('signs with the time, and the log keeps its own signature', () => {
    expect(cosigned.signatures).toHaveLength(2)
    expect(cosignedBy(cosigned, witness)).toBe(at + 1000)
    expect(isSignedBy(cosigned, verifier(logSigner.verifierKey))).toBe(true)
    expect(cosignedBy(checkpoint, witness)).toBeUndefined()
  })
  test('signs the header of cosignature/v1, the time and the body', () => {
    const { signature } = cosigned.signatures[1]!
    const typed = Buffer.from(witnessSigner.verifierKey.split('+').slice(2).join('+'), 'base64')
    expect(typed[0]).toBe(4)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') }
    const message = Buffer.from(`cosignature/v1\ntime ${(at + 1000) / 1000}\n${checkpoint.body}`)
    expect(verify(null, message, { key: jwk, format: 'jwk' }, Buffer.from(signature).subarray(8))).toBe(true)
  })
  test('has not signed another checkpoint or another time', () => {
    const other = withSignatures(signCheckpoint({ size: 1235, root, at }, logSigner), [line])
    expect(cosignedBy(other, witness)).toBeUndefined()
    const bytes = Buffer.from(line.split(' ')[2]!, 'base64')
    bytes[11]! ^= 1
    const later = withSignatures(checkpoint, [`${line.split(' ').slice(0, 2).join(' ')} ${bytes.toString('base64')}`])
    expect(cosignedBy(later, witness)).toBeUndefined()
  })
})

describe('keys', () => {
  test('are the same as those of other programs', () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url')
    const signer = createSigner('a.example', seed)
    expect(Buffer.from(signer.sign(root)).equals(sign(null, root, privateKey))).toBe(true)
  })
  test.each(['', 'a.example', 'a.example+00000000+AQ==', `${logSigner.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')}`])(
    'that contradict themselves are refused: %s',
    (text) => {
      expect(parseVerifierKey(text)).toBeUndefined()
    },
  )
  test('are kept as text and read back', () => {
    const text = formatSecretKey(createSigner('a.example', root), root)
    expect(parseSecretKey(text)?.verifierKey).toBe(createSigner('a.example', root).verifierKey)
    for (const wrong of ['', text.slice(1), text.replace('a.example', 'b.example'), `${text.slice(0, -6)}`])
      expect(parseSecretKey(wrong)).toBeUndefined()
  })
  test('have names without spaces and seeds of 32 bytes', () => {
    expect(() => createSigner('a b', root)).toThrow('name')
    expect(() => createSigner('a+b', root)).toThrow('name')
    expect(() => createSigner('a', new Uint8Array(31))).toThrow('seed')
  })
})
