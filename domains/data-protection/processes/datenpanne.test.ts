import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, run, wayOf } from '../test-kit/run-process.ts'

const breach = answered('datenpanne-meldung', {
  art: 'vertraulichkeit',
  hergang: 'Ein Bescheid ging an die falsche Adresse.',
  bekanntAm: '2026-11-23T08:30:00',
  behoerde: 'stadt-celle',
  bereich: 'Bewohnerparken',
  datenarten: ['name', 'anschrift'],
})
const risk = (answers: Record<string, string | number>) =>
  answered('datenpanne-risiko', {
    eindaemmung: 'Der Empfänger hat das Schreiben ungelesen zurückgegeben.',
    geschuetzt: 'nein',
    besondere: 'nein',
    folgen: 'begrenzt',
    anzahl: 1,
    ...answers,
  })
const reported = answered('datenpanne-lfd', { gemeldetAm: '2026-11-23T08:45:00', meldungInhalt: 'Falsch adressierter Bescheid.' })
const told = answered('datenpanne-benachrichtigung', { benachrichtigungsweg: 'einzeln', benachrichtigungstext: 'Guten Tag …' })
const record = answered('datenpanne-dokumentation', {
  fakten: 'Adresse verwechselt.',
  auswirkungen: 'Keine.',
  abhilfe: 'Anschrift wird gegengelesen.',
})
const reminded = answered('datenpanne-erinnerung', { erinnerungsvermerk: 'Vorläufige Meldung heute.' })
const excused = answered('datenpanne-verspaetung', { verspaetungsgrund: 'Der Umfang war lange unklar.' })

describe('happy path', () => {
  test('a risk is reported within 72 hours and documented', () => {
    const result = run('datenpanne', breach, {
      userTasks: { Risiko_einschaetzen: [risk({})], An_LfD_melden: [reported], Panne_dokumentieren: [record] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ meldepflicht: { risiko: 'Risiko', melden: true, benachrichtigen: false } })
    expect(wayOf(result)).not.toContain('Betroffene_benachrichtigen')
  })

  test('a high risk is told to the people concerned as well', () => {
    const result = run('datenpanne', breach, {
      userTasks: {
        Risiko_einschaetzen: [risk({ besondere: 'ja' })],
        An_LfD_melden: [reported],
        Betroffene_benachrichtigen: [told],
        Panne_dokumentieren: [record],
      },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(wayOf(result)).toContain('Betroffene_benachrichtigen')
  })

  test('without a risk it is documented only', () => {
    const result = run('datenpanne', breach, {
      userTasks: { Risiko_einschaetzen: [risk({ geschuetzt: 'ja' })], Panne_dokumentieren: [record] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(wayOf(result)).not.toContain('An_LfD_melden')
  })
})

test('error path: 72 hours pass, counted from when it became known', () => {
  const result = run('datenpanne', breach, {
    userTasks: {
      Risiko_einschaetzen: [{ $after: 'P4D', ...risk({}) }],
      An_Meldefrist_erinnern: [reminded],
      Verspaetung_begruenden: [excused],
      An_LfD_melden: [reported],
      Panne_dokumentieren: [record],
    },
  })
  expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  expect(firedIn(result)).toEqual(['2026-11-25T07:30 Nach_48_Stunden', '2026-11-26T07:30 Meldefrist_vorbei'])
  expect(wayOf(result)).toContain('Verspaetung_begruenden')
})
