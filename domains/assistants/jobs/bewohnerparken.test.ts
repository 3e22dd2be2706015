import { describe, expect, test } from 'vitest'
import { jobOf } from '../test-kit/run-process.ts'
import { bewohnerparkenJobs } from './bewohnerparken.ts'

const variables = {
  antragsteller: { vorname: 'Aylin', nachname: 'Demir' },
  kennzeichen: 'CE-AD 118',
  gebuehr: 30.7,
  laufzeit: 12,
  melderegister: { gebiet: 'A (Altstadt Nord)' },
}
const done = async (type: string, more: Parameters<typeof jobOf>[1] = {}, now?: Date) => {
  const outcome = await bewohnerparkenJobs[type]!(jobOf(type, { ...variables, ...more }, now))
  if (outcome.kind !== 'completed') throw new Error(outcome.kind)
  return outcome.variables as Record<string, unknown>
}

describe('letters', () => {
  test('the fee notice names plate, fee, legal basis, term of payment and appeal', async () => {
    const { bescheid } = await done('bewohnerparken-bescheid-erstellen')
    for (const part of ['BP-2026-00001', 'Guten Tag Aylin Demir', 'CE-AD 118', '30,70', 'Nr. 265 GebOSt', '07.12.2026', 'Klage'])
      expect(bescheid).toContain(part)
  })
  test('the refusal gives the reasons and the appeal', async () => {
    const { bescheid } = await done('bewohnerparken-ablehnung-erstellen', { begruendung: 'Sie wohnen außerhalb.' })
    expect(bescheid).toContain('Sie wohnen außerhalb.')
    expect(bescheid).toContain('Klage beim Verwaltungsgericht')
  })
  test('the reminder names the sum', async () =>
    expect((await done('zahlungserinnerung-senden'))['zahlungserinnerung']).toMatch(/30,70.€ fehlt noch/))
  test('the lapse is dated by the day in Berlin', async () =>
    expect(await done('bewohnerparken-verfall-feststellen', {}, new Date('2026-12-20T23:30:00Z'))).toMatchObject({
      verfallenAm: '2026-12-21',
    }))
  test('the same job gives the same letter', async () =>
    expect(await done('bewohnerparken-bescheid-erstellen')).toEqual(await done('bewohnerparken-bescheid-erstellen')))
})

describe('term of a permit', () => {
  test.each([
    [{ laufzeit: 12 }, '2026-11-23T08:00:00Z', '2027-11-23'],
    [{ laufzeit: 24 }, '2026-11-23T08:00:00Z', '2028-11-23'],
    [{ laufzeit: 12 }, '2028-02-29T08:00:00Z', '2029-02-28'],
    [{ laufzeit: 12 }, '2026-12-31T23:30:00Z', '2028-01-01'],
    [{ laufzeit: null, antragsart: 'aenderung', bisherGueltigBis: '2027-05-31' }, '2026-11-23T08:00:00Z', '2027-05-31'],
  ])('%j begun at %s is valid until %s', async (more, now, gueltigBis) => {
    const { ausweis } = await done('bewohnerparkausweis-ausstellen', more, new Date(now))
    expect(ausweis).toEqual({ nummer: 'BP-2026-00001-A', gebiet: 'A (Altstadt Nord)', kennzeichen: 'CE-AD 118', gueltigBis })
  })
})
