import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, run, wayOf } from '../test-kit/run-process.ts'

const finding = answered('zugriffspruefung-anlass', {
  behoerde: 'stadt-celle',
  anlass: '14 Zugriffe ohne eigene Aufgabe',
  zugreifend: 'jonas-wessels',
  eintraege: '12, 13',
})
const judged = (bewertung: string) =>
  answered('zugriffspruefung-bewertung', {
    stellungnahme: 'Vertretung im Urlaub.',
    bewertung,
    bewertungGruende: 'Der Dienstplan zeigt es.',
  })
const measures = answered('zugriffspruefung-massnahmen', { massnahmen: ['leitung', 'rechte'] })
const reminded = answered('zugriffspruefung-erinnerung', { erinnerungsvermerk: 'Stellungnahme angemahnt.' })

test('happy path: there was a reason, and nothing follows', () => {
  const result = run('zugriffspruefung', finding, { userTasks: { Zugriffe_bewerten: [judged('begruendet')] } })
  expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  expect(wayOf(result).at(-1)).toBe('Keine_Massnahmen')
})

describe('error path', () => {
  test.each(['unbegruendet', 'unklar'])('%s: measures follow', (bewertung) => {
    const result = run('zugriffspruefung', finding, {
      userTasks: { Zugriffe_bewerten: [judged(bewertung)], Massnahmen_veranlassen: [measures] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(wayOf(result)).toContain('Massnahmen_veranlassen')
  })

  test('after 14 days without a result somebody is reminded', () => {
    const result = run('zugriffspruefung', finding, {
      userTasks: { Zugriffe_bewerten: [{ $after: 'P20D', ...judged('begruendet') }], An_Pruefung_erinnern: [reminded] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(firedIn(result)).toEqual(['2026-12-07T08:00 Vierzehn_Tage'])
  })
})
