import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRetention, retentionEnd } from './retention.ts'
import { retentionText } from './retention-text.ts'

const end = (from: string, period: string) => new Date(retentionEnd(Date.parse(from), period)).toISOString()

test.each([
  ['2026-03-03T10:15:30.250Z', 'P3Y', '2029-03-03T10:15:30.250Z'],
  ['2026-01-31T00:00:00.000Z', 'P1M', '2026-02-28T00:00:00.000Z'],
  ['2024-02-29T12:00:00.000Z', 'P1Y', '2025-02-28T12:00:00.000Z'],
  ['2024-01-31T12:00:00.000Z', 'P1M', '2024-02-29T12:00:00.000Z'],
  ['2026-11-30T23:59:59.999Z', 'P1Y3M', '2028-02-29T23:59:59.999Z'],
  ['2026-03-28T12:00:00.000Z', 'P1D', '2026-03-29T12:00:00.000Z'],
  ['2026-03-28T12:00:00.000Z', 'P2W', '2026-04-11T12:00:00.000Z'],
  ['2026-03-28T12:00:00.000Z', 'P10DT12H30M5S', '2026-04-08T00:30:05.000Z'],
  ['1969-12-31T23:00:00.000Z', 'P1M', '1970-01-31T23:00:00.000Z'],
  ['2026-03-28T12:00:00.000Z', 'P0D', '2026-03-28T12:00:00.000Z'],
])('%s + %s = %s', (from, period, expected) => {
  expect(end(from, period)).toBe(expected)
})

test.each([
  '',
  'P',
  'PT',
  'P3',
  '3Y',
  'P3YT',
  'P-3Y',
  '-P3Y',
  'P1.5Y',
  'P3Y ago',
  'drei Jahre',
  'P1M3Y',
  'PT5D',
  'P99999Y',
  'p3y',
])('%j is no period', (text) => {
  expect(parseRetention(text)).toBeUndefined()
  expect(() => retentionEnd(0, text)).toThrow(RangeError)
})

const time = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2200, 0, 1) })
test('every end is a time, not before its beginning, and longer periods end later', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: 0, max: 9998 }), fc.constantFrom('Y', 'M', 'W', 'D'), (at, count, unit) => {
      const one = retentionEnd(at, `P${count}${unit}`)
      const more = retentionEnd(at, `P${count + 1}${unit}`)
      expect(Number.isSafeInteger(one)).toBe(true)
      expect(one).toBeGreaterThanOrEqual(at)
      expect(more).toBeGreaterThan(one)
    }),
  )
})
test('a year is twelve months, and the hour of the day stays', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: 0, max: 100 }), (at, years) => {
      expect(retentionEnd(at, `P${years}Y`)).toBe(retentionEnd(at, `P${years * 12}M`))
      expect((retentionEnd(at, `P${years}Y`) - at) % 86_400_000).toBe(0)
    }),
  )
})

test.each([
  ['P3Y', '3 Jahre', '3 years'],
  ['P1Y6M', '1 Jahr und 6 Monate', '1 year and 6 months'],
  ['P2W', '14 Tage', '14 days'],
  ['P1DT1H5M', '1 Tag, 1 Stunde und 5 Minuten', '1 day, 1 hour and 5 minutes'],
  ['P0D', '0 Tage', '0 days'],
])('%s in words', (period, de, en) => {
  expect(retentionText(period)).toEqual({ de, en })
})
