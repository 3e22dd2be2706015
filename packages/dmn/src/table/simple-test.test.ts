import { describe, expect, it } from 'vitest'
import { compileUnaryTests, parseDate } from '@fachwerk/feel'
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
  'null',
  'null, 5',
  'not("a")',
  'not("a", "b")',
  'not(5)',
  'not(< 5, > 8)',
  'not([1..3], (3..5])',
  'not(1, (1..2))',
  'not("a", 5)',
  'not(true)',
  'not(null)',
  'not("a", null)',
  'not(5, null)',
  'date("2026-01-01")',
  '@"2026-01-01"',
  '< date("2026-01-01")',
  '>= @"2026-02-28"',
  '[date("2025-12-31")..@"2026-01-02")',
  'not(date("2026-01-01"))',
  'not(< @"2026-01-01")',
  '"a", 5, true, @"2026-01-01", null',
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
  ...['2025-12-31', '2026-01-01', '2026-01-02', '2026-02-28', '-0044-03-15'].map((text) => parseDate(text)),
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
    'not(a)',
    'not(not(5))',
    'date("2026-02-30")',
    '[1..date("2026-01-01")]',
    '< "a"',
    '[a..b]',
    '[5..1]',
    'date(2026, 1, 1)',
    '12345678901234567890',
    '? > 5',
    '5 5',
  ])('leaves %s to FEEL', (cell) => expect(readSimpleTest(cell)).toBeUndefined())

  it('decides on scalars only', () => expect([[], {}, undefined].map(isSimpleValue)).toEqual([false, false, false]))
})
