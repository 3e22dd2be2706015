/** The tables of arithmetic over all kinds (DMN 1.5, tables 55 to 59). */
import type { ArithmeticOperator } from '../syntax/node.ts'
import { add, divide, isNumber, multiply, negate, roundTo, subtract, toInteger } from './number.ts'
import type { FeelNumber } from './number.ts'
import {
  addMonths,
  addSeconds,
  addToTime,
  between,
  dayNumber,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  instantOf,
  makeMonths,
  makeSeconds,
  MIDNIGHT,
  MIDNIGHT_UTC,
  timeOrder,
  YearsMonthsDuration,
} from './temporal.ts'
import { power } from './transcendental.ts'

/** `undefined`: the operator is not defined for these kinds; `null`: it is, but there is no result. */
export function arithmeticOf(operator: ArithmeticOperator, a: unknown, b: unknown): unknown {
  if (isNumber(a) && isNumber(b)) return numeric(operator, a, b)
  switch (operator) {
    case '+':
      return typeof a === 'string' && typeof b === 'string' ? a + b : addition(a, b)
    case '-':
      return subtraction(a, b)
    case '*':
      return isNumber(b) ? scaled(a, b) : scaled(b, a)
    case '/':
      return division(a, b)
    default:
      return undefined
  }
}

function numeric(operator: ArithmeticOperator, a: FeelNumber, b: FeelNumber): FeelNumber | null {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return subtract(a, b)
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
    default:
      return power(a, b)
  }
}

function addition(a: unknown, b: unknown): unknown {
  if (b instanceof DaysTimeDuration) return plusSeconds(a, b.seconds)
  if (b instanceof YearsMonthsDuration) return plusMonths(a, b.months)
  if (a instanceof DaysTimeDuration) return plusSeconds(b, a.seconds)
  return a instanceof YearsMonthsDuration ? plusMonths(b, a.months) : undefined
}

function plusSeconds(value: unknown, seconds: FeelNumber): unknown {
  if (value instanceof DaysTimeDuration) return makeSeconds(add(value.seconds, seconds))
  if (value instanceof FeelDateTime) return addSeconds(value, seconds)
  if (value instanceof FeelTime) return addToTime(value, seconds)?.time ?? null
  if (value instanceof FeelDate) return addSeconds(new FeelDateTime(value, MIDNIGHT), seconds)?.date ?? null
  return undefined
}

function plusMonths(value: unknown, months: number): unknown {
  if (value instanceof YearsMonthsDuration) return makeMonths(value.months + months)
  if (value instanceof FeelDate) return addMonths(value, months)
  if (!(value instanceof FeelDateTime)) return undefined
  const date = addMonths(value.date, months)
  return date && new FeelDateTime(date, value.time)
}

function subtraction(a: unknown, b: unknown): unknown {
  if (b instanceof DaysTimeDuration) return plusSeconds(a, negate(b.seconds))
  if (b instanceof YearsMonthsDuration) return plusMonths(a, -b.months)
  if (a instanceof FeelTime && b instanceof FeelTime) {
    if ((a.zone === null) !== (b.zone === null)) return undefined
    return makeSeconds(divide(timeOrder(a) - timeOrder(b), 1_000_000_000))
  }
  if (a instanceof FeelDate && b instanceof FeelDate) return makeSeconds(multiply(dayNumber(a) - dayNumber(b), 86_400))
  return dateTimeDifference(a, b)
}

/** A date between a date-time counts as its midnight in UTC. */
function dateTimeDifference(a: unknown, b: unknown): unknown {
  const x = a instanceof FeelDate ? new FeelDateTime(a, MIDNIGHT_UTC) : a
  const y = b instanceof FeelDate ? new FeelDateTime(b, MIDNIGHT_UTC) : b
  if (!(x instanceof FeelDateTime) || !(y instanceof FeelDateTime)) return undefined
  if ((x.time.zone === null) !== (y.time.zone === null)) return undefined
  return makeSeconds(between(instantOf(x), instantOf(y)))
}

function scaled(a: unknown, b: unknown): unknown {
  if (!isNumber(b)) return undefined
  if (a instanceof DaysTimeDuration) return makeSeconds(multiply(a.seconds, b))
  return a instanceof YearsMonthsDuration ? wholeMonths(multiply(a.months, b)) : undefined
}

/** Months of a scaled duration: cut off towards zero. */
function wholeMonths(months: FeelNumber | null): YearsMonthsDuration | null {
  const whole = months === null ? null : toInteger(roundTo(months, 0, 'down'))
  return whole === null ? null : makeMonths(whole)
}

function division(a: unknown, b: unknown): unknown {
  if (a instanceof DaysTimeDuration) {
    if (isNumber(b)) return makeSeconds(divide(a.seconds, b))
    return b instanceof DaysTimeDuration ? divide(a.seconds, b.seconds) : undefined
  }
  if (!(a instanceof YearsMonthsDuration)) return undefined
  if (isNumber(b)) return wholeMonths(divide(a.months, b))
  return b instanceof YearsMonthsDuration ? divide(a.months, b.months) : undefined
}
