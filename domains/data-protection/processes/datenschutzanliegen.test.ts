import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, handled, run, wayOf } from '../test-kit/run-process.ts'

const person = { vorname: 'Aylin', nachname: 'Demir' }
const question = answered('datenschutzanliegen-antrag', {
  anliegen: 'frage',
  behoerde: 'stadt-celle',
  bezug: {
    vorgang: 'BP-2026-00001',
    zugriff: 'Am 3. März las die Sachbearbeitung im Bürgeramt Celle Ihre Anschrift.',
    eintrag: '17',
  },
  frage: 'Warum wurde meine Anschrift gelesen?',
  antragsteller: person,
})
const correction = answered('datenschutzanliegen-antrag', {
  anliegen: 'berichtigung',
  behoerde: 'polizei-celle',
  falscheAngabe: 'Fritzenwiese 6',
  richtigeAngabe: 'Fritzenwiese 8',
  antragsteller: person,
})
const examined = (answers: Record<string, string>) => answered('datenschutzanliegen-pruefung', answers)
const granted = examined({
  naechster: 'antworten',
  ergebnis: 'stattgegeben',
  antworttext: 'Für Ihren Antrag wurde die Anschrift geprüft.',
})
const refused = examined({ naechster: 'antworten', ergebnis: 'abgelehnt', antworttext: 'Die Angabe ist richtig.' })
const extend = examined({ naechster: 'verlaengern', verlaengerungsgrund: 'Es sind acht Vorgänge zu prüfen.' })
const ask = examined({ naechster: 'rueckfrage', frageAnPerson: 'Um welchen Tag geht es?' })
const done = answered('datenschutzanliegen-umsetzung', { umgesetzt: true, empfaenger: 'unterrichtet' })
const note = answered('datenschutz-erinnerung', { erinnerungsvermerk: 'Fachbereich erinnert.' })
const late = answered('datenschutz-eskalation', { fristablaufVermerk: 'Krankheit; Antwort folgt morgen.' })

describe('happy path', () => {
  test('a question about an access is answered by the authority that was asked', () => {
    const result = run('datenschutzanliegen', question, { userTasks: { Anliegen_pruefen: [granted] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ fristende: '2026-12-23' })
    expect(wayOf(result).slice(-3)).toEqual(['Etwas_umzusetzen', 'Antwort_erstellen', 'Beantwortet'])
  })

  test('a correction is carried out and recipients are told before the person is', () => {
    const result = run('datenschutzanliegen', correction, { userTasks: { Anliegen_pruefen: [granted], Umsetzen: [done] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(wayOf(result)).toContain('Umsetzen')
  })

  test('a request on paper counts from the day it came in', () => {
    const result = run(
      'datenschutzanliegen',
      { ...question, eingangAm: '2026-11-02' },
      { userTasks: { Anliegen_pruefen: [granted] } },
    )
    expect(result.variables).toMatchObject({ fristende: '2026-12-02' })
  })
})

describe('error path', () => {
  test('a correction that is refused changes nothing', () => {
    const result = run('datenschutzanliegen', correction, { userTasks: { Anliegen_pruefen: [refused] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(wayOf(result)).not.toContain('Umsetzen')
  })

  test('nobody answers: reminder a week before, the officer when the month is over', () => {
    const result = run('datenschutzanliegen', question, {
      userTasks: { Anliegen_pruefen: [{ $after: 'P40D', ...granted }], An_Frist_erinnern: [note], Fristablauf_behandeln: [late] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(firedIn(result)).toEqual(['2026-12-16T07:00 Eine_Woche_vor_Fristende', '2026-12-23T22:59 Frist_abgelaufen'])
    expect(wayOf(result)).toEqual(expect.arrayContaining(['An_Frist_erinnern', 'Fristablauf_behandeln']))
  })

  test('the period is extended once, by two months, and both timers follow', async () => {
    const extended = await handled('datenschutz-frist-verlaengern', { ...question, fristende: '2026-12-23' })
    const result = run('datenschutzanliegen', question, {
      userTasks: {
        Anliegen_pruefen: [extend, { $after: 'P80D', ...granted }],
        An_Frist_erinnern: [note],
        Fristablauf_behandeln: [late],
      },
      jobs: { Verlaengerung_mitteilen: [extended] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ fristende: '2027-02-23', fristVerlaengert: true })
    expect(firedIn(result)).toEqual([])
  })

  test('no answer to a question back is noted, and the request goes on', () => {
    const result = run('datenschutzanliegen', question, {
      userTasks: { Anliegen_pruefen: [ask, granted], Rueckfrage_beantworten: ['wait'] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ antwort: 'Die Rückfrage blieb 14 Tage ohne Antwort.' })
  })
})
