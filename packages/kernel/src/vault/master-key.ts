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
export function readMasterKey(text: string, setting = 'FACHWERK_MASTER_KEY'): Uint8Array {
  const trimmed = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  const isText = /^[0-9a-f]{64}$/i.test(trimmed) || /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
  if (isText && key.length === keyLength && new Set(key).size > 8) return key
  throw new MasterKeyError({
    de: `${setting} ist kein Hauptschlüssel: erwartet werden 32 zufällige Byte, geschrieben als 64 Hexadezimalziffern oder in Base64. Einen neuen macht „openssl rand -base64 32“.`,
    en: `${setting} is not a master key: 32 random bytes are expected, written as 64 hexadecimal digits or in base64. "openssl rand -base64 32" makes a new one.`,
  })
}

export const newKey = (): Buffer => randomBytes(keyLength)

/** Names a master key without telling anything of it: 16 hexadecimal digits. */
export const masterKeyId = (master: Uint8Array): string => shortMac(derivedKey(master, 'id'), 'id').slice(0, 16)

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

/** The database names the key it belongs to. */
export const otherMasterKey = (wanted: string, given: string) =>
  new MasterKeyError({
    de: `Der Hauptschlüssel passt nicht zu dieser Datenbank: Sie gehört zu dem mit der Kennung ${wanted}, angegeben ist der mit der Kennung ${given}. Es wurde nichts geöffnet und nichts geändert. Wurde der Hauptschlüssel gewechselt, geben Sie den neuen in FACHWERK_MASTER_KEY oder FACHWERK_MASTER_KEY_FILE an; sonst prüfen Sie diese Angabe (im Vorführbetrieb die Datei „master-key“ im Datenordner).`,
    en: `The master key does not belong to this database: it belongs to the one with the id ${wanted}, given is the one with the id ${given}. Nothing was opened and nothing changed. If the master key was replaced, give the new one in FACHWERK_MASTER_KEY or FACHWERK_MASTER_KEY_FILE; otherwise check that setting (in demo mode the file "master-key" in the data folder).`,
  })

export const rotationUnfinished = () =>
  new MasterKeyError({
    de: 'Der Wechsel des Hauptschlüssels ist nicht zu Ende: Ein Teil der Schlüssel liegt noch unter dem alten. Es ist nichts verloren. Führen Sie „fachwerk keys rotate“ noch einmal mit beiden Schlüsseln aus und starten Sie dann.',
    en: 'Replacing the master key is not finished: some keys still lie under the old one. Nothing is lost. Run `fachwerk keys rotate` once more with both keys, then start.',
  })

export const sameMasterKey = () =>
  new MasterKeyError({
    de: 'Der alte und der neue Hauptschlüssel sind derselbe. Einen neuen macht „openssl rand -base64 32“.',
    en: 'The old and the new master key are the same. `openssl rand -base64 32` makes a new one.',
  })

export const nothingSealed = () =>
  new MasterKeyError({
    de: 'In dieser Datenbank liegt noch nichts unter einem Hauptschlüssel. Starten Sie einfach mit dem neuen.',
    en: 'Nothing lies under a master key in this database yet. Just start with the new one.',
  })

export const serverRuns = () =>
  new MasterKeyError({
    de: 'Auf dieser Datenbank läuft noch ein Fachwerk. Beenden Sie es, wechseln Sie den Hauptschlüssel und starten Sie es mit dem neuen. Es wurde nichts geändert.',
    en: 'A Fachwerk still runs on this database. Stop it, replace the master key, and start it with the new one. Nothing was changed.',
  })
