import { expect, test } from 'vitest'
import { jobOf } from '../test-kit/run-process.ts'
import { polizeiJobs } from './polizei.ts'

const done = async (type: string, variables: Parameters<typeof jobOf>[1] = {}) => {
  const outcome = await polizeiJobs[type]!(jobOf(type, variables))
  if (outcome.kind !== 'completed') throw new Error(outcome.kind)
  return outcome.variables as Record<string, unknown>
}
const wiese = {
  name: 'Greta Wiese',
  anschrift: 'Hehlentorstraße 3, 29221 Celle',
  rolle: 'fahrer',
  kennzeichen: 'CE-GW 210',
  versicherung: 'VGH',
}
const lindner = {
  name: 'Paul Lindner',
  anschrift: 'Südwall 19, 29221 Celle',
  rolle: 'fahrer',
  kennzeichen: 'CE-PL 77',
  versicherung: 'LVM',
}
const accident = { ort: { strasse: 'Hannoversche Straße 24', gemeinde: 'Celle' }, beteiligte: [wiese, lindner] }

test('a notice names the other party with address, plate and insurer, and not the receiver', async () => {
  const { unfallmitteilung } = await done('unfallmitteilung-erstellen', { ...accident, beteiligter: wiese })
  const { empfaenger, erreichbar, text } = unfallmitteilung as Record<string, string>
  expect(empfaenger).toBe('Greta Wiese')
  expect(erreichbar).toBe(true)
  expect(text).toContain('Weitere Beteiligte: Paul Lindner, Südwall 19, 29221 Celle, CE-PL 77, LVM')
  expect(text).not.toContain('Hehlentorstraße')
})

test('a party that fled cannot be reached; alone there are no others', async () => {
  const { unfallmitteilung } = await done('unfallmitteilung-erstellen', {
    ...accident,
    beteiligte: [{ ...lindner, rolle: 'unbekannt' }],
    beteiligter: { ...lindner, rolle: 'unbekannt' },
  })
  expect(unfallmitteilung).toMatchObject({ erreichbar: false, text: expect.stringContaining('Weitere Beteiligte: keine') })
})

test('the receipt names day, number and station', async () =>
  expect(await done('strafanzeige-eingang-bestaetigen', { dienststelle: { name: 'Polizeiinspektion Celle' } })).toEqual({
    eingangsbestaetigung:
      'Ihre Anzeige ist am 23.11.2026 eingegangen. Aktenzeichen BP-2026-00001, zuständig: Polizeiinspektion Celle.',
  }))

test('the closing letter carries the reason', async () =>
  expect(
    (await done('strafanzeige-abschluss-mitteilen', { abschlussgrund: 'Doppelt erfasst.' }))['abschlussmitteilung'],
  ).toContain('Doppelt erfasst.'))

test.each([
  ['staatsanwaltschaft-abgeben', '§ 163 Abs. 2 StPO'],
  ['staatsanwaltschaft-verstaendigen', '§ 159 StPO'],
])('%s: the second try gives the same receipt, with its reason', async (type, reason) => {
  const first = await done(type)
  expect(first).toEqual(await done(type))
  expect(first).toMatchObject({
    abgabe: { eingangsnummer: 'STA-BP-2026-00001', anlass: expect.stringContaining(reason), am: '23.11.2026' },
  })
})

test('the statistics office gets a number', async () =>
  expect(await done('unfallstatistik-melden')).toEqual({ statistikmeldung: { nummer: 'LSN-BP-2026-00001', am: '23.11.2026' } }))
