/**
 * Texts for people. A catalogue is a pair of objects with the same keys; German is the original. `{name}` is filled from the parameters.
 * Every owner of pages has a catalogue of its own beside its pages.
 */
import type { LocalText } from '@fachwerk/problem'

export type Language = 'de' | 'en'
export const languages: readonly Language[] = ['de', 'en']

export interface Messages<Key extends string> {
  readonly de: Readonly<Record<Key, string>>
  readonly en: Readonly<Record<Key, string>>
}
export type Parameters = Readonly<Record<string, string | number>>
export type Translate<Key extends string> = (key: Key, parameters?: Parameters) => string

/** The compiler refuses a key that one language lacks; `missingMessages` tells a test the same of texts that are empty or lack a parameter. */
export const defineMessages = <Key extends string>(messages: {
  de: Record<Key, string>
  en: Record<NoInfer<Key>, string>
}): Messages<Key> => messages

export const translator =
  <Key extends string>(messages: Messages<Key>, language: Language): Translate<Key> =>
  (key, parameters = {}) =>
    fill(messages[language][key], parameters)

const fill = (text: string, parameters: Parameters): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in parameters ? String(parameters[name]) : whole))

export const say = (text: LocalText, language: Language): string => text[language]

/** Keys that one of the languages lacks, leaves empty, or fills with other parameters. Empty when the catalogue is sound. */
export function missingMessages(messages: Messages<string>): string[] {
  const keys = new Set([...Object.keys(messages.de), ...Object.keys(messages.en)])
  return [...keys].filter(
    (key) => !messages.de[key] || !messages.en[key] || parametersOf(messages.de[key]) !== parametersOf(messages.en[key]),
  )
}
const parametersOf = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join()
