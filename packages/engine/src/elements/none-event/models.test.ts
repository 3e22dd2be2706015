import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('none event: start, intermediate throw and end mark a point and wait for nothing', () => {
  const instance = caseFrom(import.meta.dirname, 'start-throw-end').start()
  expect(instance.way).toEqual(['beginn', 'marke'])
  expect(instance.complete('pruefen').way).toEqual(['beginn', 'marke', 'pruefen', 'ende'])
  expect(instance.status).toBe('completed')
})
