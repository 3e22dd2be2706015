import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('parallel gateway: takes all ways, and waits for one token on each', () => {
  const instance = caseFrom(import.meta.dirname, 'diverging-and-joining').start()
  expect(instance.open).toEqual(['brand', 'denkmal'])
  expect(instance.complete('denkmal').open).toEqual(['brand'])
  expect(instance.complete('brand').open).toEqual(['folge'])
})
