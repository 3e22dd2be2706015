/** Dates, times, date-times and durations (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8). */
import { daysInMonth, epochDay, fromEpochDay, MAX_YEAR } from './calendar.ts'
import {
  absolute,
  add,
  compareNumbers,
  divide,
  floorOf,
  isNumber,
  modulo,
  multiply,
  negate,
  numberText,
  parseNumber,
  roundTo,
  signOf,
  subtract,
} from './number.ts'
import type { FeelNumber } from './number.ts'
import { offsetAtLocal, parseZone, zoneText } from './zone.ts'
import type { Zone } from './zone.ts'

export class FeelDate {
  readonly year: number
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }
}

export class FeelTime {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly nano: number
  readonly zone: Zone
  constructor(hour: number, minute: number, second: number, nano: number, zone: Zone) {
    this.hour = hour
    this.minute = minute
    this.second = second
    this.nano = nano
    this.zone = zone
  }
}

export class FeelDateTime {
  readonly date: FeelDate
  readonly time: FeelTime
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date
    this.time = time
  }
}

/** Exact seconds, so that scaling and dividing durations is decimal arithmetic. */
export class DaysTimeDuration {
  readonly seconds: FeelNumber
  constructor(seconds: FeelNumber) {
    this.seconds = seconds
  }
}

export class YearsMonthsDuration {
  readonly months: number
  constructor(months: number) {
    this.months = months
  }
}

export const MIDNIGHT = new FeelTime(0, 0, 0, 0, null)
export const MIDNIGHT_UTC = new FeelTime(0, 0, 0, 0, 0)

export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return null
  if (Math.abs(year) > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return new FeelDate(year, month, day)
}

export function makeTime(hour: number, minute: number, second: number, nano: number, zone: Zone): FeelTime | null {
  if (!Number.isInteger(hour) || !Number.isInteger(minute) || !Number.isInteger(second)) return null
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null
  return new FeelTime(hour, minute, second, nano, zone)
}

export const dayNumber = (date: FeelDate): number => epochDay(date.year, date.month, date.day)
export const secondOfDay = (time: FeelTime): number => time.hour * 3600 + time.minute * 60 + time.second

export function dateOfDay(day: number): FeelDate | null {
  const { year, month, day: dayOfMonth } = fromEpochDay(day)
  return makeDate(year, month, dayOfMonth)
}

const DATE_TEXT = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/
const TIME_TEXT = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@.+)?$/

/** `24:00:00` is the midnight that ends the day. */
const END_OF_DAY = /^24:00:00(?:\.0+)?(?=$|[Z+@-])/

export function parseDate(text: string): FeelDate | null {
  const match = DATE_TEXT.exec(text)
  if (!match) return null
  const year = Number(match[2])
  return makeDate(match[1] ? -year : year, Number(match[3]), Number(match[4]))
}

export function parseTime(text: string): FeelTime | null {
  const match = TIME_TEXT.exec(text)
  if (!match) return null
  const zone = parseZone(match[5])
  if (zone === undefined) return null
  const nano = Number((match[4] ?? '').slice(0, 9).padEnd(9, '0'))
  if (END_OF_DAY.test(text)) return new FeelTime(0, 0, 0, 0, zone)
  return makeTime(Number(match[1]), Number(match[2]), Number(match[3]), nano, zone)
}

/** A date alone means midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T')
  const date = parseDate(split < 0 ? text : text.slice(0, split))
  const time = split < 0 ? MIDNIGHT : parseTime(text.slice(split + 1))
  if (!date || !time) return null
  const day = split >= 0 && END_OF_DAY.test(text.slice(split + 1)) ? dateOfDay(dayNumber(date) + 1) : date
  return day && new FeelDateTime(day, time)
}

const DAYS_TEXT = /^(-?)P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?)S)?)?$/
const MONTHS_TEXT = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/

export function parseDuration(text: string): DaysTimeDuration | YearsMonthsDuration | null {
  if (text.length > 200) return null
  const months = MONTHS_TEXT.exec(text)
  if (months && (months[2] ?? months[3]) !== undefined) {
    const size = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0)
    return makeMonths(months[1] ? -size : size)
  }
  const match = DAYS_TEXT.exec(text)
  if (!match || (match[2] ?? match[3] ?? match[4] ?? match[5]) === undefined) return null
  const seconds = totalSeconds(match)
  return seconds === null ? null : new DaysTimeDuration(match[1] ? negate(seconds) : seconds)
}

function totalSeconds(match: RegExpExecArray): FeelNumber | null {
  let total: FeelNumber | null = parseNumber(match[5] ?? '0')
  const parts: [string | undefined, number][] = [
    [match[2], 86_400],
    [match[3], 3600],
    [match[4], 60],
  ]
  for (const [text, factor] of parts) {
    const count = parseNumber(text ?? '0')
    const seconds = count === null ? null : multiply(count, factor)
    total = total === null || seconds === null ? null : add(total, seconds)
  }
  return total
}

export const makeMonths = (months: number): YearsMonthsDuration | null =>
  Number.isSafeInteger(months) ? new YearsMonthsDuration(months + 0) : null

/** Within these bounds days, hours and the rest of a second are exact in 34 digits, and the text stays readable. */
const MAX_SECONDS = 1e34
const SECOND_DIGITS = 40

export function makeSeconds(seconds: FeelNumber | null): DaysTimeDuration | null {
  const kept = seconds === null ? null : roundTo(seconds, SECOND_DIGITS, 'half-even')
  return kept === null || compareNumbers(absolute(kept), MAX_SECONDS) > 0 ? null : new DaysTimeDuration(kept)
}

