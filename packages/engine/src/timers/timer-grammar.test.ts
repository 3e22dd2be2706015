import { isTimerText } from '@fachwerk/bpmn'
import { expect, test } from 'vitest'
import { dueOfTimer } from './due-of-timer.ts'

const at = Date.UTC(2026, 10, 23, 12)
const texts = {
  date: [
    '2026-11-23',
    '2026-11-23T08:00',
    '2026-11-23T08:00:00.5Z',
    '2026-11-23T08:00+01:00',
    '2026-11-23T08:00@Europe/Berlin',
  ].concat(['2026-02-30', '2026-11-23T25:00', '2026-11-23T08:60', '2026-11-23T08', '23.11.2026', '', 'P1D', '2026-13-01']),
  duration: ['P14D', 'PT0S', '-P1D', '-PT1H', 'P1Y2M3W4DT5H6M7.5S', ' P1D '].concat([
    'P',
    'PT',
    '1D',
    'zwei Tage',
    'P-1D',
    '--P1D',
    'P1DT',
    '',
  ]),
  cycle: ['R3/PT1H', 'R/P1D', 'R/2026-11-23T08:00:00Z/P1D', 'R007/PT1H', 'R1/P1M'].concat([
    'R/PT0S',
    'R0/PT1H',
    'R00/PT1H',
    'R/-P1D',
    'R/P0D',
    'R',
    'R/',
    'PT1H',
    'R-1/PT1H',
    'R/P1D/P1D',
    'R/a/b/P1D',
    'R99999999999999999999/PT1H',
  ]),
}

test.each(Object.entries(texts))('the check of models and the engine understand the same: %s', (kind, written) => {
  const of = kind as keyof typeof texts
  expect(written.filter((text) => isTimerText(text, of) !== (dueOfTimer(text, of, at) !== undefined))).toEqual([])
  expect(written.some((text) => isTimerText(text, of)) && written.some((text) => !isTimerText(text, of))).toBe(true)
})
