import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('without start event: everything begins that no arrow leads to, and it is done when all of it is', () => {
  const instance = caseFrom(import.meta.dirname, 'without-start-event').start()
  expect(instance.open).toEqual(['pruefen', 'anhoeren'])
  expect(instance.complete('anhoeren').way).toEqual(['anlegen', 'anhoeren', 'vermerken'])
  expect(instance.complete('pruefen').status).toBe('completed')
})
