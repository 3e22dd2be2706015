/** Numeric functions (DMN 1.5, 10.3.4.5). */
import { DaysTimeDuration, YearsMonthsDuration } from '../values/temporal.ts'
import { absolute, isInteger, isNumber, modulo, roundTo, toInteger } from '../values/number.ts'
import type { FeelNumber, RoundingMode } from '../values/number.ts'
import { exponential, logarithm, squareRoot } from '../values/transcendental.ts'
import { define } from './define.ts'

const MAX_SCALE = 6176

function rounded(value: FeelNumber, scale: FeelNumber | undefined | null, mode: RoundingMode): FeelNumber | null {
  const digits = scale === null ? null : scale === undefined ? 0 : toInteger(isNumber(scale) ? roundTo(scale, 0, 'down') : null)
  if (digits === null || digits > MAX_SCALE || digits < -MAX_SCALE + 65) return null
  return roundTo(value, digits, mode)
}

const rounding = (name: string, mode: RoundingMode) =>
  define(name, ['n: number, scale: number', (_, value, scale) => rounded(value, scale, mode)])

const roundingToInteger = (name: string, mode: RoundingMode) =>
  define(name, ['n: number, scale?: number', (_, value, scale) => rounded(value, scale, mode)])

function absoluteOf(value: unknown): unknown {
  if (value instanceof DaysTimeDuration) return new DaysTimeDuration(absolute(value.seconds))
  return value instanceof YearsMonthsDuration ? new YearsMonthsDuration(Math.abs(value.months)) : absolute(value as FeelNumber)
}

const isEven = (value: FeelNumber): boolean | null => (isInteger(value) ? modulo(value, 2) === 0 : null)
const isOdd = (value: FeelNumber): boolean | null => (isInteger(value) ? modulo(value, 2) === 1 : null)

export const NUMERIC_FUNCTIONS = [
  define('decimal', ['n: number, scale: number', (_, value, scale) => rounded(value, scale, 'half-even')]),
  roundingToInteger('floor', 'floor'),
  roundingToInteger('ceiling', 'ceiling'),
  rounding('round up', 'up'),
  rounding('round down', 'down'),
  rounding('round half up', 'half-up'),
  rounding('round half down', 'half-down'),
  define('abs', ['n: number|days and time duration|years and months duration', (_, value) => absoluteOf(value)]),
  define('modulo', ['dividend: number, divisor: number', (_, dividend, divisor) => modulo(dividend, divisor)]),
  define('sqrt', ['number: number', (_, value) => squareRoot(value)]),
  define('log', ['number: number', (_, value) => logarithm(value)]),
  define('exp', ['number: number', (_, value) => exponential(value)]),
  define('odd', ['number: number', (_, value) => isOdd(value)]),
  define('even', ['number: number', (_, value) => isEven(value)]),
]
