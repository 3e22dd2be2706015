/**
 * FEEL numbers (DMN 1.5, 10.3.2.3.1): IEEE 754-2008 decimal128, 34 digits, HALF_EVEN.
 *
 * A number is either a JS number or a `Decimal`. A JS number always *means the decimal that its shortest text shows*:
 * 0.1 is exactly 0.1. Equality and order of two JS numbers are therefore those of the doubles; sums and products of
 * integers and of short decimals are computed on scaled integers without allocation (see `unscale`); everything else
 * goes through big integers. Every result is canonical: what a JS number can stand for is a JS number, so a `Decimal`
 * never equals a JS number.
 */
export class Decimal {
  readonly coef: bigint
  readonly exp: number
  constructor(coef: bigint, exp: number) {
    this.coef = coef
    this.exp = exp
  }
}

export type FeelNumber = number | Decimal

export const PRECISION = 34
const MAX_EXPONENT = 6144
const MIN_EXPONENT = -6176
const EXACT_LIMIT = 1e15
const SAFE = Number.MAX_SAFE_INTEGER
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))

const bigPowers: bigint[] = [1n]
export function tenTo(power: number): bigint {
  if (power > 400) return 10n ** BigInt(power)
  for (let known = bigPowers.length; known <= power; known++) bigPowers.push(bigPowers[known - 1]! * 10n)
  return bigPowers[power]!
}

export const isNumber = (value: unknown): value is FeelNumber => typeof value === 'number' || value instanceof Decimal

export type RoundingMode = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'floor' | 'ceiling'

function roundsUp(quotientOdd: boolean, twice: bigint, divisor: bigint, mode: RoundingMode, negative: boolean): boolean {
  if (mode === 'up') return true
  if (mode === 'down') return false
  if (mode === 'floor') return negative
  if (mode === 'ceiling') return !negative
  if (twice !== divisor) return twice > divisor
  return mode === 'half-up' || (mode === 'half-even' && quotientOdd)
}

/** `coef / divisor` rounded to an integer. */
export function divideRounded(coef: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const negative = coef < 0n
  const size = negative ? -coef : coef
  const quotient = size / divisor
  const rest = size % divisor
  const result = rest !== 0n && roundsUp((quotient & 1n) === 1n, rest * 2n, divisor, mode, negative) ? quotient + 1n : quotient
  return negative ? -result : result
}

/** The canonical number `coef × 10^exp`, rounded to 34 digits; null on overflow. */
export function fromParts(coef: bigint, exp: number): FeelNumber | null {
  let digits = (coef < 0n ? -coef : coef).toString()
  const drop = Math.max(digits.length - PRECISION, MIN_EXPONENT - exp)
  if (drop > 0) {
    if (drop > digits.length) return 0
    coef = divideRounded(coef, tenTo(drop), 'half-even')
    exp += drop
    digits = (coef < 0n ? -coef : coef).toString()
  }
  if (coef === 0n) return 0
  let zeros = 0
  while (digits.charCodeAt(digits.length - 1 - zeros) === 48) zeros++
  if (zeros > 0) {
    digits = digits.slice(0, -zeros)
    coef /= tenTo(zeros)
    exp += zeros
  }
  if (exp + digits.length - 1 > MAX_EXPONENT) return null
  return asJsNumber(coef, exp, digits.length) ?? new Decimal(coef, exp)
}

function asJsNumber(coef: bigint, exp: number, length: number): number | null {
  if (length > 17 || exp > 280 || exp < -280) return null
  const value = Number(`${coef}e${exp}`)
  if (length <= 15) return value
  const back = toDecimal(value)
  return sameDecimal(back, coef, exp) ? value : null
}

function sameDecimal(decimal: Decimal, coef: bigint, exp: number): boolean {
  if (decimal.exp >= exp) return decimal.coef * tenTo(decimal.exp - exp) === coef
  return coef * tenTo(exp - decimal.exp) === decimal.coef
}

/** The decimal that a number means. For a JS number not canonical: only for computing on. */
export function toDecimal(value: FeelNumber): Decimal {
  if (typeof value !== 'number') return value
  if (Number.isSafeInteger(value)) return new Decimal(BigInt(value), 0)
  const text = String(value)
  const e = text.indexOf('e')
  const mantissa = e < 0 ? text : text.slice(0, e)
  const dot = mantissa.indexOf('.')
  const exp = e < 0 ? 0 : Number(text.slice(e + 1))
  if (dot < 0) return new Decimal(BigInt(mantissa), exp)
  return new Decimal(BigInt(mantissa.slice(0, dot) + mantissa.slice(dot + 1)), exp - (mantissa.length - dot - 1))
}

