/** Text of values: what `string()` gives, and FEEL source that gives the value back. */
import type { JsonValue } from '../api.ts'
import { FeelFunction, FeelRange } from './kind.ts'
import type { Context } from './kind.ts'
import { Decimal, numberText } from './number.ts'
import { DaysTimeDuration, dateText, dateTimeText, daysText, FeelDate, FeelDateTime, FeelTime, monthsText, timeText, YearsMonthsDuration } from './temporal.ts'

export const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`

const PLAIN_KEY = /^[\p{L}_?][\p{L}\p{N}_?]*( [\p{L}\p{N}_?]+)*$/u

const keyText = (key: string): string => (PLAIN_KEY.test(key) ? key : quote(key))

type Writer = (value: unknown) => string

function rangeText(range: FeelRange, write: Writer): string {
  if (range.operator !== null) return `(${range.operator} ${write(range.start ?? range.end)})`
  return `${range.startIncluded ? '[' : '('}${write(range.start)}..${write(range.end)}${range.endIncluded ? ']' : ')'}`
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

function objectText(value: object, write: Writer): string {
  if (value instanceof Decimal) return numberText(value)
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (value instanceof FeelRange) return rangeText(value, write)
  if (value instanceof FeelFunction) return functionText(value)
  const entries = Object.entries(value as Context).map(([key, entry]) => `${keyText(key)}: ${write(entry)}`)
  return `{${entries.join(', ')}}`
}

/** Text inside a list or context of `string()`: strings quoted, temporals bare. */
function innerText(value: unknown): string {
  return typeof value === 'string' ? quote(value) : valueText(value)
}

/** The text that `string(value)` gives (DMN 1.5, 10.3.4.1). */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) return 'null'
  return temporalText(value) ?? objectText(value, innerText)
}

const CONSTRUCTORS: readonly [new (...args: never[]) => object, string][] = [
  [FeelDate, 'date'],
  [FeelTime, 'time'],
  [FeelDateTime, 'date and time'],
  [DaysTimeDuration, 'duration'],
  [YearsMonthsDuration, 'duration'],
]

/** The value as FEEL literal text, so that compiling the text gives the value again (functions excepted). */
export function formatFeel(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return valueText(value)
  const text = temporalText(value)
  if (text === null) return objectText(value, formatFeel)
  const constructor = CONSTRUCTORS.find(([type]) => value instanceof type)
  return `${constructor?.[1]}(${quote(text)})`
}

/** JSON enters as it is: a JS number already means the decimal of its shortest text. */
export const fromJson = (value: JsonValue): unknown => value

/** The value as JSON; what JSON cannot say becomes its FEEL text. */
export function toJson(value: unknown): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return value.map(toJson)
  const text = temporalText(value)
  if (text !== null) return text
  if (value instanceof Decimal || value instanceof FeelRange || value instanceof FeelFunction) return objectText(value, innerText)
  return Object.fromEntries(Object.entries(value as Context).map(([key, entry]) => [key, toJson(entry)]))
}
