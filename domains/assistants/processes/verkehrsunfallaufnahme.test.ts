import type { JsonObject } from '@fachwerk/problem'
import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, handled, run, wayOf } from '../test-kit/run-process.ts'

const wiese = { name: 'Greta Wiese', anschrift: 'Hehlentorstraße 3, 29221 Celle', rolle: 'fahrer', kennzeichen: 'CE-GW 210' }
const lindner = { name: 'Paul Lindner', anschrift: 'Südwall 19, 29221 Celle', rolle: 'fahrer', kennzeichen: 'CE-PL 77' }
const accident = answered('verkehrsunfallaufnahme-aufnahme', {
  ort: { strasse: 'Hannoversche Straße 24', plz: '29221', gemeinde: 'Celle', lage: 'innerorts' },
  unfalldatum: '2026-11-22',
  unfallzeit: '16:40:00',
  licht: 'daemmerung',
  wetter: 'regen',
  strasse: 'nass',
  beteiligte: [wiese, lindner],
  fahrzeuge: [
    { art: 'pkw', fahrbereit: 'nein', schaden: 4200 },
    { art: 'pkw', fahrbereit: 'ja', schaden: 1800 },
  ],
  verletzte: [],
  verstoss: 'bussgeld',
  berauschendeMittel: false,
  unfallflucht: false,
  hergang: 'Wiese fuhr bei Nässe auf den haltenden Pkw von Lindner auf.',
  ursachen: [{ schluessel: '14' }, { schluessel: '73' }],
})
const confirmed = answered('verkehrsunfallaufnahme-massnahmen', {
  massnahmen: ['Abschleppen veranlassen'],
  veranlasst: ['Abschleppen veranlassen'],
})
const handedOver = answered('verkehrsunfallaufnahme-aushaendigung', { zustellweg: 'persoenlich' })
const complete = answered('verkehrsunfallaufnahme-pruefung', { pruefergebnis: 'vollstaendig' })
const people = {
  Massnahmen_bestaetigen: [{ veranlasst: confirmed.veranlasst }],
  Mitteilung_aushaendigen: [handedOver],
  Aufnahme_pruefen: [complete],
}
const notices = async (variables: JsonObject & Pick<typeof accident, 'beteiligte'>) =>
  Promise.all(variables.beteiligte.map((beteiligter) => handled('unfallmitteilung-erstellen', { ...variables, beteiligter })))

describe('happy path', () => {
  test('category 4, a notice for each party, checked and reported', async () => {
    const result = run('verkehrsunfallaufnahme', accident, {
      jobs: { Mitteilung_erstellen: await notices(accident) },
      userTasks: people,
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({
      unfallkategorie: { nummer: 4 },
      massnahmen: ['Verkehrsunfallanzeige fertigen', 'Abschleppen veranlassen'],
      aushaendigungen: [
        { empfaenger: 'Greta Wiese', weg: 'persoenlich' },
        { empfaenger: 'Paul Lindner', weg: 'persoenlich' },
      ],
    })
    expect(wayOf(result)).not.toContain('Staatsanwaltschaft_verstaendigen')
    expect(wayOf(result).slice(-4)).toEqual(['Aufnahme_pruefen', 'Vollstaendig', 'Statistik_melden', 'Unfall_abgeschlossen'])
  })

  test('a death is reported to the prosecution at once', async () => {
    const fatal = { ...accident, verletzte: [{ name: 'Paul Lindner', schwere: 'getoetet' }] }
    const result = run('verkehrsunfallaufnahme', fatal, {
      jobs: { Mitteilung_erstellen: await notices(fatal) },
      userTasks: people,
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ unfallkategorie: { nummer: 1 } })
    expect(wayOf(result)).toContain('Staatsanwaltschaft_verstaendigen')
    expect(wayOf(result)).not.toContain('Telefonisch_verstaendigen')
  })

  test('nothing is handed to a party that fled', async () => {
    const flight = { ...accident, unfallflucht: true, beteiligte: [wiese, { ...lindner, name: 'unbekannt', rolle: 'unbekannt' }] }
    const result = run('verkehrsunfallaufnahme', flight, {
      jobs: { Mitteilung_erstellen: await notices(flight) },
      userTasks: people,
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ aushaendigungen: [{ empfaenger: 'Greta Wiese', weg: 'persoenlich' }] })
  })
})

test('refusal: an incomplete record goes back, is completed and checked again', async () => {
  const result = run('verkehrsunfallaufnahme', accident, {
    jobs: { Mitteilung_erstellen: await notices(accident) },
    userTasks: {
      ...people,
      Aufnahme_pruefen: [
        answered('verkehrsunfallaufnahme-pruefung', { pruefergebnis: 'unvollstaendig', pruefvermerk: 'Die Unfallskizze fehlt.' }),
        complete,
      ],
      Aufnahme_ergaenzen: [answered('verkehrsunfallaufnahme-ergaenzung', { ergaenzung: 'Skizze nachgetragen.' })],
    },
  })
  expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  expect(wayOf(result).filter((element) => element === 'Aufnahme_pruefen')).toHaveLength(2)
  expect(wayOf(result)).toContain('Aufnahme_ergaenzen')
})

test('error path: the prosecution cannot be reached electronically, so it is called', async () => {
  const fatal = { ...accident, verletzte: [{ name: 'Paul Lindner', schwere: 'getoetet' }] }
  const result = run('verkehrsunfallaufnahme', fatal, {
    jobs: {
      Mitteilung_erstellen: await notices(fatal),
      Staatsanwaltschaft_verstaendigen: [{ error: { code: 'ABGABE_GESTOERT' } }],
    },
    userTasks: {
      ...people,
      Telefonisch_verstaendigen: [
        answered('verkehrsunfallaufnahme-telefon', { telefon: { person: 'StAin Reuter', uhrzeit: '17:05:00' } }),
      ],
    },
  })
  expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  expect(result.trace.filter(({ event }) => event === 'caught').map(({ element }) => element)).toEqual([
    'Verstaendigung_gestoert',
  ])
  expect(wayOf(result)).toEqual(expect.arrayContaining(['Telefonisch_verstaendigen', 'Unfall_abgeschlossen']))
})

test('error path: an unchecked record is chased once after seven days and stays open', async () => {
  const result = run('verkehrsunfallaufnahme', accident, {
    jobs: { Mitteilung_erstellen: await notices(accident) },
    userTasks: {
      ...people,
      Aufnahme_pruefen: [{ $after: 'P9D', ...complete }],
      Pruefung_anmahnen: [answered('verkehrsunfallaufnahme-mahnung', { mahnvermerk: 'Heute angesprochen.' })],
    },
  })
  expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
  expect(firedIn(result)).toEqual(['2026-11-30T08:00 Pruefung_ueberfaellig'])
  expect(wayOf(result)).toEqual(expect.arrayContaining(['Pruefung_anmahnen', 'Pruefung_angemahnt', 'Unfall_abgeschlossen']))
})
