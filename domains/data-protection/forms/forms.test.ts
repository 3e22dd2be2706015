import { readdirSync } from 'node:fs'
import { allFields, declaredFields } from '@fachwerk/forms'
import { formsIn, testForms } from '@fachwerk/kernel/test-kit/domain'
import { expect, test } from 'vitest'

testForms(import.meta.dirname)

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.form.json'))
test.each(files)(
  '%s asks for every answer in one place: a hidden second field of the same name would take the answer away',
  (file) => {
    const keys = allFields(formsIn(import.meta.dirname)(file)).map(({ key }) => key)
    expect(keys).toEqual([...new Set(keys)])
  },
)

test('what is written about people in the breach procedure is declared as theirs', () => {
  const breach = files.filter((name) => name.startsWith('datenpanne-'))
  const declared = breach.flatMap((name) => declaredFields(formsIn(import.meta.dirname)(name)))
  expect(declared.map(({ path }) => path).toSorted()).toEqual([
    'auswirkungen',
    'benachrichtigungstext',
    'eindaemmung',
    'fakten',
    'hergang',
    'meldungInhalt',
    'sofortmassnahmen',
  ])
  for (const { subject } of declared) expect(subject).toBe('betroffene')
})
