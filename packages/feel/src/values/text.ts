/** Text of values: what `string()` gives, and FEEL source that gives the value back. */
import type { JsonValue } from '../api.ts'
import { Budget, LimitExceeded } from './budget.ts'
import { FeelFunction, FeelRange } from './kind.ts'
import type { Context } from './kind.ts'
import { Decimal, numberText } from './number.ts'
import {
  DaysTimeDuration,
  dateText,
  dateTimeText,
  daysText,
  FeelDate,
  FeelDateTime,
  FeelTime,
  monthsText,
  timeText,
  YearsMonthsDuration,
} from './temporal.ts'

export const quote = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`

/** Only what the grammar reads as a name in any place; `⓸` is a number to Unicode but no part of a name. */
const PLAIN_KEY = /^[\p{L}_?][\p{L}\p{Nd}_?]*( [\p{L}_?][\p{L}\p{Nd}_?]*| [0-9]+)*$/u

const keyText = (key: string): string => (PLAIN_KEY.test(key) ? key : quote(key))

/** Writes the parts of a value; the budget bounds how much is written in all. */
type Writer = (value: unknown, budget: Budget) => string

function rangeText(range: FeelRange, write: Writer, budget: Budget): string {
  if (range.operator !== null) return `(${range.operator} ${write(range.start ?? range.end, budget)})`
  const ends = `${write(range.start, budget)}..${write(range.end, budget)}`
  return `${range.startIncluded ? '[' : '('}${ends}${range.endIncluded ? ']' : ')'}`
}

const functionText = (value: FeelFunction): string =>
  `function(${(value.signatures[0] ?? []).map((parameter) => parameter.name).join(', ')})`

function temporalText(value: object): string | null {
  if (value instanceof FeelDate) return dateText(value)
  if (value instanceof FeelTime) return timeText(value)
  if (value instanceof FeelDateTime) return dateTimeText(value)
  if (value instanceof DaysTimeDuration) return daysText(value)
  return value instanceof YearsMonthsDuration ? monthsText(value) : null
}

function objectText(value: object, write: Writer, budget: Budget): string {
  if (value instanceof Decimal) return numberText(value)
  if (Array.isArray(value)) return `[${value.map((item) => write(item, budget)).join(', ')}]`
  if (value instanceof FeelRange) return rangeText(value, write, budget)
  if (value instanceof FeelFunction) return functionText(value)
  const entries = Object.entries(value as Context).map(([key, entry]) => `${keyText(key)}: ${write(entry, budget)}`)
  return `{${entries.join(', ')}}`
}

/** Text inside a list or context of `string()`: strings quoted, temporals bare. */
function innerText(value: unknown, budget: Budget): string {
  budget.spend(1)
  return typeof value === 'string' ? quote(value) : valueText(value, budget)
}

/** The text that `string(value)` gives (DMN 1.5, 10.3.4.1). */
export function valueText(value: unknown, budget?: Budget): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) return 'null'
  return temporalText(value) ?? objectText(value, innerText, budget ?? new Budget())
}

const CONSTRUCTORS: readonly [new (...args: never[]) => object, string][] = [
  [FeelDate, 'date'],
  [FeelTime, 'time'],
  [FeelDateTime, 'date and time'],
  [DaysTimeDuration, 'duration'],
  [YearsMonthsDuration, 'duration'],
]

/**
 * The value as FEEL literal text, so that compiling the text gives the value again (functions excepted). Throws a `RangeError` where
 * a value that shares its parts would be endless when written out.
 */
export function formatFeel(value: unknown): string {
  return literalText(value, new Budget())
}

/** As `formatFeel`, for showing: null where the value has more parts than that. */
export function formatFeelWithin(value: unknown, parts: number): string | null {
  try {
    return literalText(value, new Budget(parts))
  } catch (error) {
    if (error instanceof LimitExceeded) return null
    throw error
  }
}

function literalText(value: unknown, budget: Budget): string {
  budget.spend(1)
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return valueText(value)
  const text = temporalText(value)
  if (text === null) return objectText(value, literalText, budget)
  const constructor = CONSTRUCTORS.find(([type]) => value instanceof type)
  return `${constructor?.[1]}(${quote(text)})`
}

/** JSON enters as it is: a JS number already means the decimal of its shortest text. */
export const fromJson = (value: JsonValue): unknown => value

/** The value as JSON; what JSON cannot say becomes its FEEL text. Throws a `RangeError` as `formatFeel` does. */
export function toJson(value: unknown): JsonValue {
  return jsonOf(value, new Budget())
}

function jsonOf(value: unknown, budget: Budget): JsonValue {
  budget.spend(1)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, budget))
  const text = temporalText(value)
  if (text !== null) return text
  if (value instanceof Decimal || value instanceof FeelRange || value instanceof FeelFunction) return valueText(value)
  return Object.fromEntries(Object.entries(value as Context).map(([key, entry]) => [key, jsonOf(entry, budget)]))
}
