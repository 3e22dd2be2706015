/** `sqrt`, `exp`, `log`, powers with 34 correct digits: fixed-point big integers with guard digits. */
import { divide, fromParts, isInteger, tenTo, toDecimal, toDouble, toInteger } from './number.ts'
import type { FeelNumber } from './number.ts'

const GUARD = 60
const ONE = tenTo(GUARD)

/** The number as fixed point with 60 digits after the point. */
function toFixed(value: FeelNumber): bigint {
  const { coef, exp } = toDecimal(value)
  const shift = exp + GUARD
  return shift >= 0 ? coef * tenTo(shift) : coef / tenTo(-shift)
}

const multiplyFixed = (a: bigint, b: bigint): bigint => (a * b) / ONE

export function integerSqrt(value: bigint): bigint {
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

/** Null for negative numbers (DMN 1.5, 10.3.4.5). */
export function squareRoot(value: FeelNumber): FeelNumber | null {
  const { coef, exp } = toDecimal(value)
  if (coef < 0n) return null
  if (coef === 0n) return 0
  let shift = Math.max(0, 80 - coef.toString().length)
  if ((exp - shift) % 2 !== 0) shift++
  const scaled = coef * tenTo(shift)
  const root = integerSqrt(scaled)
  const half = (exp - shift) / 2
  return root * root === scaled ? fromParts(root, half) : fromParts(root * 10n + 1n, half - 1)
}

let ln10Cache: bigint | undefined
const ln10 = (): bigint => (ln10Cache ??= 3n * lnNear(2n * ONE) + lnNear((ONE * 5n) / 4n))

/** ln of a fixed-point value near 1, by the series of artanh. */
function lnNear(x: bigint): bigint {
  const z = ((x - ONE) * ONE) / (x + ONE)
  const square = multiplyFixed(z, z)
  let term = z
  let sum = z
  for (let n = 3n; term !== 0n; n += 2n) {
    term = multiplyFixed(term, square)
    sum += term / n
  }
  return 2n * sum
}

function lnFixed(value: FeelNumber): bigint {
  const { coef, exp } = toDecimal(value)
  const length = coef.toString().length
  // value = m × 10^(exp + length - 1) with 1 <= m < 10; square roots bring m near 1.
  let m = length - 1 <= GUARD ? coef * tenTo(GUARD - length + 1) : coef / tenTo(length - 1 - GUARD)
  let doublings = 0n
  while (m > (ONE * 11n) / 10n) {
    m = integerSqrt(m * ONE)
    doublings++
  }
  return (lnNear(m) << doublings) + BigInt(exp + length - 1) * ln10()
}

/** Natural logarithm; null for numbers that are not positive. */
export function logarithm(value: FeelNumber): FeelNumber | null {
  if (toDecimal(value).coef <= 0n) return null
  return fromParts(lnFixed(value), -GUARD)
}

function expFixed(x: bigint): FeelNumber | null {
  const tens = x / ln10()
  if (tens > 7000n) return null
  if (tens < -7000n) return 0
  let rest = x - tens * ln10()
  const halvings = 8n
  rest >>= halvings
  let term = ONE
  let sum = ONE
  for (let n = 1n; term !== 0n; n++) {
    term = multiplyFixed(term, rest) / n
    if (term === -1n) break
    sum += term
  }
  for (let n = 0n; n < halvings; n++) sum = multiplyFixed(sum, sum)
  return fromParts(sum, Number(tens) - GUARD)
}

export function exponential(value: FeelNumber): FeelNumber | null {
  if (Math.abs(toDouble(value)) > 20_000) return toDouble(value) < 0 ? 0 : null
  return expFixed(toFixed(value))
}

function integerPower(base: FeelNumber, exponent: number): FeelNumber | null {
  let { coef, exp } = toDecimal(base)
  let resultCoef = 1n
  let resultExp = 0
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) [resultCoef, resultExp] = trimmed(resultCoef * coef, resultExp + exp)
    if (rest > 1) [coef, exp] = trimmed(coef * coef, exp * 2)
    if (Math.abs(resultExp) > 1e8 || Math.abs(exp) > 1e8) return resultExp + exp < 0 ? 0 : null
  }
  return resultExp < -100_000 ? 0 : resultExp > 100_000 ? null : fromParts(resultCoef, resultExp)
}

/** Keeps 120 digits: far more than rounding can feel after 60 squarings. */
function trimmed(coef: bigint, exp: number): [bigint, number] {
  if (coef < 1n << 400n && coef > -(1n << 400n)) return [coef, exp]
  const drop = (coef < 0n ? -coef : coef).toString().length - 120
  return drop > 0 ? [coef / tenTo(drop), exp + drop] : [coef, exp]
}

/** `base ** exponent`; null where the result is no real number or too large. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  if (exponent === 0) return 1
  if (base === 0) return toDouble(exponent) < 0 ? null : 0
  const whole = toInteger(exponent)
  if (whole !== null && Math.abs(whole) <= 1e9) {
    if (whole > 0) return integerPower(base, whole)
    const inverse = integerPower(base, -whole)
    return inverse === null ? 0 : divide(1, inverse)
  }
  const positive = toDecimal(base).coef > 0n
  if (!positive && !isInteger(exponent)) return null
  if (!positive) return null
  if (exponent === 0.5) return squareRoot(base)
  const { coef, exp } = toDecimal(exponent)
  const product = lnFixed(base) * coef
  const x = exp >= 0 ? product * tenTo(exp) : product / tenTo(-exp)
  return x > 20_000n * ONE ? null : x < -20_000n * ONE ? 0 : expFixed(x)
}
