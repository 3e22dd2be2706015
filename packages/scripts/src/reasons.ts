import type { LocalText } from '@fachwerk/problem'

const megabytes = (bytes: number) => bytes / (1024 * 1024)

/** Why a script has not come to its end, for the person who has to look at it. */
export const reasons = {
  failed: (message: string, line: string | undefined): LocalText =>
    line === undefined ? { de: message, en: message } : { de: `Zeile ${line}: ${message}`, en: `line ${line}: ${message}` },
  tooManySteps: (): LocalText => ({
    de: 'Es rechnet zu lange und wurde angehalten. Meist endet eine Schleife nicht.',
    en: 'It computes too long and was stopped. Most often a loop does not end.',
  }),
  tooMuchMemory: (bytes: number): LocalText => ({
    de: `Es braucht mehr als ${megabytes(bytes)} MB Speicher und wurde angehalten.`,
    en: `It needs more than ${megabytes(bytes)} MB of memory and was stopped.`,
  }),
  tooDeep: (): LocalText => ({
    de: 'Es ruft sich selbst zu oft auf und wurde angehalten.',
    en: 'It calls itself too often and was stopped.',
  }),
  tooMuch: (characters: number): LocalText => ({
    de: `Sein Ergebnis hat mehr als ${characters.toLocaleString('de-DE')} Zeichen.`,
    en: `Its result has more than ${characters.toLocaleString('en-GB')} characters.`,
  }),
  tooLong: (characters: number): LocalText => ({
    de: `Es hat mehr als ${characters.toLocaleString('de-DE')} Zeichen.`,
    en: `It has more than ${characters.toLocaleString('en-GB')} characters.`,
  }),
  noJson: (): LocalText => ({
    de: 'Sein Ergebnis lässt sich nicht als JSON schreiben.',
    en: 'Its result cannot be written as JSON.',
  }),
  promise: (): LocalText => ({
    de: 'Es wartet auf etwas (async, Promise). Ein Skript kann nicht warten.',
    en: 'It waits for something (async, promise). A script cannot wait.',
  }),
  stopped: (): LocalText => ({ de: 'Es wurde angehalten.', en: 'It was stopped.' }),
}
