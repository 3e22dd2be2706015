import { expect, test } from 'vitest'
import { dayOf, startOfDay } from './berlin-day.ts'

test.each([
  ['2026-11-23', 0, '2026-11-22T23:00:00.000Z'],
  ['2026-07-01', 0, '2026-06-30T22:00:00.000Z'],
  // Days on which the clock changes, and the day after.
  ['2026-03-29', 0, '2026-03-28T23:00:00.000Z'],
  ['2026-03-29', 1, '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 0, '2026-10-24T22:00:00.000Z'],
  ['2026-10-25', 1, '2026-10-25T23:00:00.000Z'],
  ['2026-12-31', 1, '2026-12-31T23:00:00.000Z'],
])('%s and %i days later begins at %s', (date, later, moment) => {
  expect(startOfDay(date, later).toISOString()).toBe(moment)
  expect(dayOf(startOfDay(date))).toBe(date)
})

test('what is no date begins never', () => {
  for (const wrong of [undefined, '', '2026-13-01', 'morgen']) expect(startOfDay(wrong).getTime()).toBeNaN()
})
