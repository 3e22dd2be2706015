import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absolute, compareNumbers, divide, fromParts, multiply, numberText, parseNumber, subtract, toDouble } from './number.ts'
import type { FeelNumber } from './number.ts'
import { exponential, logarithm, power, squareRoot } from './transcendental.ts'

const positives = fc
  .record({ coef: fc.bigInt({ min: 1n, max: 10n ** 20n }), exp: fc.integer({ min: -25, max: 10 }) })
  .map(({ coef, exp }) => fromParts(coef, exp)!)

const close = (a: FeelNumber | null, b: FeelNumber, digits: number): void => {
  const distance = divide(absolute(subtract(a!, b)!), b)!
  expect(compareNumbers(absolute(distance), parseNumber(`1e-${digits}`)!)).toBeLessThanOrEqual(0)
}

describe('roots, powers and logarithms', () => {
  it('finds exact roots exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), fc.integer({ min: -20, max: 20 }), (coef, exp) => {
        const root = fromParts(coef, exp)!
        expect(numberText(squareRoot(multiply(root, root)!)!)).toBe(numberText(root))
      }),
    )
  })

  it('squares back', () => {
    fc.assert(
      fc.property(positives, (a) => {
        const root = squareRoot(a)!
        close(multiply(root, root), a, 32)
      }),
    )
  })

  it('takes exp and log as inverses, and as Math has them', () => {
    fc.assert(
      fc.property(positives, (a) => {
        const log = logarithm(a)!
        expect(toDouble(log)).toBeCloseTo(Math.log(toDouble(a)), 10)
        close(exponential(log), a, 31)
      }),
      { numRuns: 200 },
    )
  })

  it('adds exponents', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        (base, m, n) => {
          close(multiply(power(base, m)!, power(base, n)!), power(base, m + n)!, 32)
        },
      ),
    )
  })

  it.each([
    ['0.1', '-1', '10'],
    ['2', '0.5', '1.414213562373095048801688724209698'],
    ['4', '1.5', '8'],
    ['-2', '3', '-8'],
    ['10', '-3', '0.001'],
  ])('%s to the power of %s is %s', (base, exponent, expected) => {
    expect(numberText(power(parseNumber(base)!, parseNumber(exponent)!)!)).toBe(expected)
  })

  it('has no result outside the real numbers', () => {
    expect(squareRoot(-1)).toBeNull()
    expect(logarithm(0)).toBeNull()
    expect(power(-2, 0.5)).toBeNull()
    expect(power(0, -1)).toBeNull()
    expect(exponential(30_000)).toBeNull()
  })
})