const NUMBER_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/

/** Reads `12`, `-1.5`, `.5`, `1e3`; null when the text is no number. */
export function parseNumber(text: string): FeelNumber | null {
  const match = NUMBER_TEXT.exec(text)
  if (!match) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return null
  const power = Number(exponent)
  if (whole.length + fraction.length <= 15 && power === 0) return Number(text) + 0
  if (Math.abs(power) > 100_000) return power < 0 ? 0 : null
  const coef = BigInt(whole + fraction)
  return fromParts(sign === '-' ? -coef : coef, power - fraction.length)
}

/** Scale of a short decimal: the smallest k with `x = i / 10^k`, |i| < 1e15; -1 when there is none. */
function scaleOf(x: number): number {
  for (let k = 0; k <= 15; k++) {
    const i = Math.round(x * POWERS[k]!)
    if (i >= EXACT_LIMIT || i <= -EXACT_LIMIT) return -1
    const back = i / POWERS[k]!
    if (back === x) return k
  }
  return -1
}

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (Number.isSafeInteger(sum) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return sum
    const k = scaleOf(a)
    const m = scaleOf(b)
    if (k >= 0 && m >= 0) {
      const power = POWERS[k > m ? k : m]!
      const x = Math.round(a * power)
      const y = Math.round(b * power)
      if (x < EXACT_LIMIT && x > -EXACT_LIMIT && y < EXACT_LIMIT && y > -EXACT_LIMIT) {
        const total = x + y
        if (total < EXACT_LIMIT && total > -EXACT_LIMIT) return total / power
      }
    }
  }
  return addExact(toDecimal(a), toDecimal(b))
}

/** From this distance of the exponents on the smaller number lies wholly below the digits that are kept. */
const FAR = 2 * PRECISION + 10

/** The sum where `far` has no digit in common with `near`: a sticky digit stands for it in the rounding. */
const addFar = (near: Decimal, far: Decimal): FeelNumber | null =>
  fromParts(near.coef * tenTo(PRECISION + 2) + (far.coef > 0n ? 1n : far.coef < 0n ? -1n : 0n), near.exp - PRECISION - 2)

function addExact(a: Decimal, b: Decimal): FeelNumber | null {
  if (a.exp > b.exp + FAR && a.coef !== 0n) return addFar(a, b)
  if (b.exp > a.exp + FAR && b.coef !== 0n) return addFar(b, a)
  if (a.exp === b.exp) return fromParts(a.coef + b.coef, a.exp)
  if (a.exp < b.exp) return fromParts(a.coef + b.coef * tenTo(b.exp - a.exp), a.exp)
  return fromParts(a.coef * tenTo(a.exp - b.exp) + b.coef, b.exp)
}

export const negate = (a: FeelNumber): FeelNumber => (typeof a === 'number' ? 0 - a : new Decimal(-a.coef, a.exp))
export const subtract = (a: FeelNumber, b: FeelNumber): FeelNumber | null => add(a, negate(b))

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    if (Number.isSafeInteger(product) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return product + 0
    const k = scaleOf(a)
    const m = scaleOf(b)
    if (k >= 0 && m >= 0 && k + m <= 22) {
      const scaled = Math.round(a * POWERS[k]!) * Math.round(b * POWERS[m]!)
      if (scaled < EXACT_LIMIT && scaled > -EXACT_LIMIT) return scaled / POWERS[k + m]! + 0
    }
  }
  const x = toDecimal(a)
  const y = toDecimal(b)
  return fromParts(x.coef * y.coef, x.exp + y.exp)
}

/** Null on division by zero (and overflow). */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const quotient = a / b
    if (Number.isInteger(quotient) && quotient * b === a) return quotient + 0
    const k = scaleOf(quotient)
    if (k > 0) {
      const scaled = Math.round(quotient * POWERS[k]!) * b
      const target = a * POWERS[k]!
      if (scaled === target && Math.abs(scaled) <= SAFE) return quotient
    }
  }
  const x = toDecimal(a)
  const y = toDecimal(b)
  return divideParts(x.coef, y.coef, x.exp - y.exp)
}

