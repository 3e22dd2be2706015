import {
  add,
  dateOfDay,
  DaysTimeDuration,
  FeelDateTime,
  FeelTime,
  isNumber,
  numberText,
  YearsMonthsDuration,
  type FeelValue,
} from '@fachwerk/feel'
import type { LineKind, Span } from '../table/simple-test.ts'
import type { LinePiece } from './dimension.ts'

const day = 86_400
/** A zone is at most 18 hours from UTC. */
const farthest = 64_800

/** Seconds that times can lie at, the end excluded; other lines have no ends. */
export const endsOf = ({ kind, zoned }: Pick<LinePiece, 'kind' | 'zoned'>): readonly [number, number] => {
  if (kind !== 'time') return [-Infinity, Infinity]
  return zoned ? [-farthest, day + farthest] : [0, day]
}

/** Whether any value lies in the piece. */
export const isInDomain = (piece: LinePiece): boolean => {
  const [low, high] = endsOf(piece)
  const { span } = piece
  return span.low < high && (span.high > low || (span.high === low && span.highIncluded))
}

/** The piece without what lies beyond the ends of its line. */
export const withinDomain = (piece: LinePiece): Span => {
  const [low, high] = endsOf(piece)
  const { span } = piece
  return {
    low: Math.max(span.low, low),
    lowIncluded: span.low < low || (span.lowIncluded && span.low > -Infinity),
    high: Math.min(span.high, high),
    highIncluded: span.high < high && span.highIncluded,
  }
}

/** The value at a place of a line. */
export const valueAt = (kind: LineKind, zoned: boolean, at: FeelValue): FeelValue => {
  if (!isNumber(at) || kind === 'number') return at
  if (kind === 'days and time duration') return new DaysTimeDuration(at)
  const { whole, nano } = splitSecond(at)
  if (kind === 'date') return dateOfDay(whole)
  if (kind === 'years and months duration') return new YearsMonthsDuration(whole)
  if (kind === 'time') return timeAt(whole, nano, zoned)
  const days = Math.floor(whole / day)
  const date = dateOfDay(days)
  return date && new FeelDateTime(date, clock(whole - days * day, nano, zoned ? 0 : null))
}

const splitSecond = (at: Parameters<typeof numberText>[0]): { readonly whole: number; readonly nano: number } => {
  const whole = Math.floor(Number(numberText(at)))
  const rest = add(at, -whole)
  return { whole, nano: rest === null ? 0 : Math.round(Number(numberText(rest)) * 1e9) }
}

/** Beyond the day in UTC there are times of zones far from it. */
const timeAt = (second: number, nano: number, zoned: boolean): FeelTime => {
  const offset = !zoned ? null : second < 0 ? farthest : second >= day ? -farthest : 0
  return clock(second + (offset ?? 0), nano, offset)
}

const clock = (second: number, nano: number, zone: number | null): FeelTime =>
  new FeelTime(Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60, nano, zone)
