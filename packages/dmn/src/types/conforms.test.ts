import { compileExpression, type FeelValue } from '@fachwerk/feel'
import { expect, test } from 'vitest'
import { conforms } from './conforms.ts'
import type { DmnType } from './dmn-type.ts'

const number: DmnType = { kind: 'simple', name: 'number' }
const functionOf = (count: number): DmnType => ({
  kind: 'function',
  parameters: Array.from({ length: count }, () => number),
  result: number,
})

const valueOf = (source: string): FeelValue => {
  const compiled = compileExpression(source)
  if (!compiled.ok) throw new Error(source)
  return compiled.value.evaluate({}).value
}

// DMN 1.5, clause 10.3.2.9.2: a function fits where it can be called with that many arguments.
test.each([
  ['sum', 1, true],
  ['sum', 3, true],
  ['round up', 2, true],
  ['round up', 1, false],
  ['substring', 2, true],
  ['substring', 3, true],
  ['substring', 4, false],
  ['function(a, b) a + b', 2, true],
  ['function(a, b) a + b', 1, false],
] as const)('%s called with %i arguments: %s', (source, count, fits) => {
  expect(conforms(valueOf(source), functionOf(count))).toBe(fits)
})
