import { describe, expect, test } from 'vitest'
import { tableOf } from '../test-kit/table-of.ts'

describe('Gebühr Bewohnerparken', () => {
  const { rules, fired, value } = tableOf('bewohnerparkausweis.dmn', 'gebuehr-bewohnerparken')
  const rows = [
    [['aenderung', 'pkw', null], 1, 10.2],
    [['neu', 'pkw', 12], 2, 30.7],
    [['neu', 'pkw', 24], 3, 61.4],
    [['verlaengerung', 'kraftrad', 12], 4, 10.2],
    [['neu', 'kraftrad', 24], 5, 20.4],
  ] as const

  test.each(rows)('%j: rule %i, %f Euro', ([antragsart, fahrzeugart, laufzeit], rule, fee) => {
    const context = { antragsart, fahrzeugart, laufzeit }
    expect(fired(context)).toEqual([rule])
    expect(value(context)).toBe(fee)
  })

  test('every rule is hit', () => expect([...new Set(rows.map(([, rule]) => rule))]).toEqual(rules))

  test('every fee lies within 10,20 to 30,70 Euro a year (Nr. 265 GebOSt)', () => {
    for (const [[, , laufzeit], , fee] of rows) {
      const aYear = fee / ((laufzeit ?? 12) / 12)
      expect(aYear).toBeGreaterThanOrEqual(10.2)
      expect(aYear).toBeLessThanOrEqual(30.7)
    }
  })

  test('exactly one rule for everything the form offers', () => {
    for (const antragsart of ['neu', 'verlaengerung', 'aenderung'])
      for (const fahrzeugart of ['pkw', 'kraftrad'])
        for (const laufzeit of [12, 24]) expect(fired({ antragsart, fahrzeugart, laufzeit })).toHaveLength(1)
  })
})

describe('Anspruch auf einen Bewohnerparkausweis', () => {
  const { rules, fired, value, reasons } = tableOf('bewohnerparkausweis.dmn', 'anspruch-bewohnerparken')
  const rows = [
    ['bestaetigt', 1, true],
    ['ausserhalb', 2, false],
    ['abweichend', 3, false],
    ['nicht-gefunden', 4, false],
  ] as const

  test.each(rows)('%s: rule %i, %s', (status, rule, outcome) => {
    const context = { melderegister: { status } }
    expect(fired(context)).toEqual([rule])
    expect(value(context)).toBe(outcome)
  })

  test('every rule is hit', () => expect(rows.map(([, rule]) => rule)).toEqual(rules))

  test('says why in a sentence', () => {
    expect(reasons({ melderegister: { status: 'ausserhalb' } })).toEqual([
      'Die Voraussetzungen für einen Bewohnerparkausweis liegen nach bisherigem Stand nicht vor, weil Ihr Hauptwohnsitz in keinem Bewohnerparkgebiet liegt (Regel 2; § 45 Abs. 1b Satz 1 Nr. 2a StVO).',
    ])
  })
})
