import type { LocalText, Problem } from '@fachwerk/problem'

/** A problem of the upload itself, before any model is read. */
export const uploadProblem = (rule: string, file: string, message: LocalText, remedy: LocalText): Problem => ({
  severity: 'error',
  rule,
  file,
  message,
  remedy,
})

/** Bounds of an upload against files that unpack without end. */
export const limits = {
  fileBytes: 20 * 1024 * 1024,
  files: 200,
  unpackedBytes: 100 * 1024 * 1024,
  /** Unpacked to packed, for files over 1 MB; drawings compress to about a tenth. */
  ratio: 200,
} as const

export const tooLargeFile = (file: string): Problem =>
  uploadProblem(
    'file-too-large',
    file,
    { de: 'Die Datei ist größer als 20 MB.', en: 'The file is larger than 20 MB.' },
    {
      de: 'Laden Sie nur Modelle hoch und teilen Sie sehr große Modelle auf.',
      en: 'Upload models only and split very large ones.',
    },
  )
export const tooManyFiles = (file: string): Problem =>
  uploadProblem(
    'too-many-files',
    file,
    { de: 'Der Upload enthält mehr als 200 Dateien.', en: 'The upload holds more than 200 files.' },
    { de: 'Laden Sie die Modelle in mehreren Teilen hoch.', en: 'Upload the models in several parts.' },
  )
export const unpacksTooLarge = (file: string): Problem =>
  uploadProblem(
    'archive-too-large',
    file,
    {
      de: 'Das Archiv wird beim Auspacken zu groß; es wurde nicht weiter gelesen.',
      en: 'The archive becomes too large when unpacked; it was not read further.',
    },
    {
      de: 'Packen Sie nur die Modelle in das Archiv, zusammen höchstens 100 MB.',
      en: 'Put only the models into the archive, 100 MB at most.',
    },
  )
export const unsafePath = (file: string): Problem =>
  uploadProblem(
    'unsafe-path',
    file,
    { de: 'Das Archiv enthält einen Pfad, der aus ihm hinausführt.', en: 'The archive holds a path that leads out of it.' },
    { de: 'Packen Sie das Archiv neu, mit einfachen Dateinamen.', en: 'Pack the archive again with plain file names.' },
  )
export const brokenArchive = (file: string, reason: string): Problem =>
  uploadProblem(
    'broken-archive',
    file,
    { de: `Das ZIP-Archiv lässt sich nicht lesen (${reason}).`, en: `The ZIP archive cannot be read (${reason}).` },
    { de: 'Packen Sie das Archiv neu, ohne Kennwort.', en: 'Pack the archive again, without a password.' },
  )
export const unknownKind = (file: string): Problem =>
  uploadProblem(
    'unknown-kind',
    file,
    {
      de: 'Die Datei ist weder ein BPMN- noch ein DMN-Modell noch ein Formular.',
      en: 'The file is neither a BPMN nor a DMN model nor a form.',
    },
    {
      de: 'Laden Sie .bpmn, .dmn, form-js-JSON oder ein ZIP davon hoch.',
      en: 'Upload .bpmn, .dmn, form-js JSON, or a ZIP of them.',
    },
  )
export const unreadableText = (file: string): Problem =>
  uploadProblem(
    'unreadable-text',
    file,
    {
      de: 'Die Datei ist in keiner lesbaren Zeichenkodierung geschrieben.',
      en: 'The file is not in a readable character encoding.',
    },
    { de: 'Speichern Sie die Datei als UTF-8.', en: 'Save the file as UTF-8.' },
  )
export const duplicateModel = (file: string, key: string, other: string): Problem =>
  uploadProblem(
    'duplicate-model',
    file,
    { de: `„${key}“ steht auch in „${other}“.`, en: `"${key}" is in "${other}" as well.` },
    {
      de: 'Geben Sie jedem Modell eine eigene Kennung, oder lassen Sie eine der Dateien weg.',
      en: 'Give each model an id of its own, or leave one file out.',
    },
  )
export const nothingFound = (file: string): Problem =>
  uploadProblem(
    'nothing-found',
    file,
    { de: 'Der Upload enthält kein Modell.', en: 'The upload holds no model.' },
    { de: 'Laden Sie mindestens eine BPMN-, DMN- oder Formulardatei hoch.', en: 'Upload at least one BPMN, DMN or form file.' },
  )
export const ignoredFile = (file: string): Problem => ({
  ...uploadProblem(
    'ignored-file',
    file,
    { de: 'Diese Datei ist kein Modell und wurde übergangen.', en: 'This file is no model and was passed over.' },
    { de: 'Es ist nichts zu tun.', en: 'Nothing to do.' },
  ),
  severity: 'info',
})
