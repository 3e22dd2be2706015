import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compareNumbers,
  Decimal,
  divide,
  fromParts,
  modulo,
  multiply,
  numberText,
  parseNumber,
  roundTo,
  subtract,
  tenTo,
  toDecimal,
} from './number.ts'
import type { FeelNumber } from './number.ts'

const decimals = fc
  .record({
    coef: fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }),
    digits: fc.integer({ min: 0, max: 34 }),
    exp: fc.integer({ min: -25, max: 25 }),
  })
  .map(({ coef, digits, exp }) => fromParts(coef / 10n ** BigInt(digits), exp)!)

/** Amounts as people write them: the fast path. */
const amounts = fc
  .record({ cents: fc.integer({ min: -1e9, max: 1e9 }), scale: fc.integer({ min: 0, max: 4 }) })
  .map(({ cents, scale }) => fromParts(BigInt(cents), -scale)!)
const numbers = fc.oneof(decimals, amounts)

const SCALE = 200

/** Oracle: the value times 10^200, exactly. */
const exact = (value: FeelNumber): bigint => {
  const { coef, exp } = toDecimal(value)
  return coef * tenTo(exp + SCALE)
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** The result is the exact value rounded to 34 digits, half to even. */
function expectRounded(result: FeelNumber | null, value: bigint, scale = SCALE): void {
  const length = abs(value).toString().length
  const drop = Math.max(0, length - 34)
  const unit = 10n ** BigInt(drop)
  let quotient = abs(value) / unit
  const twice = (abs(value) % unit) * 2n
  if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient++
  const { coef, exp } = toDecimal(result!)
  expect(coef * 10n ** BigInt(exp + scale)).toBe((value < 0n ? -quotient : quotient) * unit)
}

describe('decimal arithmetic', () => {
  it('adds and subtracts exactly or rounded once', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expectRounded(add(a, b), exact(a) + exact(b))
        expectRounded(subtract(a, b), exact(a) - exact(b))
      }),
      { numRuns: 2000 },
    )
  })

  it('multiplies exactly or rounded once', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expectRounded(multiply(a, b), exact(a) * exact(b), 2 * SCALE)
      }),
      { numRuns: 2000 },
    )
  })

  it('divides to the nearest of 34 digits', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(b !== 0)
        const quotient = toDecimal(divide(a, b)!)
        const x = toDecimal(a)
        const y = toDecimal(b)
        // |a/b - q| <= half a unit of q's 34th digit, cross-multiplied.
        const length = abs(quotient.coef).toString().length
        const unitExp = quotient.exp + length - 34
        const shift = 400
        const left = x.coef * tenTo(x.exp + shift) - y.coef * quotient.coef * tenTo(y.exp + quotient.exp + shift)
        const right = abs(y.coef) * tenTo(y.exp + unitExp + shift)
        expect(2n * abs(left) <= right).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('orders like the exact values', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const order = exact(a) < exact(b) ? -1 : exact(a) > exact(b) ? 1 : 0
        expect(compareNumbers(a, b)).toBe(order)
      }),
      { numRuns: 2000 },
    )
  })

  it('has one representation per value', () => {
    fc.assert(
      fc.property(numbers, (a) => {
        const { coef, exp } = toDecimal(a)
        const again = fromParts(coef * 1000n, exp - 3)
        if (a instanceof Decimal) expect(again).toEqual(a)
        else expect(again).toBe(a)
      }),
    )
  })

  it('writes what it reads', () => {
    fc.assert(
      fc.property(numbers, (a) => {
        expect(compareNumbers(parseNumber(numberText(a))!, a)).toBe(0)
      }),
    )
  })

  it('takes a JS number for the decimal of its shortest text', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e20, max: 1e20 }),
        fc.double({ noNaN: true, min: -1e20, max: 1e20 }),
        (a, b) => {
          fc.pre(Math.abs(a) > 1e-50 && Math.abs(b) > 1e-50)
          expectRounded(add(a, b), exact(a) + exact(b))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('keeps the divisor’s sign in modulo', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(b !== 0)
        const x = exact(a)
        const y = exact(b)
        expectRounded(modulo(a, b), ((x % y) + y) % y)
      }),
    )
  })
})

describe('rounding', () => {
  it.each([
    ['5.5', 'up', '6'],
    ['5.5', 'down', '5'],
    ['-5.5', 'up', '-6'],
    ['2.5', 'half-even', '2'],
    ['3.5', 'half-even', '4'],
    ['-2.5', 'half-up', '-3'],
    ['-2.5', 'half-down', '-2'],
    ['-1.1', 'floor', '-2'],
    ['-1.1', 'ceiling', '-1'],
  ] as const)('%s %s is %s', (text, mode, expected) => {
    expect(numberText(roundTo(parseNumber(text)!, 0, mode)!)).toBe(expected)
  })
})

const number = (text: string): FeelNumber => parseNumber(text)!

describe('numbers far apart', () => {
  it.each([
    ['1e6144', '-1', '1E+6144'],
    ['1e6144', '1e-6176', '1E+6144'],
    ['1234567890123456789012345678901234e100', '-1e-100', '1234567890123456789012345678901234E+100'],
    ['1e300', '0', '1E+300'],
    ['0', '1e-300', '1E-300'],
  ])('%s + %s is %s', (a, b, sum) => expect(numberText(add(number(a), number(b))!)).toBe(sum))

  it('compares them', () => {
    for (const [big, small] of [
      ['1e6000', '1'],
      ['1', '1e-6000'],
      ['-1', '-1e6000'],
      ['0', '-1e6000'],
      ['1e6000', '0'],
      ['1e6000', '-1e6001'],
    ] as const) {
      expect(compareNumbers(number(big), number(small))).toBe(1)
      expect(compareNumbers(number(small), number(big))).toBe(-1)
    }
  })
})
