import { describe, expect, it } from 'vitest'
import type { Step } from './api.ts'
import { traceExpression, traceUnaryTests } from './expression.ts'
import { formatFeel } from './values/text.ts'

const lines = (list: readonly Step[], depth = 0): string[] =>
  list.flatMap((step) => [`${' '.repeat(depth)}${step.text} → ${formatFeel(step.value)}`, ...lines(step.steps, depth + 1)])

function steps(source: string, context: Record<string, unknown> = {}): string[] {
  const result = traceExpression(source, context, { names: Object.keys(context) })
  if (!result.ok) throw new Error(source)
  return lines(result.value.steps)
}

describe('the steps of an evaluation', () => {
  it('show each part below its whole', () => {
    expect(steps('if a * 2 > 5 then "much" else b', { a: 3, b: 1 })).toEqual([
      'if a * 2 > 5 then "much" else b → "much"',
      ' a * 2 > 5 → true',
      '  a * 2 → 6',
      '   a → 3',
    ])
  })

  it('show a loop once for each turn, and the body of a function where it is called', () => {
    expect(steps('for x in [1, 2] return x + 1').filter((line) => line.startsWith(' x + 1'))).toEqual([
      ' x + 1 → 2',
      ' x + 1 → 3',
    ])
    expect(steps('{f: function(n) n * 2, r: f(4)}.r')).toContain('   n * 2 → 8')
  })

  it('end after a bounded number and leave the result as it is', () => {
    const result = traceExpression('sum(for i in 1..5000 return i)', {})
    expect(result.ok && result.value.value).toBe(12_502_500)
    expect(result.ok && lines(result.value.steps).length).toBeLessThanOrEqual(1000)
  })

  it('show a part that failed, with the reason beside', () => {
    const result = traceExpression('1 + foo', {})
    if (!result.ok) throw new Error('syntax')
    expect(lines(result.value.steps)).toEqual(['1 + foo → null', ' foo → null'])
    expect(result.value.diagnostics.map(({ code, rank }) => [code, rank])).toEqual([
      ['unknown-name', undefined],
      ['wrong-operands', 'consequence'],
    ])
  })

  it('exist for unary tests', () => {
    const result = traceUnaryTests('> a * 2, 1', 7, { a: 3 })
    expect(result.ok && result.value.value).toBe(true)
    expect(result.ok && lines(result.value.steps)).toContain('  a → 3')
  })
})
