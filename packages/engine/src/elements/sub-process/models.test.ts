import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('embedded sub-process: goes on when nothing in it is open', () => {
  const instance = caseFrom(import.meta.dirname, 'embedded').start()
  expect(instance.open).toEqual(['pruefung', 'form', 'inhalt'])
  expect(instance.complete('form').open).toEqual(['pruefung', 'inhalt'])
  expect(instance.complete('inhalt').open).toEqual(['folge'])
})
