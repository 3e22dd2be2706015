import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { LocalText } from '@fachwerk/problem'
import { secretOf } from './secret-of.ts'

export const keyLength = 32

/** The house cannot be opened with the key at hand. */
export class MasterKeyError extends Error {
  readonly text: LocalText
  constructor(text: LocalText) {
    super(`${text.de} / ${text.en}`)
    this.text = text
  }
}

/** 32 bytes, written as 64 hexadecimal digits or in base64. Throws `MasterKeyError`. */
export function readMasterKey(text: string): Uint8Array {
  const trimmed = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  const isText = /^[0-9a-f]{64}$/i.test(trimmed) || /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
  if (isText && key.length === keyLength && new Set(key).size > 8) return key
  throw new MasterKeyError({
    de: 'FACHWERK_MASTER_KEY ist kein Hauptschlüssel: erwartet werden 32 zufällige Byte, geschrieben als 64 Hexadezimalziffern oder in Base64. Einen neuen macht „openssl rand -base64 32“.',
    en: 'FACHWERK_MASTER_KEY is not a master key: 32 random bytes are expected, written as 64 hexadecimal digits or in base64. `openssl rand -base64 32` makes a new one.',
  })
}

export const newKey = (): Buffer => randomBytes(keyLength)

/** Independent keys for one use each (HKDF, RFC 5869); knowing one says nothing about the others. */
export const derivedKey = (master: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `fachwerk/${use}`, keyLength))

/** First 16 bytes of an HMAC-SHA-256, in hexadecimal. */
export const shortMac = (key: Uint8Array, text: string): string =>
  createHmac('sha256', secretOf(key)).update(text).digest('hex').slice(0, 32)

export const wrongMasterKey = () =>
  new MasterKeyError({
    de: 'Der Hauptschlüssel passt nicht zu dieser Datenbank; es wurde nichts geöffnet und nichts geändert. Prüfen Sie FACHWERK_MASTER_KEY oder FACHWERK_MASTER_KEY_FILE (im Vorführbetrieb die Datei „master-key“ im Datenordner).',
    en: 'The master key does not belong to this database; nothing was opened and nothing changed. Check FACHWERK_MASTER_KEY or FACHWERK_MASTER_KEY_FILE (in demo mode the file "master-key" in the data folder).',
  })
