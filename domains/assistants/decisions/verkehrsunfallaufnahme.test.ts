import { describe, expect, test } from 'vitest'
import { tableOf } from '../test-kit/table-of.ts'

const vehicles = (fahrbereit: string, art = 'pkw') => [{ art, fahrbereit }]
const hurt = (...schwere: string[]) => schwere.map((how) => ({ schwere: how }))
const context = (
  verletzte: unknown,
  fahrbereit: string,
  verstoss: string,
  berauschendeMittel: boolean,
  unfallflucht = false,
) => ({
  verletzte,
  fahrzeuge: vehicles(fahrbereit),
  verstoss,
  berauschendeMittel,
  unfallflucht,
})

describe('Unfallkategorie', () => {
  const { rules, fired, value } = tableOf('verkehrsunfallaufnahme.dmn', 'unfallkategorie')
  const rows = [
    [hurt('leicht', 'getoetet', 'schwer'), 'ja', 'straftat', false, 1, 1],
    [hurt('leicht', 'schwer'), 'ja', 'bussgeld', false, 2, 2],
    [hurt('leicht'), 'ja', 'keiner', true, 3, 3],
    [[], 'nein', 'straftat', false, 4, 4],
    [[], 'nein', 'bussgeld', true, 4, 4],
    [[], 'ja', 'straftat', false, 5, 5],
    [[], 'ja', 'bussgeld', false, 5, 5],
    [[], 'nein', 'verwarnung', false, 6, 5],
    [[], 'nein', 'keiner', true, 6, 5],
    [[], 'ja', 'straftat', true, 7, 6],
    [[], 'ja', 'keiner', true, 7, 6],
    [[], 'ja', 'verwarnung', false, 8, 7],
    [null, 'ja', 'keiner', false, 8, 7],
  ] as const

  test.each(rows)(
    '%j, fahrbereit %s, %s, berauscht %s: rule %i, category %i',
    (verletzte, fahrbereit, verstoss, drunk, rule, category) => {
      const facts = context(verletzte, fahrbereit, verstoss, drunk)
      expect(fired(facts)).toEqual([rule])
      expect(value(facts)).toMatchObject({ nummer: category })
    },
  )

  test('every rule is hit', () => expect([...new Set(rows.map(([, , , , rule]) => rule))]).toEqual(rules))

  test('exactly one rule for everything the form offers', () => {
    for (const verletzte of [[], hurt('leicht'), hurt('schwer'), hurt('getoetet')])
      for (const fahrbereit of ['ja', 'nein'])
        for (const verstoss of ['straftat', 'bussgeld', 'verwarnung', 'keiner'])
          for (const drunk of [true, false]) expect(fired(context(verletzte, fahrbereit, verstoss, drunk))).toHaveLength(1)
  })

  test('a broken bicycle is no motor vehicle', () => {
    const facts = { ...context([], 'nein', 'bussgeld', false), fahrzeuge: vehicles('nein', 'fahrrad') }
    expect(value(facts)).toMatchObject({ nummer: 5 })
  })

  test('no vehicles at all is the same as all of them roadworthy', () =>
    expect(value({ ...context([], 'ja', 'verwarnung', false), fahrzeuge: null })).toMatchObject({ nummer: 7 }))
})

describe('Maßnahmen', () => {
  const { rules, fired, value } = tableOf('verkehrsunfallaufnahme.dmn', 'massnahmen')
  const rows = [
    [context(hurt('getoetet'), 'nein', 'straftat', true), [1, 6, 8, 9, 10, 12]],
    [context(hurt('schwer'), 'ja', 'bussgeld', false), [1, 6]],
    [context(hurt('leicht'), 'ja', 'verwarnung', false), [1, 13]],
    [context([], 'nein', 'bussgeld', false), [1, 12]],
    [context([], 'ja', 'straftat', false, true), [2, 7, 11]],
    [context([], 'ja', 'straftat', true), [3, 10]],
    [context([], 'ja', 'keiner', true), [3]],
    [context([], 'nein', 'keiner', false), [4, 12]],
    [context([], 'ja', 'verwarnung', false), [5, 13]],
    [context([], 'ja', 'keiner', false, true), [7, 11, 14]],
    [context([], 'nein', 'keiner', false, true), [7, 11, 12, 14]],
  ] as const

  test.each(rows)('%j: rules %j', (facts, expected) => expect(fired(facts)).toEqual(expected))

  test('every rule is hit', () => expect([...new Set(rows.flatMap(([, hit]) => hit))].toSorted((a, b) => a - b)).toEqual(rules))

  test('always either a full or a shortened record, never both, nothing twice', () => {
    for (const verletzte of [[], hurt('leicht'), hurt('schwer'), hurt('getoetet')])
      for (const fahrbereit of ['ja', 'nein'])
        for (const verstoss of ['straftat', 'bussgeld', 'verwarnung', 'keiner'])
          for (const drunk of [true, false])
            for (const flight of [true, false]) {
              const todo = value(context(verletzte, fahrbereit, verstoss, drunk, flight)) as string[]
              expect(
                todo.filter((what) => what === 'Verkehrsunfallanzeige fertigen' || what === 'Verkürzte Aufnahme'),
              ).toHaveLength(1)
              expect(new Set(todo).size).toBe(todo.length)
            }
  })
})
