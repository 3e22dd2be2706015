import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from './expression.ts'
import { feelEquals } from './values/order.ts'
import { formatFeel, toJson } from './values/text.ts'
import { isTemporal } from './values/temporal.ts'
import { FeelFunction, FeelRange, isContext, isList } from './values/kind.ts'

const ATOMS = [
  '0',
  '1',
  '-1',
  '2.5',
  '1e30',
  '0.1',
  '"a"',
  '"2024-02-30"',
  '"PT1H"',
  'true',
  'false',
  'null',
  'a',
  'b c',
  'xs',
  '@"2024-02-29"',
  '@"10:00:00Z"',
  '@"2024-01-01T00:00:00@Europe/Berlin"',
  '@"P1Y"',
  '@"-PT5H"',
  '[1..3]',
  '(< 2)',
  '[]',
  '{}',
  '{a: 1}',
  '[{a: 1}, {a: "x"}]',
  'item',
  '?',
  'function(x) x',
]
const FUNCTIONS = [
  'date',
  'time',
  'date and time',
  'duration',
  'number',
  'string',
  'sum',
  'min',
  'mean',
  'sort',
  'flatten',
  'count',
  'substring',
  'replace',
  'matches',
  'split',
  'before',
  'includes',
  'get value',
  'context put',
  'abs',
  'floor',
  'sqrt',
  'log',
  'exp',
  'modulo',
  'index of',
  'append',
  'list replace',
  'string join',
  'week of year',
  'is',
  'range',
  'not',
  'mode',
  'stddev',
  'decimal',
  'union',
  'day of week',
  'years and months duration',
  'get entries',
  'coincides',
  'round up',
  'sublist',
  'remove',
  'insert before',
  'reverse',
]

/** Sentences of the grammar: most of them nonsense, none of them wrong. */
const { expression: sentences } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression')
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom(...ATOMS),
      fc
        .tuple(e, fc.constantFrom('+', '-', '*', '/', '**', '=', '!=', '<', '>=', 'and', 'or'), e)
        .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(fc.constantFrom(...FUNCTIONS), fc.array(e, { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(', ')})`),
      fc.tuple(e, e).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(e, fc.constantFrom('a', 'year', 'start', 'days', 'time offset', 'length')).map(([a, name]) => `(${a}).${name}`),
      fc.tuple(e, e, e).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
      fc.tuple(e, e).map(([a, b]) => `(for x in ${a} return ${b})`),
      fc.tuple(e, e).map(([a, b]) => `(some x in ${a} satisfies ${b})`),
      fc.tuple(e, e).map(([a, b]) => `[${a}, ${b}]`),
      fc.tuple(e, e).map(([a, b]) => `{a: ${a}, "b c": ${b}}`),
      fc.tuple(e, e, e).map(([a, b, c]) => `((${a}) between (${b}) and (${c}))`),
      fc.tuple(e, e).map(([a, b]) => `((${a}) in (${b}))`),
      fc
        .tuple(e, fc.constantFrom('number', 'list<Any>', 'context<a: number>', 'range<number>', 'function<Any> -> Any'))
        .map(([a, type]) => `(${a}) instance of ${type}`),
      fc.tuple(e, e).map(([a, b]) => `(function(x, y) ${a})(${b}, 1)`),
    ),
  }
})

const CONTEXT = { a: 1, 'b c': 'x', xs: [1, 2, { a: 3 }] }

const hasFunction = (value: unknown): boolean => {
  if (value instanceof FeelFunction) return true
  if (isList(value)) return value.some(hasFunction)
  return isContext(value) && Object.values(value).some(hasFunction)
}

/** Equal only to the second, or written in one of two ways: the text shows more than `=` sees. */
const inexact = (value: unknown): boolean => isTemporal(value) || value instanceof FeelRange

describe.each(['feel', 'b-feel'] as const)('any sentence of %s', (dialect) => {
  it('evaluates without throwing, in bounded time, and a null has a reason', () => {
    fc.assert(
      fc.property(sentences, (source) => {
        const compiled = compileExpression(source, { names: Object.keys(CONTEXT), dialect })
        if (!compiled.ok) throw new Error(`${source}: ${compiled.errors[0]!.message.en} at ${compiled.errors[0]!.start}`)
        const { value, diagnostics } = compiled.value.evaluate(CONTEXT, { maxSteps: 100_000, now: 0 })
        toJson(value)
        if (value === null && !/null|\(< 2\)/.test(source)) expect(diagnostics.length).toBeGreaterThan(0)
        if (!hasFunction(value) && !inexact(value)) roundTrips(value)
      }),
      { numRuns: 3000 },
    )
  })
})

function roundTrips(value: unknown): void {
  const text = formatFeel(value)
  const again = compileExpression(text)
  if (!again.ok) throw new Error(`${text}: ${again.errors[0]!.message.en}`)
  const back = again.value.evaluate({}).value
  expect(feelEquals(back, value), text).toBe(true)
}
