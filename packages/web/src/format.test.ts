import { describe, expect, test } from 'vitest'
import { daysBetween, formatBytes, formatDate, formatDateLong, formatDateTime, formatDays, formatPeriod } from './format.ts'

describe('format', () => {
  const evening = new Date('2026-12-01T23:30:00Z')
  test('shows German local time', () => {
    expect(formatDate(evening, 'de')).toBe('02.12.2026')
    expect(formatDateTime(evening, 'de')).toBe('02.12.2026, 00:30')
    expect(formatDateLong(evening, 'de')).toBe('Mi., 2. Dezember 2026')
  })
  test('says of a period what differs between its ends', () => {
    const later = (minutes: number) => new Date(evening.getTime() + minutes * 60_000)
    expect(formatPeriod(evening, later(0.5), 'de')).toBe('02.12.2026, 00:30')
    expect(formatPeriod(evening, later(61), 'de')).toBe('02.12.2026, 00:30–01:31')
    expect(formatPeriod(evening, later(1440), 'de')).toBe('02.12.2026, 00:30 – 03.12.2026, 00:30')
  })
  test('counts days by the calendar, not by hours', () => {
    expect(daysBetween(new Date('2026-12-01T22:30:00Z'), evening)).toBe(1)
    expect(formatDays(evening, new Date('2026-12-01T23:40:00Z'), 'de')).toBe('heute')
    expect(formatDays(evening, new Date('2026-12-05T10:00:00Z'), 'de')).toBe('in 3 Tagen')
  })
  test('sizes', () => {
    expect(formatBytes(0, 'de')).toBe('0 B')
    expect(formatBytes(1_234_567, 'de')).toBe('1,2 MB')
  })
})
