/** Conversion functions (DMN 1.5, 10.3.4.1), the clock and temporal functions (10.3.4.9, 10.3.4.10). */
import type { Runtime } from '../compile/runtime.ts'
import { dayOfYear, weekdayOf, weekOfYear } from '../values/calendar.ts'
import { numberText, parseNumber, roundTo, subtract, toInteger } from '../values/number.ts'
import type { FeelNumber } from '../values/number.ts'
import {
  addSeconds,
  dateOfDay,
  dayNumber,
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  makeDate,
  makeMonths,
  makeTime,
  MIDNIGHT_UTC,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
} from '../values/temporal.ts'
import { valueText } from '../values/text.ts'
import { offsetAtInstant, parseZone } from '../values/zone.ts'
import type { Zone } from '../values/zone.ts'
import { define } from './define.ts'

const GROUPING = new Set([' ', ',', '.'])
const DECIMAL = new Set([',', '.'])

function numberFrom(text: string, grouping: string | null | undefined, decimal: string | null | undefined): FeelNumber | null {
  if (grouping != null && !GROUPING.has(grouping)) return null
  if (decimal != null && (!DECIMAL.has(decimal) || decimal === grouping)) return null
  let plain = grouping == null ? text : text.replaceAll(grouping, '')
  if (decimal != null && decimal !== '.') {
    if (plain.includes('.')) return null
    plain = plain.replace(decimal, '.')
  }
  return parseNumber(plain)
}

function dateFrom(value: unknown): FeelDate | null {
  if (typeof value === 'string') return parseDate(value)
  return value instanceof FeelDateTime ? value.date : (value as FeelDate)
}

const integer = (value: unknown): number => toInteger(value) ?? Number.NaN

function timeFrom(value: unknown): FeelTime | null {
  if (typeof value === 'string') return parseTime(value)
  if (value instanceof FeelDateTime) return value.time
  return value instanceof FeelDate ? MIDNIGHT_UTC : (value as FeelTime)
}

/** Seconds may carry a fraction. */
function clock(hour: unknown, minute: unknown, second: FeelNumber, zone: Zone): FeelTime | null {
  const whole = roundTo(second, 0, 'floor')
  const fraction = whole === null ? null : subtract(second, whole)
  const nano = fraction === null ? 0 : Math.floor(Number(numberText(fraction)) * 1e9 + 1e-4)
  return makeTime(integer(hour), integer(minute), integer(whole), nano, zone)
}

function offsetZone(offset: unknown): Zone | undefined {
  if (offset === null || offset === undefined) return null
  if (typeof offset === 'string') return parseZone(offset) ?? parseZone(`@${offset}`)
  const seconds = toInteger((offset as DaysTimeDuration).seconds)
  return seconds === null || Math.abs(seconds) > 18 * 3600 ? undefined : seconds
}

function timeOf(hour: unknown, minute: unknown, second: FeelNumber, offset: unknown): FeelTime | null {
  const zone = offsetZone(offset)
  return zone === undefined ? null : clock(hour, minute, second, zone)
}

function dateTimeFrom(value: unknown): FeelDateTime | null {
  if (typeof value === 'string') return parseDateTime(value)
  return value instanceof FeelDate ? new FeelDateTime(value, MIDNIGHT_UTC) : (value as FeelDateTime)
}

function combine(date: unknown, time: FeelTime): FeelDateTime {
  return new FeelDateTime(date instanceof FeelDateTime ? date.date : (date as FeelDate), time)
}

function dateTimeOf(parts: readonly unknown[], zone: unknown): FeelDateTime | null {
  const date = makeDate(integer(parts[0]), integer(parts[1]), integer(parts[2]))
  const time = timeOf(parts[3], parts[4], parts[5] as FeelNumber, zone)
  return date && time && new FeelDateTime(date, time)
}

/** Whole months between two dates, towards zero. */
function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): unknown {
  const a = from instanceof FeelDateTime ? from.date : from
  const b = to instanceof FeelDateTime ? to.date : to
  let months = (b.year - a.year) * 12 + (b.month - a.month)
  if (months > 0 && b.day < a.day) months--
  else if (months < 0 && b.day > a.day) months++
  return makeMonths(months)
}

function now(runtime: Runtime): FeelDateTime | null {
  const instant = runtime.options?.now
  if (instant === undefined) return runtime.report(runtime.at, 'no-clock')
  const zone = runtime.options?.zone ?? 'Europe/Berlin'
  const seconds = Math.floor(instant / 1000) + offsetAtInstant(zone, instant)
  const day = Math.floor(seconds / 86_400)
  const date = dateOfDay(day)
  const midnight = new FeelTime(0, 0, 0, Math.floor((instant - Math.floor(instant / 1000) * 1000) * 1e6), zone)
  return date && addSeconds(new FeelDateTime(date, midnight), seconds - day * 86_400)
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const DAY = 'date: date|date and time'
const dateOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDateTime ? value.date : value)

export const CONVERSION_FUNCTIONS = [
  define('number', [
    'from: string, grouping separator?: string, decimal separator?: string',
    (_, text, grouping, decimal) => numberFrom(text, grouping, decimal),
  ]),
  define('string', ['from: any', (_, value) => (value === null ? null : valueText(value))]),
  define('not', ['negand: boolean', (_, value: boolean) => !value]),
  define(
    'date',
    ['from: string|date|date and time', (_, value) => dateFrom(value)],
    ['year: number, month: number, day: number', (_, year, month, day) => makeDate(integer(year), integer(month), integer(day))],
  ),
  define(
    'time',
    ['from: string|time|date|date and time', (_, value) => timeFrom(value)],
    [
      'hour: number, minute: number, second: number, offset?: days and time duration',
      (_, hour, minute, second, offset) => timeOf(hour, minute, second, offset),
    ],
  ),
  define(
    'date and time',
    ['from: string|date|date and time', (_, value) => dateTimeFrom(value)],
    ['date: date|date and time, time: time', (_, date, time) => combine(date, time)],
    [
      'year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days and time duration|string',
      (_, ...parts) => dateTimeOf(parts, parts[6]),
    ],
    [
      'year: number, month: number, day: number, hour: number, minute: number, second: number, timezone?: string',
      (_, ...parts) => dateTimeOf(parts, parts[6]),
    ],
  ),
  define('duration', [
    'from: string|days and time duration|years and months duration',
    (_, value) => (typeof value === 'string' ? parseDuration(value) : value),
  ]),
  define('years and months duration', [
    'from: date|date and time, to: date|date and time',
    (_, from, to) => monthsBetween(from, to),
  ]),
  define('now', ['', (runtime) => now(runtime)]),
  define('today', ['', (runtime) => now(runtime)?.date ?? null]),
  define('day of year', [DAY, (_, value) => dayOfYear(dateOf(value).year, dateOf(value).month, dateOf(value).day)]),
  define('day of week', [DAY, (_, value) => WEEKDAYS[weekdayOf(dayNumber(dateOf(value))) - 1]]),
  define('month of year', [DAY, (_, value) => MONTHS[dateOf(value).month - 1]]),
  define('week of year', [DAY, (_, value) => weekOfYear(dateOf(value).year, dateOf(value).month, dateOf(value).day)]),
]
