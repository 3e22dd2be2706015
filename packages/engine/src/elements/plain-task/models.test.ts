import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it.each(['undefined', 'manual'])('%s task: is passed through', (name) => {
  const instance = caseFrom(import.meta.dirname, name).start()
  expect(instance.way).toEqual(['beginn', 'aufgabe'])
  expect(instance.open).toEqual(['folge'])
})
