import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { masterKeyId, readMasterKey, rotateMasterKey } from '@fachwerk/kernel'
import { openDatabase } from '@fachwerk/postgres'
import { readConfig, type Config } from '../config.ts'
import { ConfigError, secret } from '../environment.ts'
import { masterKeyOf } from '../master-key.ts'
import { root } from '../root.ts'
import { command, readArguments, UsageError } from './arguments.ts'

const usage = 'Aufruf: fachwerk keys rotate [--data ORDNER] / Usage: fachwerk keys rotate [--data FOLDER]'

/**
 * `fachwerk keys rotate [--data FOLDER]`: wraps all keys with another master key. The one of before is FACHWERK_MASTER_KEY(_FILE), as for
 * the server, the new one FACHWERK_NEW_MASTER_KEY(_FILE). The server must be stopped; a run that broke off is started again.
 */
export const keys = command(async (args) => {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } })
  if (positionals.length !== 1 || positionals[0] !== 'rotate') throw new UsageError(usage)
  const config = readConfig(process.env, values.data === undefined ? {} : { data: values.data }, root)
  const from = masterKeyOf(config)
  const to = newMasterKey()
  if (config.databaseUrl === undefined) mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  const database = await openDatabase(
    config.databaseUrl === undefined ? { dataDirectory: join(config.dataDirectory, 'database') } : { url: config.databaseUrl },
  )
  try {
    const { moved, broken } = await rotateMasterKey({ database, from, to, moved: progress })
    if (broken.length > 0)
      process.stderr.write(
        `Diese Schlüssel öffnet auch der alte Hauptschlüssel nicht; sie wurden von außen verändert: / The old master key does not open these keys either; they were altered from outside: ${broken.join(', ')}\n`,
      )
    const kept = keepInDemo(config, to)
    process.stdout.write(done(moved, to, kept))
    return broken.length > 0 ? 1 : 0
  } finally {
    await database.close()
  }
})

const newMasterKey = (): Uint8Array => {
  const text = secret(process.env, 'FACHWERK_NEW_MASTER_KEY')
  if (text !== undefined) return readMasterKey(text, 'FACHWERK_NEW_MASTER_KEY')
  throw new ConfigError({
    de: 'Es fehlt der neue Hauptschlüssel: Setzen Sie FACHWERK_NEW_MASTER_KEY oder FACHWERK_NEW_MASTER_KEY_FILE. Einen neuen macht „openssl rand -base64 32“. Es wurde nichts geändert.',
    en: 'The new master key is missing: set FACHWERK_NEW_MASTER_KEY or FACHWERK_NEW_MASTER_KEY_FILE. `openssl rand -base64 32` makes a new one. Nothing was changed.',
  })
}

const progress = (moved: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${moved} Schlüssel / keys`)
}

/** Where the old one lies beside the data, the new one takes its place, whole or not at all. */
function keepInDemo({ demo, masterKey, dataDirectory }: Config, to: Uint8Array): boolean {
  if (!demo || masterKey !== undefined) return false
  const file = join(dataDirectory, 'master-key')
  writeFileSync(`${file}.new`, `${Buffer.from(to).toString('base64')}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return true
}

const done = (moved: number, to: Uint8Array, kept: boolean): string =>
  [
    `Fertig: ${moved} Schlüssel liegen jetzt unter dem Hauptschlüssel mit der Kennung ${masterKeyId(to)}.`,
    kept
      ? 'Er steht in der Datei „master-key“ im Datenordner.'
      : 'Starten Sie den Server mit dem neuen in FACHWERK_MASTER_KEY oder FACHWERK_MASTER_KEY_FILE.',
    'Sichern Sie die Schlüssel jetzt neu; ältere Sicherungen öffnet noch der alte Hauptschlüssel.',
    `Done: ${moved} keys now lie under the master key with the id ${masterKeyId(to)}.`,
    kept
      ? 'It stands in the file "master-key" in the data folder.'
      : 'Start the server with the new one in FACHWERK_MASTER_KEY or FACHWERK_MASTER_KEY_FILE.',
    'Back up the keys anew now; older backups are still opened by the old master key.',
    '',
  ].join('\n')
