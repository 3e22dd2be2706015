import type { JobHandler } from '@fachwerk/kernel'
import { contextOf, contextsOf, germanDate, textOf } from './texts-of.ts'

/** The delivery is simulated: the receipt number comes from the job's case, so a second try gives the same receipt. */
const toProsecution =
  (reason: string): JobHandler =>
  async ({ caseNumber, now }) => ({
    kind: 'completed',
    variables: {
      abgabe: {
        an: 'Staatsanwaltschaft Lüneburg, Zweigstelle Celle',
        anlass: reason,
        eingangsnummer: `STA-${caseNumber}`,
        am: germanDate(now),
      },
    },
  })

const unfallmitteilung: JobHandler = async ({ caseNumber, variables, now }) => {
  const own = contextOf(variables, 'beteiligter')
  const place = contextOf(variables, 'ort')
  const others = contextsOf(variables, 'beteiligte').filter((other) => JSON.stringify(other) !== JSON.stringify(own))
  const lines = others.map((other) =>
    ['name', 'anschrift', 'kennzeichen', 'versicherung']
      .map((key) => textOf(other[key]))
      .filter(Boolean)
      .join(', '),
  )
  const text = `Unfallmitteilung ${caseNumber} vom ${germanDate(now)}\nUnfallort: ${textOf(place['strasse'])}, ${textOf(place['gemeinde'])}\nFür: ${textOf(own['name'])}\nWeitere Beteiligte: ${lines.join('; ') || 'keine'}`
  return {
    kind: 'completed',
    variables: { unfallmitteilung: { empfaenger: textOf(own['name']), erreichbar: own['rolle'] !== 'unbekannt', text } },
  }
}

export const polizeiJobs: Readonly<Record<string, JobHandler>> = {
  'strafanzeige-eingang-bestaetigen': async ({ caseNumber, variables, now }) => ({
    kind: 'completed',
    variables: {
      eingangsbestaetigung: `Ihre Anzeige ist am ${germanDate(now)} eingegangen. Aktenzeichen ${caseNumber}, zuständig: ${textOf(contextOf(variables, 'dienststelle')['name'])}.`,
    },
  }),
  'strafanzeige-abschluss-mitteilen': async ({ caseNumber, variables }) => ({
    kind: 'completed',
    variables: { abschlussmitteilung: `Vorgang ${caseNumber} ist abgeschlossen. ${textOf(variables['abschlussgrund'])}` },
  }),
  'staatsanwaltschaft-abgeben': toProsecution('Verhandlungen nach § 163 Abs. 2 StPO'),
  'staatsanwaltschaft-verstaendigen': toProsecution('Verständigung nach § 159 StPO'),
  'unfallmitteilung-erstellen': unfallmitteilung,
  'unfallstatistik-melden': async ({ caseNumber, now }) => ({
    kind: 'completed',
    variables: { statistikmeldung: { nummer: `LSN-${caseNumber}`, am: germanDate(now) } },
  }),
}
