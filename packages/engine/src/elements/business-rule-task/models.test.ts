import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('business rule task: evaluates its decision and keeps value and reasons', () => {
  const instance = caseFrom(import.meta.dirname, 'activity', (id) =>
    id === 'd' ? { value: 30.7, diagnostics: [], trace: [] } : undefined,
  ).start()
  expect(instance.variables).toEqual({ gebuehr: 30.7 })
  expect(instance.events.find(({ type }) => type === 'decision-evaluated')).toMatchObject({ element: 'aufgabe', decision: 'd' })
  expect(instance.open).toEqual(['folge'])
})
