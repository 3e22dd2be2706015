import type { Person } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'
import { daysAgo } from './days-ago.ts'
import type { Hand } from './hand.ts'

interface Crime {
  readonly delikt: string
  readonly tatort: JsonObject
  readonly schaden: number
  readonly hergang: string
  readonly rest?: JsonObject
}

/** Reports: new, urgent, with an open question, answered, closed, handed to the prosecution. */
export async function seedReports(
  hand: Hand,
  { aylin, torben, mara }: Record<'aylin' | 'torben' | 'mara' | 'holger', Person>,
): Promise<void> {
  const report = ({ delikt, tatort, schaden, hergang, rest }: Crime, by: Person, submission: string) => {
    const [vorname, nachname] = by.name.split(' ')
    const person = {
      vorname: vorname!,
      nachname: nachname!,
      geburtsdatum: by.id === aylin.id ? '1991-03-14' : '1978-09-02',
      email: `${by.id}@example.org`,
    }
    return hand.start(
      'strafanzeige-online',
      {
        delikt,
        tatdatum: daysAgo(3),
        tatort,
        hergang,
        taeterAnwesend: false,
        schaden,
        anzeigende: person,
        strafantrag: 'ja',
        ...rest,
      },
      by,
      submission,
    )
  }
  const bahnhof: JsonObject = { strasse: 'Bahnhofsplatz 1', plz: '29221', ort: 'Celle' }
  const rad: Crime = {
    delikt: 'schwerer-diebstahl',
    tatort: bahnhof,
    schaden: 2890,
    hergang: 'Mein Pedelec stand abgeschlossen am Bahnhof. Am Abend lag nur noch das Schloss dort.',
    rest: { gegenstaende: [{ bezeichnung: 'Pedelec', nummer: 'WN 4417 0932' }] },
  }
  const shop: Crime = {
    delikt: 'betrug',
    tatort: { strasse: 'Fritzenwiese 8', plz: '29221', ort: 'Celle' },
    schaden: 349,
    hergang: 'Ich habe im Internet eine Kamera bezahlt, die nie geliefert wurde.',
    rest: { zahlungVor24Stunden: false },
  }

  await report(rad, aylin, 'sa-1')
  await report(
    {
      ...shop,
      delikt: 'computerbetrug',
      schaden: 6400,
      hergang: 'Nach einem Anruf angeblich meiner Bank fehlen 6.400 Euro auf dem Konto.',
      rest: { zahlungVor24Stunden: true },
    },
    torben,
    'sa-2',
  )
  const asked = await report(shop, torben, 'sa-3')
  await hand.work(
    asked,
    'Anzeige prüfen',
    { ergebnis: 'rueckfrage', frage: 'Haben Sie noch den Schriftwechsel mit dem Verkäufer?' },
    mara,
  )
  const answered = await report({ ...shop, schaden: 120 }, aylin, 'sa-4')
  await hand.work(answered, 'Anzeige prüfen', { ergebnis: 'rueckfrage', frage: 'Auf welches Konto haben Sie gezahlt?' }, mara)
  await hand.work(answered, 'Rückfrage beantworten', { antwort: 'Auf ein Konto in Litauen. Den Auszug reiche ich nach.' }, aylin)
  const closed = await report({ ...shop, schaden: 35 }, aylin, 'sa-5')
  await hand.work(closed, 'Anzeige prüfen', { ergebnis: 'abschluss', abschlussgrund: 'Die Anzeige ist doppelt erfasst.' }, mara)
  const handed = await report({ ...rad, schaden: 740 }, torben, 'sa-6')
  await hand.work(handed, 'Anzeige prüfen', { ergebnis: 'abgabe', tatbestand: '243' }, mara)
}
