import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, run, wayOf } from '../test-kit/run-process.ts'

const report = answered('strafanzeige-online-anzeige', {
  delikt: 'diebstahl',
  tatdatum: '2026-11-20',
  tatort: { strasse: 'Bahnhofsplatz 1', plz: '29221', ort: 'Celle' },
  hergang: 'Mein Rucksack stand neben der Bank und war nach zwei Minuten weg.',
  taeterAnwesend: false,
  schaden: 180,
  gegenstaende: [{ bezeichnung: 'Rucksack', wert: 180 }],
  anzeigende: { vorname: 'Aylin', nachname: 'Demir', geburtsdatum: '1991-03-14', email: 'aylin@example.org' },
  strafantrag: 'ja',
})
const examined = (answers: Record<string, string>) => answered('strafanzeige-online-pruefung', answers)
const hand = examined({ ergebnis: 'abgabe', tatbestand: '242' })
const ask = examined({ ergebnis: 'rueckfrage', frage: 'Welche Farbe hat der Rucksack?' })
const reply = answered('strafanzeige-online-rueckfrage', { antwort: 'Grün.' })

describe('happy path', () => {
  test('examined and handed to the prosecution', () => {
    const result = run('strafanzeige-online', report, { userTasks: { Anzeige_pruefen: [hand] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({
      dringlichkeit: { stufe: 'normal', frist: 'P3D' },
      dienststelle: { name: 'Polizeiinspektion Celle', gruppe: 'polizei-celle' },
    })
    expect(wayOf(result)).toEqual([
      'Anzeige_erstattet',
      'Dringlichkeit_bestimmen',
      'Dienststelle_bestimmen',
      'Eingang_bestaetigen',
      'Anzeige_pruefen',
      'Wie_weiter',
      'An_StA_abgeben',
      'Abgegeben',
      'Abgabe_erfolgt',
    ])
  })

  test('a question is answered, then it is handed over', () => {
    const result = run('strafanzeige-online', report, {
      userTasks: { Anzeige_pruefen: [ask, hand], Rueckfrage_beantworten: [reply] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ antwort: 'Grün.' })
    expect(wayOf(result).filter((element) => element === 'Anzeige_pruefen')).toHaveLength(2)
  })
})

test('refusal: no crime, the person is told and nothing goes to the prosecution', () => {
  const closed = examined({ ergebnis: 'abschluss', abschlussgrund: 'Der Rucksack ist im Fundbüro.' })
  const result = run('strafanzeige-online', report, { userTasks: { Anzeige_pruefen: [closed] } })
  expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  expect(wayOf(result).slice(-2)).toEqual(['Abschluss_mitteilen', 'Vorgang_abgeschlossen'])
  expect(wayOf(result)).not.toContain('An_StA_abgeben')
})

describe('error path: nobody acts in time', () => {
  test('an open question is noted after 14 days and the report is examined again', () => {
    const result = run('strafanzeige-online', report, {
      userTasks: { Anzeige_pruefen: [ask, hand], Rueckfrage_beantworten: ['wait'] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(firedIn(result)).toEqual(['2026-12-07T08:00 Keine_Antwort'])
    expect(result.variables).toMatchObject({ antwort: 'Die Rückfrage blieb 14 Tage ohne Antwort.' })
    expect(wayOf(result)).toContain('Ausbleiben_vermerken')
  })

  test.each([
    ['normal', {}, '2026-11-26T08:00'],
    ['sofort', { taeterAnwesend: true }, '2026-11-23T09:00'],
    ['gering', { schaden: 20 }, '2026-11-30T08:00'],
  ])('escalation by urgency %s, and the task stays open for its station', (stufe, differences, at) => {
    const result = run(
      'strafanzeige-online',
      { ...report, ...differences },
      {
        userTasks: {
          Anzeige_pruefen: [{ $after: 'P10D', ...hand }],
          Eskalation_bearbeiten: [answered('strafanzeige-online-eskalation', { leitung: { weisung: 'vorrang' } })],
        },
      },
    )
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ dringlichkeit: { stufe }, leitung: { weisung: 'vorrang' } })
    expect(firedIn(result)).toEqual([`${at} Bearbeitungsfrist_vorbei`])
    expect(wayOf(result)).toEqual(expect.arrayContaining(['Leitung_befasst', 'Abgabe_erfolgt']))
  })
})

describe('error path: the delivery fails', () => {
  test('the file goes by post', () => {
    const result = run('strafanzeige-online', report, {
      jobs: { An_StA_abgeben: [{ error: { code: 'ABGABE_GESTOERT' } }] },
      userTasks: {
        Anzeige_pruefen: [hand],
        Akte_uebersenden: [answered('strafanzeige-online-postweg', { abgabe: { datum: '2026-11-23' } })],
      },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.trace.filter(({ event }) => event === 'caught').map(({ element }) => element)).toEqual(['Abgabe_gestoert'])
    expect(wayOf(result)).toEqual(expect.arrayContaining(['Akte_uebersenden', 'Abgabe_erfolgt']))
  })

  test('a passing failure is tried again', () => {
    const result = run('strafanzeige-online', report, {
      jobs: { An_StA_abgeben: [{ failure: 'keine Verbindung', after: 'PT1M' }, { result: {} }] },
      userTasks: { Anzeige_pruefen: [hand] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  })
})
