import { expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

it('startQuantity: an activity begins with that many tokens, whichever way they come', () => {
  const instance = caseFrom(import.meta.dirname, 'start')
    .start()
    .complete('a')
  expect(instance.open).toEqual(['b'])
  expect(instance.complete('b').open).toEqual(['auswerten'])
})

it('completionQuantity: an activity leaves with that many tokens', () => {
  const instance = caseFrom(import.meta.dirname, 'completion')
    .start()
    .complete('entscheiden')
  expect(instance.open).toEqual(['zustellen', 'zustellen'])
})
