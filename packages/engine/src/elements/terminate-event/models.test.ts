import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('terminate event, end: ends everything in its process', () => {
  const instance = caseFrom(import.meta.dirname, 'end').start()
  expect(instance.open).toEqual(['pruefen', 'warten'])
  instance.complete('warten')
  expect([instance.status, instance.open]).toEqual(['completed', []])
  expect(
    caseFrom(import.meta.dirname, 'end')
      .start()
      .complete('pruefen').open,
  ).toEqual(['warten'])
})
