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

/** Reads one setting; what is wrong with it is kept, and the rest is read all the same with `instead`. */
export type ReadSetting = <T>(read: () => T, instead: T) => T

/** Collects faults, so that whoever sets a server up hears of all of them at once. */
export const collectFaults =
  (faults: LocalText[]): ReadSetting =>
  (read, instead) => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      faults.push(error.text)
      return instead
    }
  }

/** One fault as it is, several as a list below `head`. */
export const faultsText = (head: LocalText, faults: readonly LocalText[]): LocalText => ({
  de: [head.de, ...faults.map(({ de }) => `- ${de}`)].join('\n'),
  en: [head.en, ...faults.map(({ en }) => `- ${en}`)].join('\n'),
})

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
