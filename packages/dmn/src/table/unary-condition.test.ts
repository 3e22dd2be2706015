import { describe, expect, it } from 'vitest'
import type { FeelValue } from '@fachwerk/feel'
import { evaluateDecision } from '../evaluate-decision.ts'
import { definitions, input, needs, readModel } from '../test-kit/load-model.ts'

const matches = (cell: string, value: FeelValue, x: FeelValue): boolean => {
  const xml = definitions(
    input('a') +
      input('x') +
      `<decision id="t" name="t"><variable name="t"/>${needs('_a')}${needs('_x')}<decisionTable hitPolicy="COLLECT">` +
      `<input><inputExpression><text>a</text></inputExpression></input><output/>` +
      `<rule><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>`,
  )
  return (evaluateDecision(readModel(xml).model, 't', { a: value, x }).value as readonly unknown[]).length > 0
}

/**
 * DMN 1.5, clauses 7.3.2 and 8.3.3: an expression over `?` decides by being true; any other expression is compared with the input,
 * also when its value is true or false.
 */
describe('cells that are conditions', () => {
  it.each([
    ['x &gt; 3', true, 5, true],
    ['x &gt; 3', false, 5, false],
    ['x &gt; 3', false, 2, true],
    ['x &gt; 3', 'a', 5, false],
    ['x &gt; 3', null, 5, false],
    ['? &gt; x', 7, 5, true],
    ['? &gt; x', 3, 5, false],
    ['? = false', false, 0, true],
    ['? = true', false, 0, false],
    ['? != "b" and x &gt; 3', 'a', 5, true],
    ['x', 5, 5, true],
    ['x', 5, [4, 5], true],
    ['x', 5, [4, 6], false],
    ['not(x &gt; 3)', false, 5, true],
    ['not(x &gt; 3)', true, 5, false],
  ] as const)('%s with input %j and x = %j: %j', (cell, value, x, expected) => expect(matches(cell, value, x)).toBe(expected))
})
