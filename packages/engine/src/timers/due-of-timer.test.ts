import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueOfTimer, nextDue, parseInstant } from './due-of-timer.ts'
import { instantOf, localOf } from './zone.ts'

const at = Date.UTC(2026, 10, 23, 8)
const due = (text: string, kind: 'date' | 'duration' | 'cycle') => {
  const timer = dueOfTimer(text, kind, at)
  return timer && new Date(timer.due).toISOString()
}

describe('dates', () => {
  it.each([
    ['2026-12-01T08:00:00Z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00+02:00', '2026-12-01T06:00:00.000Z'],
    ['2026-12-01T08:00', '2026-12-01T07:00:00.000Z'],
    ['2026-07-01T08:00', '2026-07-01T06:00:00.000Z'],
    ['2026-12-01', '2026-11-30T23:00:00.000Z'],
    ['2026-12-01T08:00:00.5@America/New_York', '2026-12-01T13:00:00.500Z'],
    // The clock skips 02:30 on this day in Berlin, and has it twice in autumn.
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:30', '2026-10-25T02:30:00.000Z'],
  ])('%s', (text, expected) => {
    expect(due(text, 'date')).toBe(expected)
  })
  it.each(['', 'tomorrow', '2026-02-30', '2026-13-01', '2026-12-01T25:00', '2026-12-01T08:00@Nowhere/City', 'P1D'])(
    'not %j',
    (text) => {
      expect(due(text, 'date')).toBeUndefined()
    },
  )
  it('finds the local time of every instant again', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2090, 0) }), (instant) => {
        const again = instantOf(localOf(instant))
        // The second of a doubled hour is read as the first.
        expect([0, 3_600_000, 7_200_000]).toContain(instant - again)
      }),
    )
  })
})

describe('durations', () => {
  it.each([
    ['PT30S', '2026-11-23T08:00:30.000Z'],
    ['-PT1H', '2026-11-23T07:00:00.000Z'],
    ['PT1.5S', '2026-11-23T08:00:01.500Z'],
    ['P1DT2H3M', '2026-11-24T10:03:00.000Z'],
    ['P2W', '2026-12-07T08:00:00.000Z'],
    ['P1M', '2026-12-23T08:00:00.000Z'],
    ['P3M', '2027-02-23T08:00:00.000Z'],
    // Eight months on, Berlin has summer time: the same wall-clock time.
    ['P8M', '2027-07-23T07:00:00.000Z'],
    ['P1Y', '2027-11-23T08:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(due(text, 'duration')).toBe(expected)
  })
  it('a month after the last day is the last day', () => {
    expect(new Date(dueOfTimer('P1M', 'duration', Date.UTC(2026, 0, 31, 12))!.due).toISOString()).toBe('2026-02-28T12:00:00.000Z')
  })
  it.each(['', 'P', 'PT', 'P1', '1D', 'P1H', 'PT1D', 'P999999999Y'])('not %j', (text) => {
    expect(due(text, 'duration')).toBeUndefined()
  })
})

describe('cycles', () => {
  it.each([
    ['R3/PT1H', { due: at + 3_600_000, repetitions: 3, interval: 'PT1H' }],
    ['R/P1D', { due: at + 86_400_000, repetitions: -1, interval: 'P1D' }],
    ['R2/2026-12-01T08:00:00Z/P1D', { due: Date.UTC(2026, 11, 1, 8), repetitions: 2, interval: 'P1D' }],
  ])('%s', (text, expected) => {
    expect(dueOfTimer(text, 'cycle', at)).toEqual(expected)
  })
  it.each(['PT1H', 'R0/PT1H', 'R/PT0S', 'R/-PT1H', 'R3', 'R3/x', 'R3/a/b/c', 'R3/tomorrow/PT1H'])('not %j', (text) => {
    expect(dueOfTimer(text, 'cycle', at)).toBeUndefined()
  })
  it('make up for missed firings when counted, skip them without end', () => {
    expect(nextDue(at, 'PT1H', 3, at + 10 * 3_600_000)).toBe(at + 3_600_000)
    expect(nextDue(at, 'PT1H', -1, at + 10 * 3_600_000)).toBe(at + 11 * 3_600_000)
    expect(nextDue(at, 'P1M', -1, at + 100 * 86_400_000)).toBe(parseInstant('2027-03-23T09:00'))
  })
})

it('any text is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[RPT0-9/:+@Z.YMDHS-]{0,30}$/)),
      fc.constantFrom('date', 'duration', 'cycle'),
      (text, kind) => {
        const timer = dueOfTimer(text, kind, at)
        if (timer) expect(new Date(timer.due).getTime()).toBe(timer.due)
      },
    ),
    { numRuns: 1000 },
  )
})
