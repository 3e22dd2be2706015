import { describe, expect, it } from 'vitest'
import { compileUnaryTests } from '@fachwerk/feel'
import { isSimpleValue, matchesSimply, readSimpleTest, type SimpleValue } from './simple-test.ts'

const cells = [
  '"a"',
  '"a", "b"',
  '""',
  '5',
  '-5',
  '.5',
  '0',
  '5, 7',
  '< 5',
  '<=5',
  '> -5',
  '>= 0.5',
  '[1..5]',
  '(1..5)',
  ']1..5[',
  '[1..5)',
  '[-3..-1]',
  '< 2, > 8',
  '[1..3], 5, "a"',
  'true',
  'false',
  'true, false',
]
const values: readonly SimpleValue[] = [
  null,
  true,
  false,
  'a',
  'b',
  'c',
  '',
  '5',
  -5,
  -3,
  -1,
  0,
  -0,
  0.5,
  1,
  2,
  3,
  4.999,
  5,
  5.001,
  7,
  8,
  9,
  1e9,
]

describe('simple tests mean what FEEL means', () => {
  it.each(cells)('%s', (cell) => {
    const simple = readSimpleTest(cell)
    const compiled = compileUnaryTests(cell)
    if (simple === undefined || !compiled.ok) throw new Error(`not read: ${cell}`)
    for (const value of values) {
      expect(matchesSimply(simple, value), `${cell} with ${JSON.stringify(value)}`).toBe(
        compiled.value.test(value, {}).value === true,
      )
    }
  })

  it.each([
    '-',
    '',
    'a',
    '"a" + "b"',
    '"a\\"b"',
    'not("a")',
    '< "a"',
    '[a..b]',
    '[5..1]',
    'date("2026-01-01")',
    '12345678901234567890',
    '? > 5',
    '5 5',
  ])('leaves %s to FEEL', (cell) => expect(readSimpleTest(cell)).toBeUndefined())

  it('decides on scalars only', () => expect([[], {}, undefined].map(isSimpleValue)).toEqual([false, false, false]))
})
