import { describe, expect, test } from 'vitest'
import { answered, ended, firedIn, handled, run, wayOf } from '../test-kit/run-process.ts'

const file = { id: 'f_1', name: 'schein.pdf', type: 'application/pdf', size: 100, sha256: 'a' }
const application = answered('bewohnerparkausweis-antrag', {
  antragsteller: { vorname: 'Aylin', nachname: 'Demir', geburtsdatum: '1991-03-14', email: 'aylin@example.org' },
  anschrift: { strasse: 'Fritzenwiese 8', plz: '29221', ort: 'Celle' },
  antragsart: 'neu',
  fahrzeugart: 'pkw',
  kennzeichen: 'CE-AD 118',
  halter: 'ja',
  laufzeit: 12,
  zulassungsbescheinigung: file,
})
const granted = answered('bewohnerparkausweis-entscheidung', { entscheidung: 'bewilligt' })
const refused = answered('bewohnerparkausweis-entscheidung', {
  entscheidung: 'abgelehnt',
  ablehnungsgrund: 'wohnsitz',
  begruendung: 'Sie wohnen nicht im Bewohnerparkgebiet.',
})
const paid = answered('bewohnerparkausweis-zahlung', { zahlungsart: 'karte', zahlungBestaetigt: true })
const register = (variables: typeof application) => handled('melderegister-pruefen', variables)

