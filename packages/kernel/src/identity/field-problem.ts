import type { LocalText, Problem } from '@fachwerk/problem'
import { invalid } from '../refusal.ts'

/** What is wrong with one field of a change; pages show it at the field of this name. */
export const fieldProblem = (element: string, rule: string, message: LocalText): Problem => ({
  severity: 'error',
  rule,
  element,
  message,
  remedy: { de: 'Ändern Sie die Angabe und speichern Sie noch einmal.', en: 'Change the entry and save again.' },
})

export const invalidFields = (problems: readonly Problem[]) =>
  invalid(
    {
      de: problems.map(({ message }) => message.de).join(' '),
      en: problems.map(({ message }) => message.en).join(' '),
    },
    problems,
  )

/** One field that does not fit. */
export const invalidField = (element: string, rule: string, message: LocalText) =>
  invalidFields([fieldProblem(element, rule, message)])

/** Control characters, and those that turn the direction of writing: a name made with them reads as another one. */
const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\uFEFF]/u
const unseenInName = {
  de: 'Der Name enthält unsichtbare Steuerzeichen. Tippen Sie ihn neu, statt ihn einzufügen.',
  en: 'The name contains invisible control characters. Type it anew instead of pasting it.',
}

export function nameProblems(name: string, element = 'name', longest = 200): readonly Problem[] {
  if (name.trim() === '') return [fieldProblem(element, 'required', { de: 'Geben Sie einen Namen ein.', en: 'Enter a name.' })]
  if (unseen.test(name)) return [fieldProblem(element, 'unseen-characters', unseenInName)]
  if (name.length <= longest) return []
  const message = {
    de: `Der Name darf höchstens ${longest} Zeichen haben.`,
    en: `The name may have at most ${longest} characters.`,
  }
  return [fieldProblem(element, 'too-long', message)]
}

/** Enough to catch a slip of the pen; whether mail arrives shows the invitation. */
export const emailProblems = (email: string | undefined): readonly Problem[] =>
  email === undefined || email === '' || (email.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    ? []
    : [
        fieldProblem('email', 'email', {
          de: 'Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@celle.example.',
          en: 'Enter a complete e-mail address, for example name@celle.example.',
        }),
      ]

export const idProblems = (id: string): readonly Problem[] =>
  /^[a-z0-9][a-z0-9-]{1,59}$/.test(id)
    ? []
    : [
        fieldProblem('id', 'id', {
          de: 'Die Kennung besteht aus 2 bis 60 kleinen Buchstaben, Ziffern und Bindestrichen.',
          en: 'The id consists of 2 to 60 small letters, digits and hyphens.',
        }),
      ]

export const idTaken = () =>
  invalidField('id', 'taken', {
    de: 'Diese Kennung ist schon vergeben. Wählen Sie eine andere.',
    en: 'This id is taken. Choose another one.',
  })
