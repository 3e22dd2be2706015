/** Properties of dates, times and durations (DMN 1.5, table 65). */
import { weekdayOf } from './calendar.ts'
import { negate, signOf } from './number.ts'
import type { FeelNumber } from './number.ts'
import {
  dayNumber,
  DaysTimeDuration,
  durationParts,
  FeelDate,
  FeelDateTime,
  FeelTime,
  secondOfDay,
  YearsMonthsDuration,
} from './temporal.ts'
import { offsetAtLocal } from './zone.ts'

/** `undefined` where the kind has no such property. */
export function propertyOf(value: unknown, name: string): unknown {
  if (value instanceof FeelDate) return dateProperty(value, name)
  if (value instanceof FeelTime) return timeProperty(value, name, 0)
  if (value instanceof FeelDateTime)
    return dateProperty(value.date, name) ?? timeProperty(value.time, name, dayNumber(value.date))
  if (value instanceof YearsMonthsDuration) return monthsProperty(value, name)
  return value instanceof DaysTimeDuration ? secondsProperty(value, name) : undefined
}

function dateProperty(date: FeelDate, name: string): unknown {
  switch (name) {
    case 'year':
      return date.year
    case 'month':
      return date.month
    case 'day':
      return date.day
    case 'weekday':
      return weekdayOf(dayNumber(date))
    default:
      return undefined
  }
}

function timeProperty(time: FeelTime, name: string, day: number): unknown {
  switch (name) {
    case 'hour':
      return time.hour
    case 'minute':
      return time.minute
    case 'second':
      return time.second
    case 'time offset':
      return time.zone === null ? null : new DaysTimeDuration(offsetAtLocal(time.zone, day, secondOfDay(time)))
    case 'timezone':
      return typeof time.zone === 'string' ? time.zone : null
    default:
      return undefined
  }
}

function monthsProperty({ months }: YearsMonthsDuration, name: string): unknown {
  if (name === 'years') return Math.trunc(months / 12) + 0
  return name === 'months' ? (months % 12) + 0 : undefined
}

function secondsProperty({ seconds }: DaysTimeDuration, name: string): unknown {
  const negative = signOf(seconds) < 0
  const { days, hours, minutes, rest } = durationParts(negative ? negate(seconds) : seconds)
  const signed = (size: FeelNumber): FeelNumber => (negative ? negate(size) : size)
  switch (name) {
    case 'days':
      return signed(days)
    case 'hours':
      return signed(hours)
    case 'minutes':
      return signed(minutes)
    case 'seconds':
      return signed(rest)
    default:
      return undefined
  }
}
