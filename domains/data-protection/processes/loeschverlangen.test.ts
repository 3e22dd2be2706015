import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, run, wayOf } from '../test-kit/run-process.ts'

const demand = (answers: Record<string, string>) =>
  answered('loeschverlangen-antrag', {
    behoerde: 'stadt-celle',
    grund: 'zweck',
    antragsteller: { vorname: 'Aylin', nachname: 'Demir' },
    ...answers,
  })
const all = demand({ umfang: 'alles' })
const some = demand({ umfang: 'einzelnes', welcheAngaben: 'Meine Telefonnummer' })
const facts = (answers: Record<string, string>) =>
  answered('loeschverlangen-pruefung', {
    naechster: 'entscheiden',
    verfahren: 'nein',
    aufbewahrung: 'keine',
    loeschgrund: 'zweck',
    ...answers,
  })
const release = answered('loeschverlangen-freigabe', { freigabe: 'ja' })
const back = answered('loeschverlangen-freigabe', { freigabe: 'nein', freigabevermerk: 'Die Gebühr ist noch offen.' })

describe('happy path', () => {
  test('nothing stands against it: a second person releases, the person is told first, and seven days later everything goes', () => {
    const result = run('loeschverlangen', all, {
      userTasks: { Loeschverlangen_pruefen: [facts({})], Loeschung_freigeben: [release] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ loeschpflicht: { ergebnis: 'loeschen', grundlage: 'Art. 17 Abs. 1 lit. a DSGVO' } })
    expect(wayOf(result).slice(-5)).toEqual(['Alles', 'Loeschung_ankuendigen', 'Loeschtag', 'Daten_loeschen', 'Daten_geloescht'])
    const [week] = firedIn(result).filter((line) => line.endsWith(' Loeschtag'))
    const told = result.trace.find(({ event, element }) => event === 'completed' && element === 'Loeschung_ankuendigen')!
    expect(week!.slice(0, 10)).toBe(new Date(Date.parse(told.at) + 7 * 86_400_000).toISOString().slice(0, 10))
  })

  test('single details are erased by hand', () => {
    const gone = answered('loeschverlangen-einzeln', { geloescht: true, loeschvermerk: 'Telefonnummer in BP-2026-00001' })
    const result = run('loeschverlangen', some, {
      userTasks: { Loeschverlangen_pruefen: [facts({})], Loeschung_freigeben: [release], Einzelnes_loeschen: [gone] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(wayOf(result)).not.toContain('Daten_loeschen')
    expect(wayOf(result).slice(-3)).toEqual(['Einzelnes_loeschen', 'Antwort_erstellen', 'Beantwortet'])
  })
})

describe('error path', () => {
  test.each([
    [{ aufbewahrung: 'rechnung' }, 'einschraenken'],
    [{ verfahren: 'rechtsstreit' }, 'einschraenken'],
    [{ verfahren: 'verwaltung' }, 'ablehnen'],
    [{ loeschgrund: 'keiner' }, 'ablehnen'],
  ])('%j stands against it: %s, nothing is erased', (differences, ergebnis) => {
    const result = run('loeschverlangen', all, { userTasks: { Loeschverlangen_pruefen: [facts(differences)] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ loeschpflicht: { ergebnis } })
    expect(wayOf(result)).not.toContain('Loeschung_freigeben')
    expect(wayOf(result)).not.toContain('Daten_loeschen')
  })

  test('the second person says no, and it is examined again', () => {
    const result = run('loeschverlangen', all, {
      userTasks: { Loeschverlangen_pruefen: [facts({}), facts({ aufbewahrung: 'rechnung' })], Loeschung_freigeben: [back] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ loeschpflicht: { ergebnis: 'einschraenken' } })
  })

  test('a legal hold nobody thought of stops the erasure and becomes the reason', () => {
    const hindernis = { text: 'Für eine Klage vor dem Verwaltungsgericht gesichert.', grundlage: 'Art. 17 Abs. 3 lit. e DSGVO' }
    const result = run('loeschverlangen', all, {
      userTasks: { Loeschverlangen_pruefen: [facts({})], Loeschung_freigeben: [release] },
      jobs: { Daten_loeschen: [{ error: { code: 'AUFBEWAHRUNG', message: hindernis.text, variables: { hindernis } } }] },
    })
    expect(result.state).toBe('completed')
    expect(wayOf(result).slice(-3)).toEqual(['Hindernis_vermerken', 'Antwort_erstellen', 'Beantwortet'])
    expect(result.variables).toMatchObject({ loeschpflicht: { ergebnis: 'einschraenken', text: hindernis.text } })
  })
})
