import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('script task: its expression gives the result variable', () => {
  const instance = caseFrom(import.meta.dirname, 'activity').start({ monate: 12 })
  expect(instance.open).toEqual(['folge'])
  expect(instance.variables).toEqual({ monate: 12, gebuehr: 30 })
})
