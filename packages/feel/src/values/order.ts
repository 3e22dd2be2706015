/** Equality and order of FEEL values (DMN 1.5, 10.3.2.13 and tables 50 to 54). */
import { Budget } from './budget.ts'
import { FeelFunction, FeelRange, isContext, typeOf } from './kind.ts'
import { compareNumbers, Decimal } from './number.ts'
import {
  compareInstants,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  instantOf,
  timeOrder,
  YearsMonthsDuration,
} from './temporal.ts'

export const compareDates = (a: FeelDate, b: FeelDate): number => Math.sign(a.year - b.year || a.month - b.month || a.day - b.day)

/** By code point: surrogate pairs sort after the basic plane, which code units would not give. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y)
      return (x >= 0xd800 && x < 0xe000) === (y >= 0xd800 && y < 0xe000)
        ? x < y
          ? -1
          : 1
        : a.codePointAt(i)! < b.codePointAt(i)!
          ? -1
          : 1
  }
  return a.length < b.length ? -1 : 1
}

/** -1, 0 or 1; null where the two have no order (other kinds, or only one of them has a zone). */
export function compareValues(a: unknown, b: unknown): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'string') return typeof b === 'string' ? compareStrings(a, b) : null
  if (typeof a === 'number' || a instanceof Decimal) {
    return typeof b === 'number' || b instanceof Decimal ? compareNumbers(a, b) : null
  }
  return compareTemporal(a, b)
}

function compareTemporal(a: unknown, b: unknown): number | null {
  if (a instanceof FeelDate && b instanceof FeelDate) return compareDates(a, b)
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    return (a.time.zone === null) === (b.time.zone === null) ? compareInstants(instantOf(a), instantOf(b)) : null
  }
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return (a.zone === null) === (b.zone === null) ? Math.sign(timeOrder(a) - timeOrder(b)) : null
  }
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return compareNumbers(a.seconds, b.seconds)
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return Math.sign(a.months - b.months)
  return null
}

function equalLists(a: readonly unknown[], b: readonly unknown[], budget: Budget): boolean {
  if (a.length !== b.length) return false
  budget.spend(a.length)
  return a.every((item, index) => feelEquals(item, b[index], budget) === true)
}

function equalContexts(a: Record<string, unknown>, b: Record<string, unknown>, budget: Budget): boolean {
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  budget.spend(keys.length)
  return keys.every((key) => Object.hasOwn(b, key) && feelEquals(a[key], b[key], budget) === true)
}

const equalEnds = (a: unknown, b: unknown): boolean => feelEquals(a, b) === true

const equalRanges = (a: FeelRange, b: FeelRange): boolean =>
  a.operator === b.operator &&
  a.startIncluded === b.startIncluded &&
  a.endIncluded === b.endIncluded &&
  equalEnds(a.start, b.start) &&
  equalEnds(a.end, b.end)

/** Three-valued equality: null for values of different kinds (DMN 1.5, table 53). */
export function feelEquals(a: unknown, b: unknown, budget?: Budget): boolean | null {
  if (a === b) return a === a
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null)
  const type = typeof a
  if (type !== 'object') {
    if (typeof b === type) return false
    return type === 'number' && b instanceof Decimal ? false : null
  }
  return equalObjects(a, b, budget)
}

function equalObjects(a: unknown, b: unknown, budget?: Budget): boolean | null {
  if (a instanceof Decimal) {
    return b instanceof Decimal ? compareNumbers(a, b) === 0 : typeof b === 'number' ? false : null
  }
  if (Array.isArray(a)) return Array.isArray(b) ? equalLists(a, b, budget ?? new Budget()) : null
  if (isContext(a)) return isContext(b) ? equalContexts(a, b, budget ?? new Budget()) : null
  if (a instanceof FeelRange) return b instanceof FeelRange ? equalRanges(a, b) : null
  if (a instanceof FeelFunction) return b instanceof FeelFunction ? false : null
  if (typeOf(a) !== typeOf(b)) return null
  return equalTemporal(a, b)
}

/** Date-times and times are equal to the second: their value (10.3.2.3.5, 10.3.2.3.6) counts whole seconds. */
function equalTemporal(a: unknown, b: unknown): boolean {
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return (a.zone === null) === (b.zone === null) && Math.floor(timeOrder(a) / 1e9) === Math.floor(timeOrder(b) / 1e9)
  }
  if (!(a instanceof FeelDateTime) || !(b instanceof FeelDateTime)) return compareTemporal(a, b) === 0
  if ((a.time.zone === null) !== (b.time.zone === null)) return false
  const x = instantOf(a)
  const y = instantOf(b)
  return x.day === y.day && x.second === y.second
}

/** Whether a range holds a value; null where they cannot be compared. */
export function rangeIncludes(range: FeelRange, value: unknown): boolean | null {
  if (value === null || value === undefined) return null
  if (range.operator === null && (range.start === null || range.end === null)) return null
  if (range.operator === '!=') {
    const equal = feelEquals(value, range.start)
    return equal === null ? null : !equal
  }
  if (range.start !== null) {
    const low = compareValues(value, range.start)
    if (low === null) return null
    if (low < 0 || (low === 0 && !range.startIncluded)) return false
  }
  if (range.end === null) return range.start === null ? null : true
  const high = compareValues(value, range.end)
  if (high === null) return null
  return high < 0 || (high === 0 && range.endIncluded)
}

/** Key under which equal scalars meet; undefined for values that need `feelEquals`. */
export function scalarKey(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (typeof value === 'string') return `s${value}`
  if (typeof value === 'boolean' || value === null) return value
  if (value instanceof Decimal) return `n${value.coef}e${value.exp}`
  return undefined
}

/** The distinct values of a list, in order of first occurrence. */
export function distinct(items: readonly unknown[]): unknown[] {
  const seen = new Set<unknown>()
  const others: unknown[] = []
  return items.filter((item) => {
    const key = scalarKey(item ?? null)
    if (key !== undefined) {
      if (seen.has(key)) return false
      seen.add(key)
      return true
    }
    if (others.some((other) => feelEquals(other, item) === true)) return false
    others.push(item)
    return true
  })
}
