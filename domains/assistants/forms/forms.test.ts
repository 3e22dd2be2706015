import { allFields, checkAnswers, type Field } from '@fachwerk/forms'
import { formsIn, testForms } from '@fachwerk/kernel/test-kit/domain'
import { expect, test } from 'vitest'

testForms(import.meta.dirname)

const formOf = formsIn(import.meta.dirname)
const fieldOf = (file: string, key: string): Field => allFields(formOf(file)).find((field) => field.key === key)!

test.each([
  ['bewohnerparkausweis-antrag.form.json', 'antragsteller.geburtsdatum'],
  ['strafanzeige-online-anzeige.form.json', 'tatdatum'],
  ['strafanzeige-online-anzeige.form.json', 'anzeigende.geburtsdatum'],
  ['verkehrsunfallaufnahme-aufnahme.form.json', 'unfalldatum'],
])('%s: %s cannot lie in the future', (file, key) => {
  expect(fieldOf(file, key)).toMatchObject({ kind: 'date', disallowFuture: true })
})

test('personal data can be filled in by the browser', () => {
  for (const [file, prefix] of [
    ['bewohnerparkausweis-antrag.form.json', 'antragsteller'],
    ['strafanzeige-online-anzeige.form.json', 'anzeigende'],
  ] as const)
    for (const field of allFields(formOf(file)).filter(({ key }) => key.startsWith(`${prefix}.`)))
      expect(field.autocomplete, `${file} ${field.key}`).toBeTruthy()
})

test.each([
  ['CE-AD 118', true],
  ['ce-ad 118', true],
  ['H-X 1E', true],
  ['CE AD118', true],
  ['CE-AD 0118', false],
  ['CE-ADX 1', false],
  ['118', false],
])('the number plate %s: %s', (kennzeichen, accepted) => {
  const errors = checkAnswers(formOf('bewohnerparkausweis-antrag.form.json'), { kennzeichen })
  expect(errors.some(({ path }) => path === 'kennzeichen')).toBe(!accepted)
})

test('causes of an accident carry their official key, each once, in order', () => {
  const field = fieldOf('verkehrsunfallaufnahme-aufnahme.form.json', 'schluessel')
  const options = field.kind === 'select' ? field.options : []
  const keys = options.map(({ value }) => String(value))
  expect(keys).toHaveLength(80)
  expect(keys).toEqual([...new Set(keys)].toSorted())
  for (const { value, label } of options) expect(label.slice(0, 3)).toBe(`${String(value)} `)
})