/** The text of an `@"…"` literal; null when it is none (grammar rule 62). */
export function parseTemporal(text: string): unknown {
  return parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text)
}

/** Day, second of day and nanosecond of the instant in UTC (local time stands for itself). */
export interface Instant {
  readonly day: number
  readonly second: number
  readonly nano: number
}

export function instantOf(value: FeelDateTime): Instant {
  const day = dayNumber(value.date)
  const local = secondOfDay(value.time)
  const second = local - offsetAtLocal(value.time.zone, day, local)
  const carry = Math.floor(second / 86_400)
  return { day: day + carry, second: second - carry * 86_400, nano: value.time.nano }
}

export const compareInstants = (a: Instant, b: Instant): number =>
  Math.sign(a.day - b.day || a.second - b.second || a.nano - b.nano)

/** Nanoseconds since the UTC midnight before a zoned time; a zone with rules counts as on the epoch day. */
export function timeOrder(time: FeelTime): number {
  const second = secondOfDay(time)
  return (second - offsetAtLocal(time.zone, 0, second)) * 1e9 + time.nano
}

const nanoSeconds = (nano: number): FeelNumber => divide(nano, 1_000_000_000) ?? 0

export function between(a: Instant, b: Instant): FeelNumber | null {
  const days = multiply(a.day - b.day, 86_400)
  const seconds = days === null ? null : add(days, a.second - b.second)
  return seconds === null ? null : add(seconds, nanoSeconds(a.nano - b.nano))
}

export function addMonths(date: FeelDate, months: number): FeelDate | null {
  const index = date.year * 12 + (date.month - 1) + months
  const year = Math.floor(index / 12)
  if (!Number.isSafeInteger(index) || Math.abs(year) > MAX_YEAR) return null
  const month = index - year * 12 + 1
  return makeDate(year, month, Math.min(date.day, daysInMonth(year, month)))
}

/** Whole seconds and nanoseconds of a number of seconds; finer parts are cut off. */
function splitSeconds(seconds: FeelNumber): { whole: number; nano: number } | null {
  const whole = floorOf(seconds)
  if (typeof whole !== 'number' || !Number.isSafeInteger(whole)) return null
  const fraction = subtract(seconds, whole)
  const nano = fraction === null ? null : multiply(fraction, 1_000_000_000)
  return nano === null ? null : { whole, nano: Number(numberText(floorOf(nano))) }
}

/** The time of day after adding seconds, and how many days it moved. */
export function addToTime(time: FeelTime, seconds: FeelNumber): { time: FeelTime; days: number } | null {
  const split = splitSeconds(seconds)
  if (!split) return null
  const nano = time.nano + split.nano
  const total = secondOfDay(time) + split.whole + (nano >= 1e9 ? 1 : 0)
  const days = Math.floor(total / 86_400)
  const rest = total - days * 86_400
  const moved = new FeelTime(Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60, nano % 1e9, time.zone)
  return { time: moved, days }
}

export function addSeconds(value: FeelDateTime, seconds: FeelNumber): FeelDateTime | null {
  const moved = addToTime(value.time, seconds)
  const date = moved && dateOfDay(dayNumber(value.date) + moved.days)
  return date && new FeelDateTime(date, moved.time)
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

export const dateText = (date: FeelDate): string =>
  `${date.year < 0 ? '-' : ''}${pad(Math.abs(date.year), 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`

export function timeText(time: FeelTime): string {
  const fraction = time.nano === 0 ? '' : `.${pad(time.nano, 9).replace(/0+$/, '')}`
  return `${pad(time.hour, 2)}:${pad(time.minute, 2)}:${pad(time.second, 2)}${fraction}${zoneText(time.zone)}`
}

export const dateTimeText = (value: FeelDateTime): string => `${dateText(value.date)}T${timeText(value.time)}`

export function monthsText({ months }: YearsMonthsDuration): string {
  const size = Math.abs(months)
  const years = Math.floor(size / 12)
  const rest = size % 12
  if (size === 0) return 'P0M'
  return `${months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${rest ? `${rest}M` : ''}`
}

/** Durations are written without exponents. */
const plain = (value: FeelNumber): string => numberText(value, Number.POSITIVE_INFINITY)

export function daysText({ seconds }: DaysTimeDuration): string {
  if (seconds === 0) return 'PT0S'
  const size = signOf(seconds) < 0 ? negate(seconds) : seconds
  const { days, hours, minutes, rest } = durationParts(size)
  const clock = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest === 0 ? '' : `${plain(rest)}S`}`
  return `${signOf(seconds) < 0 ? '-' : ''}P${days === 0 ? '' : `${plain(days)}D`}${clock && `T${clock}`}`
}

/** Days, hours, minutes and seconds of a duration's size (never negative). */
export function durationParts(size: FeelNumber): { days: FeelNumber; hours: number; minutes: number; rest: FeelNumber } {
  const days = floorOf(divide(size, 86_400) ?? 0)
  const inDay = modulo(size, 86_400) ?? 0
  const hours = floorOf(divide(inDay, 3600) ?? 0) as number
  const minutes = floorOf(divide(modulo(inDay, 3600) ?? 0, 60) ?? 0) as number
  return { days, hours, minutes, rest: modulo(inDay, 60) ?? 0 }
}

export const isTemporal = (value: unknown): boolean =>
  value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || isDuration(value)

export const isDuration = (value: unknown): value is DaysTimeDuration | YearsMonthsDuration =>
  value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration

export const scaleSeconds = (value: DaysTimeDuration, factor: unknown): DaysTimeDuration | null =>
  isNumber(factor) ? makeSeconds(multiply(value.seconds, factor)) : null
