import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('link event: every throw of a name goes on at its one catch', () => {
  const instance = caseFrom(import.meta.dirname, 'throw-and-catch').start()
  expect(instance.open).toEqual(['entscheiden', 'entscheiden'])
  expect(instance.way.filter((id) => id === 'entscheidung')).toHaveLength(2)
  expect(instance.complete('entscheiden').complete('entscheiden').status).toBe('completed')
})
