import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LedgerSettings } from '@fachwerk/kernel'
import { cosignatureType, parseVerifierKey } from '@fachwerk/ledger'
import { parseRetention } from '@fachwerk/privacy'
import { ConfigError, type Config } from './config.ts'

type LedgerConfig = Pick<Config, 'ledger' | 'dataDirectory' | 'demo' | 'publicUrl'>

/**
 * Key, name, witnesses and retention of the ledger. In demo mode the key is made once and kept beside the data, readable for the owner of
 * the process only. Production refuses to make one up: witnesses and auditors know the log by it. Throws ConfigError.
 */
export const ledgerSettingsOf = (config: LedgerConfig): LedgerSettings => ({
  seed: seedOf(config),
  origin: originOf(config),
  witnesses: config.ledger.witnesses.map(witnessOf),
  ...(config.ledger.retention === undefined ? {} : { retention: retentionOf(config.ledger.retention) }),
})

const seedOf = ({ ledger, dataDirectory, demo }: LedgerConfig): Uint8Array => {
  if (ledger.key !== undefined) return readSeed(ledger.key)
  if (!demo) throw missingKey()
  const file = join(dataDirectory, 'ledger-key')
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  // `wx`: two processes that start at once do not each make their own.
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  return readSeed(readFileSync(file, 'utf8'))
}

const readSeed = (text: string): Uint8Array => {
  const seed = Buffer.from(text.trim(), 'base64')
  if (seed.length === 32 && seed.toString('base64') === text.trim()) return seed
  throw new ConfigError({
    de: 'FACHWERK_LEDGER_KEY ist kein Schlüssel: erwartet werden 32 Byte in Base64, wie „fachwerk ledger keygen“ oder „openssl rand -base64 32“ sie macht.',
    en: 'FACHWERK_LEDGER_KEY is no key: expected are 32 bytes in base64, as `fachwerk ledger keygen` or `openssl rand -base64 32` makes them.',
  })
}

const missingKey = () =>
  new ConfigError({
    de: 'Es fehlt der Schlüssel, der das Zugriffsprotokoll unterschreibt. Setzen Sie FACHWERK_LEDGER_KEY oder FACHWERK_LEDGER_KEY_FILE; einen neuen Schlüssel macht „fachwerk ledger keygen --log“.',
    en: 'The key that signs the ledger is missing. Set FACHWERK_LEDGER_KEY or FACHWERK_LEDGER_KEY_FILE; `fachwerk ledger keygen --log` makes a new key.',
  })

/** A log keeps its name: checkpoints and witnesses carry it. */
const originOf = ({ ledger, publicUrl }: LedgerConfig): string => {
  const origin = ledger.origin ?? `${publicUrl === undefined ? 'fachwerk.localhost' : new URL(publicUrl).host}/ledger`
  if (/^[^\s+]+$/u.test(origin)) return origin
  throw new ConfigError({
    de: `FACHWERK_LEDGER_ORIGIN ist „${origin}“; der Name eines Protokolls hat weder Leerzeichen noch Plus, z. B. fachwerk.example.de/ledger.`,
    en: `FACHWERK_LEDGER_ORIGIN is "${origin}"; the name of a log has neither spaces nor a plus sign, e.g. fachwerk.example.de/ledger.`,
  })
}

const witnessOf = (key: string): string => {
  if (parseVerifierKey(key)?.type === cosignatureType) return key
  throw new ConfigError({
    de: `FACHWERK_LEDGER_WITNESSES nennt „${key}“; das ist kein Prüfschlüssel eines Zeugen, wie „fachwerk ledger keygen“ ihn ausgibt.`,
    en: `FACHWERK_LEDGER_WITNESSES names "${key}", which is no verifier key of a witness as \`fachwerk ledger keygen\` prints it.`,
  })
}

const retentionOf = (text: string): string => {
  if (parseRetention(text)) return text
  throw new ConfigError({
    de: `FACHWERK_LEDGER_RETENTION ist „${text}“; erwartet wird eine Dauer wie P3Y (drei Jahre) oder P18M.`,
    en: `FACHWERK_LEDGER_RETENTION is "${text}"; expected is a period such as P3Y (three years) or P18M.`,
  })
}