describe('happy path', () => {
  test('registered, granted, paid: the permit is issued and the fee is 30.70', async () => {
    const result = run('bewohnerparkausweis', application, {
      jobs: { Melderegister_pruefen: [await register(application)] },
      userTasks: { Antrag_entscheiden: [granted], Gebuehr_bezahlen: [paid] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ gebuehr: 30.7, melderegister: { status: 'bestaetigt' } })
    expect(wayOf(result)).toEqual([
      'Antrag_gestellt',
      'Melderegister_pruefen',
      'Gebuehr_bestimmen',
      'Anspruch_pruefen',
      'Wohnt_im_Gebiet',
      'Antrag_entscheiden',
      'Bewilligt',
      'Bescheid_erstellen',
      'Gebuehr_bezahlen',
      'Ausweis_ausstellen',
      'Ausweis_ausgestellt',
    ])
    expect(firedIn(result)).toEqual([])
  })

  test('a new number plate needs no term and costs 10.20', async () => {
    const { laufzeit: _, ...rest } = application
    const change = answered('bewohnerparkausweis-antrag', { ...rest, antragsart: 'aenderung', bisherGueltigBis: '2027-05-31' })
    const result = run('bewohnerparkausweis', change, {
      jobs: { Melderegister_pruefen: [await handled('melderegister-pruefen', change)] },
      userTasks: { Antrag_entscheiden: [granted], Gebuehr_bezahlen: [paid] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ gebuehr: 10.2 })
  })
})

describe('refusal', () => {
  const elsewhere = { ...application, anschrift: { strasse: 'Wederweg 44', plz: '29221', ort: 'Celle' } }

  test('not registered there: hearing, comment, refusal', async () => {
    const result = run('bewohnerparkausweis', elsewhere, {
      jobs: { Melderegister_pruefen: [await register(elsewhere)] },
      userTasks: {
        Stellung_nehmen: [answered('bewohnerparkausweis-anhoerung', { stellungnahme: 'Ich bin umgezogen.' })],
        Antrag_entscheiden: [refused],
      },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.variables).toMatchObject({ melderegister: { status: 'abweichend' }, stellungnahme: 'Ich bin umgezogen.' })
    expect(wayOf(result).slice(-3)).toEqual(['Bewilligt', 'Ablehnung_erstellen', 'Antrag_abgelehnt'])
    expect(wayOf(result)).not.toContain('Gebuehr_bezahlen')
  })

  test('nobody comments: after 14 days it is decided all the same', async () => {
    const result = run('bewohnerparkausweis', elsewhere, {
      jobs: { Melderegister_pruefen: [await register(elsewhere)] },
      userTasks: { Stellung_nehmen: ['wait'], Antrag_entscheiden: [refused] },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(firedIn(result)).toEqual(['2026-12-07T08:00 Anhoerung_abgelaufen'])
    expect(wayOf(result)).not.toContain('Stellung_nehmen')
    expect(wayOf(result).at(-1)).toBe('Antrag_abgelehnt')
  })

  test('the hearing can lead to a permit', async () => {
    const result = run('bewohnerparkausweis', elsewhere, {
      jobs: { Melderegister_pruefen: [await register(elsewhere)] },
      userTasks: {
        Stellung_nehmen: [{ stellungnahme: 'Siehe Meldebestätigung.' }],
        Antrag_entscheiden: [granted],
        Gebuehr_bezahlen: [paid],
      },
    })
    expect(wayOf(result).at(-1)).toBe('Ausweis_ausgestellt')
  })
})

describe('error path: Auskunftssperre', () => {
  const blocked = {
    ...application,
    antragsteller: { ...application.antragsteller, vorname: 'Ilka', nachname: 'Behnsen', geburtsdatum: '1986-11-08' },
    anschrift: { strasse: 'Schuhstraße 5', plz: '29221', ort: 'Celle' },
  }

  test.each([
    ['bestaetigt', 'Ausweis_ausgestellt'],
    ['abweichend', 'Antrag_abgelehnt'],
  ])('residence checked by hand: %s ends in %s', async (status, end) => {
    const byHand = answered('bewohnerparkausweis-wohnsitz', { melderegister: { status, vermerk: 'Mietvertrag gesehen.' } })
    const result = run('bewohnerparkausweis', blocked, {
      jobs: { Melderegister_pruefen: [await register(blocked)] },
      userTasks: {
        Wohnsitz_pruefen: [byHand],
        Stellung_nehmen: [{ stellungnahme: 'Doch.' }],
        Antrag_entscheiden: [status === 'bestaetigt' ? granted : refused],
        Gebuehr_bezahlen: [paid],
      },
    })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(result.trace.filter(({ event }) => event === 'caught').map(({ element }) => element)).toEqual(['Auskunft_gesperrt'])
    expect(wayOf(result)).toContain('Wohnsitz_pruefen')
    expect(wayOf(result)).not.toContain('Melderegister_pruefen')
    expect(wayOf(result).at(-1)).toBe(end)
  })
})

describe('error path: payment', () => {
  const pay = async (answers: Parameters<typeof run>[2]) =>
    run('bewohnerparkausweis', application, { jobs: { Melderegister_pruefen: [await register(application)] }, ...answers })

  test('paid after the reminder: the permit is issued', async () => {
    const result = await pay({ userTasks: { Antrag_entscheiden: [granted], Gebuehr_bezahlen: [{ $after: 'P20D', ...paid }] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(firedIn(result)).toEqual(['2026-12-07T08:00 Zahlungsfrist_vorbei'])
    expect(wayOf(result)).toEqual(
      expect.arrayContaining(['Erinnerung_senden', 'Erinnert', 'Gebuehr_bezahlen', 'Ausweis_ausgestellt']),
    )
  })

  test('never paid: reminded once after 14 days, lapsed after 28', async () => {
    const result = await pay({ userTasks: { Antrag_entscheiden: [granted], Gebuehr_bezahlen: ['wait'] } })
    expect(ended(result)).toEqual({ state: 'completed', incidents: [] })
    expect(firedIn(result)).toEqual(['2026-12-07T08:00 Zahlungsfrist_vorbei', '2026-12-21T08:00 Endgueltig_unbezahlt'])
    expect(wayOf(result).slice(-3)).toEqual(['Endgueltig_unbezahlt', 'Verfall_feststellen', 'Bewilligung_verfallen'])
    expect(wayOf(result)).not.toContain('Ausweis_ausstellen')
  })
})

test('error path: a register that never answers is an incident, and nothing is decided', () => {
  const result = run('bewohnerparkausweis', application, { jobs: { Melderegister_pruefen: [{ failure: 'keine Verbindung' }] } })
  expect(result.state).toBe('failed')
  expect(result.incidents.map(({ element }) => element)).toEqual(['Melderegister_pruefen'])
  expect(result.trace.filter(({ event }) => event === 'failed')).toHaveLength(3)
})
