import type { Person } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'
import { daysAgo } from './days-ago.ts'
import type { Hand } from './hand.ts'

const wiese: JsonObject = {
  name: 'Greta Wiese',
  anschrift: 'Hehlentorstraße 3, 29221 Celle',
  rolle: 'fahrer',
  kennzeichen: 'CE-GW 210',
  versicherung: 'VGH',
}
const lindner: JsonObject = {
  name: 'Paul Lindner',
  anschrift: 'Südwall 19, 29221 Celle',
  rolle: 'fahrer',
  kennzeichen: 'CE-PL 77',
  versicherung: 'LVM',
}
const car = (kennzeichen: string, fahrbereit: string, schaden: number): JsonObject => ({
  art: 'pkw',
  kennzeichen,
  fahrbereit,
  schaden,
})

const accident = (): JsonObject => ({
  ort: { strasse: 'Hannoversche Straße 24', plz: '29221', gemeinde: 'Celle', lage: 'innerorts' },
  unfalldatum: daysAgo(1),
  unfallzeit: '16:40',
  licht: 'daemmerung',
  wetter: 'regen',
  strasse: 'nass',
  beteiligte: [wiese, lindner],
  fahrzeuge: [car('CE-GW 210', 'nein', 4200), car('CE-PL 77', 'ja', 1800)],
  verletzte: [],
  verstoss: 'bussgeld',
  berauschendeMittel: false,
  unfallflucht: false,
  ursachen: [{ schluessel: '14' }],
  hergang: 'Wiese fuhr bei Nässe auf den verkehrsbedingt haltenden Pkw von Lindner auf.',
})

/** Accidents: measures open, notice to hand over, overdue check, finished. */
export async function seedAccidents(hand: Hand, { mara, holger }: Record<'mara' | 'holger', Person>): Promise<void> {
  const take = (differences: JsonObject, submission: string) =>
    hand.start('verkehrsunfallaufnahme', { ...accident(), ...differences }, mara, submission)
  const confirm = (id: string) => hand.work(id, 'Maßnahmen bestätigen', { veranlasst: [] }, mara)
  const handOver = async (id: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time++)
      await hand.work(id, 'Unfallmitteilung aushändigen', { zustellweg: 'persoenlich' }, mara)
  }
  await take({ verletzte: [{ name: 'Paul Lindner', schwere: 'leicht' }] }, 'vu-1')
  const flight: JsonObject = { ...lindner, name: 'unbekannt', anschrift: '', rolle: 'unbekannt', kennzeichen: '' }
  await confirm(
    await take(
      { beteiligte: [wiese, flight], unfallflucht: true, verstoss: 'straftat', fahrzeuge: [car('CE-GW 210', 'ja', 900)] },
      'vu-2',
    ),
  )
  const overdue = await take({ unfalldatum: daysAgo(7) }, 'vu-3')
  await confirm(overdue)
  await handOver(overdue, 2)
  const done = await take(
    { verstoss: 'verwarnung', fahrzeuge: [car('CE-GW 210', 'ja', 300), car('CE-PL 77', 'ja', 250)] },
    'vu-4',
  )
  await confirm(done)
  await handOver(done, 2)
  await hand.work(done, 'Aufnahme prüfen', { pruefergebnis: 'vollstaendig' }, holger)
}
