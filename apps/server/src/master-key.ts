import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMasterKey } from '@fachwerk/kernel'
import { ConfigError, type Config } from './config.ts'

/**
 * The key that wraps all others. From the environment; in demo mode made once and kept beside the data, readable for the owner of the
 * process only. Production refuses to make one up: who loses it loses the data. Throws ConfigError or MasterKeyError.
 */
export const masterKeyOf = (config: Pick<Config, 'masterKey' | 'dataDirectory' | 'demo'>): Uint8Array => {
  if (config.masterKey !== undefined) return readMasterKey(config.masterKey)
  if (!config.demo) throw missing()
  const file = join(config.dataDirectory, 'master-key')
  if (!existsSync(file) && existsSync(join(config.dataDirectory, 'database'))) throw lost(file)
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  // `wx`: two processes that start at once do not each make their own.
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  return readMasterKey(readFileSync(file, 'utf8'))
}

/** A new one beside data that another has sealed would only hide what is wrong. */
const lost = (file: string) =>
  new ConfigError({
    de: `Neben den Daten fehlt der Hauptschlüssel, mit dem sie verschlüsselt sind: ${file}. Legen Sie die Datei aus Ihrer Sicherung zurück; ohne sie lassen sich die Daten nicht lesen. Für eine leere Vorführung beginnen Sie mit einem neuen Datenordner. Es wurde nichts geändert.`,
    en: `The master key that the data is encrypted with is missing beside it: ${file}. Put the file back from your backup; without it the data cannot be read. For an empty demo begin with a new data folder. Nothing was changed.`,
  })
const missing = () =>
  new ConfigError({
    de: 'Es fehlt der Hauptschlüssel, mit dem personenbezogene Daten verschlüsselt werden. Setzen Sie FACHWERK_MASTER_KEY oder FACHWERK_MASTER_KEY_FILE; einen neuen Schlüssel macht „openssl rand -base64 32“. Bewahren Sie ihn getrennt von den Daten auf.',
    en: 'The master key that personal data is encrypted with is missing. Set FACHWERK_MASTER_KEY or FACHWERK_MASTER_KEY_FILE; `openssl rand -base64 32` makes a new key. Keep it apart from the data.',
  })
