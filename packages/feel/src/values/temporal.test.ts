import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOfYear, epochDay, fromEpochDay, weekdayOf, weekOfYear } from './calendar.ts'
import {
  addMonths,
  dateText,
  dateTimeText,
  daysText,
  FeelDate,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  timeText,
} from './temporal.ts'
import { offsetAtLocal } from './zone.ts'

const days = fc.integer({ min: -365_000_000_000, max: 365_000_000_000 })

describe('the calendar', () => {
  it('goes from day to date and back, over all years', () => {
    fc.assert(
      fc.property(days, (day) => {
        const { year, month, day: dayOfMonth } = fromEpochDay(day)
        expect(epochDay(year, month, dayOfMonth)).toBe(day)
      }),
    )
  })

  it('agrees with Date where Date reaches', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = new Date(day * 86_400_000)
        expect(fromEpochDay(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
        expect(weekdayOf(day) % 7).toBe(date.getUTCDay())
      }),
    )
  })

  it('numbers weeks after ISO 8601', () => {
    expect(weekOfYear(2005, 1, 1)).toBe(53)
    expect(weekOfYear(2024, 12, 30)).toBe(1)
    expect(weekOfYear(2026, 11, 23)).toBe(48)
    expect(dayOfYear(2024, 12, 31)).toBe(366)
  })

  it('keeps to the end of the month', () => {
    expect(dateText(addMonths(new FeelDate(2024, 1, 31), 1)!)).toBe('2024-02-29')
    expect(dateText(addMonths(new FeelDate(2024, 3, 31), -13)!)).toBe('2023-02-28')
  })
})

describe('texts', () => {
  it.each(['2024-02-29', '-0044-03-15', '999999999-12-31', '-999999999-01-01', '12345-06-07'])('date %s', (text) => {
    expect(dateText(parseDate(text)!)).toBe(text)
  })

  it.each(['2024-02-30', '2023-02-29', '02024-01-01', '2024-1-1', '+2024-01-01', '1000000000-01-01', ''])(
    'no date %s',
    (text) => {
      expect(parseDate(text)).toBeNull()
    },
  )

  it.each(['10:20:30', '10:20:30.5', '00:00:00Z', '10:20:30+01:35', '23:59:59.123456789-14:00', '01:02:03@Europe/Berlin'])(
    'time %s',
    (text) => {
      expect(timeText(parseTime(text)!)).toBe(text)
    },
  )

  it.each(['24:00:01', '10:60:00', '10:20', '10:20:30+19:00', '10:20:30@Nowhere/Atlantis', '10:20:30Z@Europe/Berlin'])(
    'no time %s',
    (text) => {
      expect(parseTime(text)).toBeNull()
    },
  )

  it('takes 24:00:00 for the midnight that ends the day', () => {
    expect(dateTimeText(parseDateTime('2024-12-31T24:00:00')!)).toBe('2025-01-01T00:00:00')
  })

  it.each([
    ['P1DT25H', 'P2DT1H'],
    ['PT90S', 'PT1M30S'],
    ['-PT0.5S', '-PT0.5S'],
    ['P0D', 'PT0S'],
  ])('duration %s is %s', (text, expected) => {
    expect(daysText(parseDuration(text) as never)).toBe(expected)
  })

  it.each(['P', 'PT', 'P1YT1H', 'P1Y1D', '1D', 'P-1D'])('no duration %s', (text) => {
    expect(parseDuration(text)).toBeNull()
  })
})

const at = (zone: string, text: string): number => {
  const value = parseDateTime(text)!
  return offsetAtLocal(
    zone,
    epochDay(value.date.year, value.date.month, value.date.day),
    value.time.hour * 3600 + value.time.minute * 60,
  )
}

describe('zones', () => {
  it('knows summer time, its gap and its overlap', () => {
    expect(at('Europe/Berlin', '2024-01-15T12:00:00')).toBe(3600)
    expect(at('Europe/Berlin', '2024-07-15T12:00:00')).toBe(7200)
    expect(at('Europe/Berlin', '2024-03-31T02:30:00')).toBe(3600)
    expect(at('Europe/Berlin', '2024-10-27T02:30:00')).toBe(7200)
  })
})
