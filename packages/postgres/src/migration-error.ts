import type { LocalText } from '@fachwerk/problem'

/** The schema and the program do not fit together; nothing was changed. */
export class MigrationError extends Error {
  readonly code: 'changed-file' | 'newer-schema' | 'bad-name' | 'failed'
  readonly text: LocalText

  constructor(code: MigrationError['code'], text: LocalText, options?: ErrorOptions) {
    super(`${text.de}\n${text.en}`, options)
    this.name = 'MigrationError'
    this.code = code
    this.text = text
  }
}

export const changedFile = (owner: string, file: string): MigrationError =>
  new MigrationError('changed-file', {
    de: `Die Migration „${file}“ von „${owner}“ wurde nach ihrer Ausführung verändert oder entfernt. Stellen Sie die ursprüngliche Datei wieder her und legen Sie Änderungen als neue Nummer an.`,
    en: `Migration "${file}" of "${owner}" was changed or removed after it had run. Restore the original file and put changes into a new number.`,
  })

export const newerSchema = (owner: string, inDatabase: number, known: number): MigrationError =>
  new MigrationError('newer-schema', {
    de: `Die Datenbank ist neuer als dieses Programm („${owner}“: Stand ${inDatabase}, bekannt bis ${known}). Starten Sie die neuere Programmversion, oder spielen Sie die passende Sicherung ein.`,
    en: `The database is newer than this program ("${owner}": at ${inDatabase}, known up to ${known}). Start the newer version of the program, or restore a fitting backup.`,
  })

export const badName = (owner: string, file: string): MigrationError =>
  new MigrationError('bad-name', {
    de: `Die Migration „${file}“ von „${owner}“ passt nicht in die Reihe. Namen lauten „0001-name.sql“, fortlaufend ohne Lücke und ohne doppelte Nummer.`,
    en: `Migration "${file}" of "${owner}" does not fit the sequence. Names are "0001-name.sql", consecutive, without gap or duplicate number.`,
  })

export const failedMigration = (owner: string, file: string, cause: unknown): MigrationError =>
  new MigrationError(
    'failed',
    {
      de: `Die Migration „${file}“ von „${owner}“ ist fehlgeschlagen: ${String(cause)}. Die Datenbank ist unverändert.`,
      en: `Migration "${file}" of "${owner}" failed: ${String(cause)}. The database is unchanged.`,
    },
    { cause },
  )
