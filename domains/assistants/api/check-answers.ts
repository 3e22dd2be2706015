import { checkAnswers, type FieldError, type FormModel } from '@fachwerk/forms'
import type { Refusal } from '@fachwerk/kernel'
import type { JsonObject, Problem } from '@fachwerk/problem'

/** Answers that came as JSON stand the same test as those of a page; `undefined` when they pass. */
export function refusalOfAnswers(form: FormModel | undefined, answers: JsonObject, now: Date): Refusal | undefined {
  const errors = form ? checkAnswers(form, answers, { now: now.getTime() }) : []
  if (errors.length === 0) return undefined
  return {
    code: 'invalid',
    title: { de: 'Die Angaben sind unvollständig oder falsch', en: 'The answers are incomplete or wrong' },
    detail: {
      de: 'Nichts wurde gespeichert. „problems“ nennt jedes Feld mit dem, was zu tun ist.',
      en: 'Nothing was stored. “problems” names every field and what to do.',
    },
    problems: errors.slice(0, 200).map(problemOf),
  }
}

const problemOf = (error: FieldError): Problem => ({
  severity: 'error',
  rule: error.code,
  element: error.path,
  message: error.message,
  remedy: error.message,
})
