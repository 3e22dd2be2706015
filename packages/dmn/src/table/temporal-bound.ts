import {
  DaysTimeDuration,
  FeelDateTime,
  FeelTime,
  instantOf,
  parseDateTime,
  parseDuration,
  parseTemporal,
  parseTime,
  timeOrder,
  YearsMonthsDuration,
  type FeelValue,
} from '@fachwerk/feel'

/** Kinds of values, besides numbers and dates, that lie on a line. */
export type TemporalKind = 'time' | 'date and time' | 'days and time duration' | 'years and months duration'

export const temporalKinds: readonly TemporalKind[] = [
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]

/** A value as a point: seconds, of the day or since the epoch, or months. */
export interface TemporalPoint {
  readonly kind: TemporalKind
  readonly at: number
  /** Times and date-times with a zone have no order with those without. */
  readonly zoned: boolean
}

const literal = /^(?:@|(time|date and time|duration)\s*\()\s*"([^"\\]*)"\s*(\)?)$/
const readers: Readonly<Record<string, (text: string) => FeelValue>> = {
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
}

/** `@"PT4H"`, `time("08:00:00")` and their like; undefined for all other text. */
export const temporalLiteral = (text: string): FeelValue | undefined => {
  const [, name = '', inside = '', close = ''] = literal.exec(text) ?? ['', '', '', '?']
  if ((name === '') !== (close === '')) return undefined
  return (name === '' ? parseTemporal(inside) : readers[name]?.(inside)) ?? undefined
}

/** Where a value lies on its line. What a JS number does not hold exactly has no place: parts of a second, and endless decimals. */
export const pointOf = (value: FeelValue): TemporalPoint | undefined => {
  if (value instanceof YearsMonthsDuration) return { kind: 'years and months duration', at: value.months, zoned: false }
  if (value instanceof DaysTimeDuration)
    return typeof value.seconds === 'number' ? { kind: 'days and time duration', at: value.seconds, zoned: false } : undefined
  if (value instanceof FeelTime && value.nano === 0)
    return { kind: 'time', at: timeOrder(value) / 1e9, zoned: value.zone !== null }
  if (!(value instanceof FeelDateTime) || value.time.nano !== 0) return undefined
  const { day, second } = instantOf(value)
  return { kind: 'date and time', at: day * 86_400 + second, zoned: value.time.zone !== null }
}
