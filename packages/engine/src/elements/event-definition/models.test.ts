import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('an event definition by reference means what it says in each place it stands in', () => {
  const instance = caseFrom(import.meta.dirname, 'by-reference').start()
  expect(instance.fire().open).toEqual(['mahnen'])
  expect(instance.fire().open).toEqual(['folge'])
  expect(instance.complete('folge').status).toBe('completed')
})
