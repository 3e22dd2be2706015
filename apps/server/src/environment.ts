import { readFileSync } from 'node:fs'
import type { LocalText } from '@fachwerk/problem'

/** A setting that the server cannot go on with; the text says which and what to do. */
export class ConfigError extends Error {
  readonly text: LocalText
  constructor(text: LocalText) {
    super(text.de)
    this.text = text
  }
}

/** `process.env`, or what a test gives. */
export type Environment = Readonly<Record<string, string | undefined>>

/** `NAME`, or the content of the file that `NAME_FILE` names. */
export const secret = (environment: Environment, name: string): string | undefined => {
  const file = environment[`${name}_FILE`]
  if (file === undefined || file === '') return environment[name] || undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigError({
      de: `${name}_FILE nennt „${file}“; die Datei lässt sich nicht lesen.`,
      en: `${name}_FILE names "${file}", which cannot be read.`,
    })
  }
}
