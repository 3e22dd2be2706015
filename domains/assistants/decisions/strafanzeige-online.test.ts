import { describe, expect, test } from 'vitest'
import { tableOf } from '../test-kit/table-of.ts'

describe('Dringlichkeit', () => {
  const { rules, fired, value } = tableOf('strafanzeige-online.dmn', 'dringlichkeit-strafanzeige')
  const rows = [
    [{ taeterAnwesend: true, zahlungVor24Stunden: true, delikt: 'betrug', schaden: 9000 }, 1, 'sofort', 'PT1H'],
    [{ taeterAnwesend: false, zahlungVor24Stunden: true, delikt: 'computerbetrug', schaden: 40 }, 2, 'sofort', 'PT4H'],
    [{ taeterAnwesend: false, zahlungVor24Stunden: null, delikt: 'schwerer-diebstahl', schaden: 20 }, 3, 'hoch', 'P1D'],
    [{ taeterAnwesend: false, zahlungVor24Stunden: false, delikt: 'betrug', schaden: 5000 }, 4, 'hoch', 'P1D'],
    [{ taeterAnwesend: false, zahlungVor24Stunden: null, delikt: 'diebstahl', schaden: 49.99 }, 5, 'gering', 'P7D'],
    [{ taeterAnwesend: false, zahlungVor24Stunden: null, delikt: 'diebstahl', schaden: 50 }, 6, 'normal', 'P3D'],
    [{ taeterAnwesend: false, zahlungVor24Stunden: false, delikt: 'betrug', schaden: 4999.99 }, 6, 'normal', 'P3D'],
  ] as const

  test.each(rows)('%j: rule %i, %s within %s', (context, rule, stufe, frist) => {
    expect(fired(context)[0]).toBe(rule)
    expect(value(context)).toMatchObject({ stufe, frist })
  })

  test('every rule decides once', () => expect([...new Set(rows.map(([, rule]) => rule))]).toEqual(rules))

  test('a payment does not make a theft urgent', () =>
    expect(value({ taeterAnwesend: false, zahlungVor24Stunden: true, delikt: 'diebstahl', schaden: 100 })).toMatchObject({
      stufe: 'normal',
    }))
})

describe('Zuständige Dienststelle', () => {
  const { rules, fired, value } = tableOf('strafanzeige-online.dmn', 'zustaendige-dienststelle')
  const rows = [
    ['29221', 1, 'polizei-celle'],
    ['29229', 1, 'polizei-celle'],
    ['29303', 2, 'polizei-celle'],
    ['29364', 2, 'polizei-celle'],
    ['30159', 3, 'polizei-hannover'],
    ['30823', 4, 'polizei-hannover'],
    ['31319', 4, 'polizei-hannover'],
    ['31535', 4, 'polizei-hannover'],
    ['21335', 5, 'polizei-lueneburg'],
    ['38126', 6, 'polizei-braunschweig'],
    ['31134', 7, 'polizei-onlinewache'],
    ['10115', 7, 'polizei-onlinewache'],
  ] as const

  test.each(rows)('%s: rule %i, %s', (plz, rule, gruppe) => {
    expect(fired({ tatort: { plz } })[0]).toBe(rule)
    expect(value({ tatort: { plz } })).toMatchObject({ gruppe })
  })

  test('every rule decides once', () => expect([...new Set(rows.map(([, rule]) => rule))]).toEqual(rules))
})