function divideParts(numerator: bigint, denominator: bigint, exp: number): FeelNumber | null {
  if (denominator < 0n) {
    numerator = -numerator
    denominator = -denominator
  }
  const shift = Math.max(0, PRECISION + 2 + denominator.toString().length - numerator.toString().length)
  const scaled = numerator * tenTo(shift)
  const quotient = scaled / denominator
  if (scaled % denominator === 0n) return fromParts(quotient, exp - shift)
  // A sticky digit stands for the rest, so that rounding never takes an inexact tie for an exact one.
  return fromParts(quotient * 10n + (numerator < 0n ? -1n : 1n), exp - shift - 1)
}

export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  const x = toDecimal(a)
  const y = toDecimal(b)
  if (x.exp === y.exp) return x.coef < y.coef ? -1 : x.coef > y.coef ? 1 : 0
  if (x.exp > y.exp + FAR && x.coef !== 0n) return x.coef < 0n ? -1 : 1
  if (y.exp > x.exp + FAR && y.coef !== 0n) return y.coef < 0n ? 1 : -1
  const exp = Math.min(x.exp, y.exp)
  const left = x.coef * tenTo(x.exp - exp)
  const right = y.coef * tenTo(y.exp - exp)
  return left < right ? -1 : left > right ? 1 : 0
}

export const signOf = (a: FeelNumber): number => (typeof a === 'number' ? Math.sign(a) : a.coef < 0n ? -1 : 1)
export const absolute = (a: FeelNumber): FeelNumber => (signOf(a) < 0 ? negate(a) : a)

/** Rounded to `scale` digits after the point (before it when negative). */
export function roundTo(a: FeelNumber, scale: number, mode: RoundingMode): FeelNumber | null {
  if (typeof a === 'number' && scale >= 0 && Number.isSafeInteger(a)) return a
  const { coef, exp } = toDecimal(a)
  const drop = -scale - exp
  if (drop <= 0) return a
  return fromParts(divideRounded(coef, tenTo(Math.min(drop, 13_000)), mode), exp + drop)
}

export const floorOf = (a: FeelNumber): FeelNumber => roundTo(a, 0, 'floor') ?? 0

/** Floored remainder with the sign of the divisor (10.3.4.5, `modulo`); null for a divisor of zero. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = a % b
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0
  }
  const x = toDecimal(a)
  const y = toDecimal(b)
  const exp = Math.min(x.exp, y.exp)
  const divisor = y.coef * tenTo(y.exp - exp)
  const rest = (x.coef * tenTo(x.exp - exp)) % divisor
  return fromParts(rest !== 0n && rest < 0n !== divisor < 0n ? rest + divisor : rest, exp)
}

export function isInteger(a: FeelNumber): boolean {
  return typeof a === 'number' ? Number.isInteger(a) : a.exp >= 0
}

/** A JS integer when the number is one that a JS number holds exactly. */
export function toInteger(a: unknown): number | null {
  if (typeof a === 'number' && Number.isSafeInteger(a)) return a
  return null
}

/** As `toInteger`, with the fraction cut off: how positions and lengths are read. */
export function truncated(a: unknown): number | null {
  return isNumber(a) ? toInteger(roundTo(a, 0, 'down')) : null
}

/** Nearest double; for display and measures, never for results. */
export const toDouble = (a: FeelNumber): number => (typeof a === 'number' ? a : Number(`${a.coef}e${a.exp}`))

/** A double from outside exact arithmetic (`Math.sin` …); null when it is not finite. */
export const fromDouble = (value: number): FeelNumber | null => (Number.isFinite(value) ? value + 0 : null)

export const fromBigInt = (value: bigint): FeelNumber | null => fromParts(value, 0)

/** Plain decimal notation, `E` notation only where it would need more zeros than that. */
export function numberText(a: FeelNumber, zeros = PRECISION): string {
  if (typeof a === 'number') {
    const text = String(a)
    if (!text.includes('e')) return text
  }
  const { coef, exp } = toDecimal(a)
  const negative = coef < 0n
  const digits = (negative ? -coef : coef).toString()
  const sign = negative ? '-' : ''
  if (exp >= 0) return exp > zeros ? `${sign}${digits}E+${exp}` : sign + digits + '0'.repeat(exp)
  const point = digits.length + exp
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
  return -point > zeros ? `${sign}${digits}E${exp}` : `${sign}0.${'0'.repeat(-point)}${digits}`
}
