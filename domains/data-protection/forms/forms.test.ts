import { readdirSync } from 'node:fs'
import { allFields } from '@fachwerk/forms'
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
