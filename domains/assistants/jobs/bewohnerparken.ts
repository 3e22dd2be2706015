import type { Job, JobHandler } from '@fachwerk/kernel'
import { berlinDay, contextOf, euro, germanDate, textOf } from './texts-of.ts'

const days = (from: Date, count: number): Date => new Date(from.getTime() + count * 86_400_000)
const nameOf = ({ variables }: Job): string => {
  const person = contextOf(variables, 'antragsteller')
  return `${textOf(person['vorname'])} ${textOf(person['nachname'])}`
}
const letter = (job: Job, subject: string, body: string): string =>
  `Stadt Celle, Bürgeramt\nAktenzeichen ${job.caseNumber}, ${germanDate(job.now)}\n\n${subject}\n\nGuten Tag ${nameOf(job)},\n\n${body}`

const appeal =
  'Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Klage beim Verwaltungsgericht Lüneburg erheben.'

/** Every handler builds texts from the job alone: the same job gives the same variables. */
export const bewohnerparkenJobs: Readonly<Record<string, JobHandler>> = {
  'bewohnerparken-bescheid-erstellen': async (job) => ({
    kind: 'completed',
    variables: {
      bescheid: letter(
        job,
        'Gebührenbescheid Bewohnerparkausweis',
        `Ihr Antrag für das Kennzeichen ${textOf(job.variables['kennzeichen'])} ist bewilligt. Die Gebühr beträgt ${euro(job.variables['gebuehr'])} (Nr. 265 GebOSt). Bitte zahlen Sie bis zum ${germanDate(days(job.now, 14))}.\n\n${appeal}`,
      ),
    },
  }),
  'bewohnerparken-ablehnung-erstellen': async (job) => ({
    kind: 'completed',
    variables: {
      bescheid: letter(
        job,
        'Ablehnung Ihres Antrags',
        `Ihren Antrag lehnen wir ab. ${textOf(job.variables['begruendung'])}\n\n${appeal}`,
      ),
    },
  }),
  'zahlungserinnerung-senden': async (job) => ({
    kind: 'completed',
    variables: {
      zahlungserinnerung: letter(
        job,
        'Zahlungserinnerung',
        `Ihre Zahlung über ${euro(job.variables['gebuehr'])} fehlt noch. Ohne Zahlung verfällt die Bewilligung in 14 Tagen.`,
      ),
    },
  }),
  'bewohnerparken-verfall-feststellen': async (job) => ({
    kind: 'completed',
    variables: {
      verfallenAm: berlinDay(job.now),
      bescheid: letter(
        job,
        'Bewilligung verfallen',
        'Ihre Zahlung ist nicht eingegangen. Sie können jederzeit einen neuen Antrag stellen.',
      ),
    },
  }),
  'bewohnerparkausweis-ausstellen': async (job) => ({
    kind: 'completed',
    variables: {
      ausweis: {
        nummer: `${job.caseNumber}-A`,
        gebiet: textOf(contextOf(job.variables, 'melderegister')['gebiet']),
        kennzeichen: textOf(job.variables['kennzeichen']),
        gueltigBis: validUntil(job),
      },
    },
  }),
}

/** A new number plate keeps the term; otherwise the term begins today. The 31st ends on the last day of a shorter month. */
function validUntil({ variables, now }: Job): string {
  if (variables['antragsart'] === 'aenderung') return textOf(variables['bisherGueltigBis'])
  const months = Number(variables['laufzeit'])
  const day = new Date(`${berlinDay(now)}T00:00:00Z`)
  const end = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1))
  const lastOfMonth = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(day.getUTCDate(), lastOfMonth))
  return end.toISOString().slice(0, 10)
}
