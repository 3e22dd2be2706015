import { describe, expect, test } from 'vitest'
import { tableOf } from '../test-kit/table-of.ts'

describe('Löschpflicht (Art. 17 DSGVO)', () => {
  const { rules, fired, value } = tableOf('loeschpflicht.dmn', 'loeschpflicht')
  const rows = [
    [['straf', 'rechnung', 'unrechtmaessig'], 1, 'einschraenken'],
    [['rechtsstreit', 'keine', 'zweck'], 2, 'einschraenken'],
    [['verwaltung', 'keine', 'zweck'], 3, 'ablehnen'],
    [['nein', 'rechnung', 'zweck'], 4, 'einschraenken'],
    [['nein', 'archiv', 'zweck'], 5, 'einschraenken'],
    [['nein', 'keine', 'zweck'], 6, 'loeschen'],
    [['nein', 'keine', 'einwilligung'], 7, 'loeschen'],
    [['nein', 'keine', 'widerspruch'], 8, 'loeschen'],
    [['nein', 'keine', 'unrechtmaessig'], 9, 'loeschen'],
    [['nein', 'keine', 'rechtspflicht'], 10, 'loeschen'],
    [['nein', 'keine', 'kind'], 11, 'loeschen'],
    [['nein', 'keine', 'keiner'], 12, 'ablehnen'],
  ] as const

  test.each(rows)('%j: rule %i, %s', ([verfahren, aufbewahrung, loeschgrund], rule, ergebnis) => {
    const context = { verfahren, aufbewahrung, loeschgrund }
    expect(fired(context)[0]).toBe(rule)
    expect(value(context)).toMatchObject({ ergebnis })
  })
  test('every rule is hit', () => expect(rows.map(([, rule]) => rule)).toEqual(rules))
})

describe('Meldepflicht bei Datenpannen (Art. 33 und 34 DSGVO)', () => {
  const { rules, fired, value } = tableOf('datenpanne.dmn', 'meldepflicht-datenpanne')
  const rows = [
    [['ja', 'ja', 'erheblich', 5000], 1, [false, false]],
    [['nein', 'ja', 'keine', 1], 2, [true, true]],
    [['nein', 'nein', 'erheblich', 1], 3, [true, true]],
    [['nein', 'nein', 'begrenzt', 1000], 4, [true, true]],
    [['nein', 'nein', 'begrenzt', 999], 5, [true, false]],
    [['nein', 'nein', 'keine', 5000], 6, [false, false]],
  ] as const

  test.each(rows)('%j: rule %i', ([geschuetzt, besondere, folgen, anzahl], rule, [melden, benachrichtigen]) => {
    const context = { geschuetzt, besondere, folgen, anzahl }
    expect(fired(context)).toEqual([rule])
    expect(value(context)).toMatchObject({ melden, benachrichtigen })
  })
  test('every rule is hit', () => expect(rows.map(([, rule]) => rule)).toEqual(rules))
})
