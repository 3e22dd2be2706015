import type { Person } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'
import type { Hand } from './hand.ts'

const applicant = (vorname: string, nachname: string, geburtsdatum: string, strasse: string): JsonObject => ({
  antragsteller: { vorname, nachname, geburtsdatum, email: `${vorname}.${nachname}@example.org`.toLowerCase() },
  anschrift: { strasse, plz: '29221', ort: 'Celle' },
})

/** Five permits: to decide, granted and unpaid, paid, refused, asked to comment, and one behind a blocked register entry. */
export async function seedPermits(
  hand: Hand,
  { aylin, torben, jonas }: Record<'aylin' | 'torben' | 'jonas', Person>,
): Promise<void> {
  const apply = async (
    by: Person,
    who: JsonObject,
    kennzeichen: string,
    laufzeit: number,
    fahrzeugart: string,
    submission: string,
  ) =>
    hand.start(
      'bewohnerparkausweis',
      {
        ...who,
        antragsart: 'neu',
        fahrzeugart,
        kennzeichen,
        halter: 'ja',
        laufzeit,
        zulassungsbescheinigung: await hand.upload('Zulassungsbescheinigung.pdf', by),
      },
      by,
      submission,
    )
  const demir = applicant('Aylin', 'Demir', '1991-03-14', 'Fritzenwiese 8')
  const kassebaum = applicant('Torben', 'Kassebaum', '1978-09-02', 'Bergstraße 31')
  const grant: JsonObject = { entscheidung: 'bewilligt' }

  await apply(aylin, demir, 'CE-AD 118', 12, 'pkw', 'bp-1')
  const unpaid = await apply(torben, kassebaum, 'CE-TK 905', 24, 'pkw', 'bp-2')
  await hand.work(unpaid, 'Antrag entscheiden', grant, jonas)
  const paid = await apply(aylin, demir, 'CE-AD 7', 12, 'kraftrad', 'bp-3')
  await hand.work(paid, 'Antrag entscheiden', grant, jonas)
  await hand.work(paid, 'Gebühr bezahlen', { zahlungsart: 'karte', zahlungBestaetigt: true }, aylin)
  const refused = await apply(torben, kassebaum, 'CE-TK 44', 12, 'pkw', 'bp-4')
  await hand.work(
    refused,
    'Antrag entscheiden',
    { entscheidung: 'abgelehnt', ablehnungsgrund: 'zweiter', begruendung: 'Für Sie besteht bereits ein Bewohnerparkausweis.' },
    jonas,
  )
  await apply(torben, applicant('Niklas', 'Hoyer', '1999-07-21', 'Wederweg 44'), 'CE-NH 612', 12, 'pkw', 'bp-5')
  await apply(torben, applicant('Ilka', 'Behnsen', '1986-11-08', 'Schuhstraße 5'), 'CE-IB 86', 12, 'pkw', 'bp-6')
}
