import { expect, test } from 'vitest'
import { checkAnswers } from './answers/check-answers.ts'
import { optionsOf } from './options.ts'
import { optionsSourcesOf, withPlatformOptions } from './platform-options.ts'
import { readForm } from './read/read-form.ts'
import { summaryOf } from './show/summary-of.ts'
import { formOf } from './test-kit/form-of.ts'
import { allFields } from './visibility.ts'

const authority = { type: 'radio', key: 'behoerde', label: 'Behörde', valuesKey: 'fachwerk:authorities' }
const form = formOf({ type: 'group', path: 'an', label: 'An wen?', components: [authority] })
const given = {
  authorities: [
    { value: 'celle', label: 'Stadt Celle' },
    { value: 'burgdorf', label: 'Stadt Burgdorf', retired: true as const },
  ],
}
const filled = withPlatformOptions(form, given)
const labels = optionsOf(allFields(filled)[0]!, {}).map(({ label }) => label)

test('what the house gives is offered, also within groups; what is retired is not', () => {
  expect([...optionsSourcesOf(form)]).toEqual(['authorities'])
  expect(labels).toEqual(['Stadt Celle'])
})

test('only what is offered is taken; a form that was given nothing takes nothing', () => {
  const codes = (of: typeof form, behoerde: string) => checkAnswers(of, { an: { behoerde } }).map(({ code }) => code)
  expect(codes(filled, 'celle')).toEqual([])
  expect(codes(filled, 'burgdorf')).toEqual(['not-an-option'])
  expect(codes(form, 'celle')).toEqual(['not-an-option'])
})

test('an answer of before keeps its name', () => {
  expect(summaryOf(filled, { an: { behoerde: 'burgdorf' } })[0]!.rows[0]!.value).toBe('Stadt Burgdorf')
})

test('a list that the platform does not know is an error of the form', () => {
  const read = readForm(
    JSON.stringify({ id: 'x', type: 'default', components: [{ ...authority, valuesKey: 'fachwerk:wappen' }] }),
  )
  expect(read.problems.map(({ rule, severity }) => `${rule} ${severity}`)).toContain('unknown-options-source error')
})

test('a form without such a list stays the one it was', () => {
  const plain = formOf({ type: 'textfield', key: 'ort', label: 'Ort' })
  expect(withPlatformOptions(plain, given)).toBe(plain)
})
