import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { evaluateDecision, readDecisionModel } from '@fachwerk/dmn'
import { describe, expect, test } from 'vitest'

const load = (file: string) => {
  const read = readDecisionModel(readFileSync(join(import.meta.dirname, file), 'utf8'))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.model
}
const fired = (file: string, decision: string, context: Record<string, unknown>): readonly number[] =>
  evaluateDecision(load(file), decision, context)
    .trace.at(-1)!
    .table!.rules.filter(({ matched }) => matched)
    .map(({ number }) => number)

describe('Gebühr Bewohnerparken', () => {
  test.each([
    [['aenderung', 'pkw', 12], 1],
    [['neu', 'pkw', 12], 2],
    [['neu', 'pkw', 24], 3],
    [['verlaengerung', 'kraftrad', 12], 4],
    [['neu', 'kraftrad', 24], 5],
  ] as const)('%j fires rule %i', ([antragsart, fahrzeugart, laufzeit], rule) => {
    expect(fired('bewohnerparkausweis.dmn', 'gebuehr-bewohnerparken', { antragsart, fahrzeugart, laufzeit })).toEqual([rule])
  })
})

describe('Unfallkategorie', () => {
  const car = (fahrbereit: string) => [{ art: 'pkw', fahrbereit }]
  const hurt = (schwere: string) => [{ schwere }]
  test.each([
    [hurt('getoetet'), 'ja', 'straftat', false, 1],
    [hurt('schwer'), 'ja', 'bussgeld', false, 2],
    [hurt('leicht'), 'ja', 'bussgeld', true, 3],
    [[], 'nein', 'bussgeld', true, 4],
    [[], 'ja', 'straftat', false, 5],
    [[], 'nein', 'verwarnung', false, 6],
    [[], 'ja', 'straftat', true, 7],
    [[], 'nein', 'keiner', true, 8],
    [null, 'ja', 'keiner', false, 9],
  ])('%j, fahrbereit %s, %s, berauscht %s fires rule %i', (verletzte, fahrbereit, verstoss, berauschendeMittel, rule) => {
    const context = { verletzte, fahrzeuge: car(fahrbereit), verstoss, berauschendeMittel, unfallflucht: false }
    expect(fired('verkehrsunfallaufnahme.dmn', 'unfallkategorie', context)).toEqual([rule])
  })
})
