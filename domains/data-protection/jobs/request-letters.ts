import type { Job, JobHandler } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'
import { contextOf, germanDay, germanDayOf, letter, remedies, textOf } from './letter.ts'

/** What the person asked for, as a letter names it. */
const subjects: Readonly<Record<string, string>> = {
  auskunft: 'Ihr Verlangen nach Auskunft (Art. 15 DSGVO)',
  frage: 'Ihre Frage zu einem Zugriff auf Ihre Daten',
  berichtigung: 'Ihr Verlangen nach Berichtigung (Art. 16 DSGVO)',
  widerspruch: 'Ihr Widerspruch (Art. 21 DSGVO)',
  einschraenkung: 'Ihr Verlangen nach Einschränkung der Verarbeitung (Art. 18 DSGVO)',
}
const subjectOf = ({ variables }: Job): string =>
  subjects[textOf(variables['anliegen'])] ?? 'Ihr Verlangen nach Löschung (Art. 17 DSGVO)'

const openings: Readonly<Record<string, string>> = {
  stattgegeben: 'Ihrem Anliegen entsprechen wir.',
  teilweise: 'Ihrem Anliegen entsprechen wir zum Teil.',
  abgelehnt: 'Ihrem Anliegen können wir nicht entsprechen.',
}

/** Two more months at the latest, counted from the end of the first (Art. 12 Abs. 3 Satz 2 DSGVO); the 31st becomes the last day of a shorter month. */
export function extended(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + 2, 0)).getUTCDate()
  return new Date(Date.UTC(year, month + 1, Math.min(date, last))).toISOString().slice(0, 10)
}

const acknowledge: JobHandler = async (job) => ({
  kind: 'completed',
  variables: {
    eingangsbestaetigung: letter(job, subjectOf(job), [
      `Ihr Anliegen ist angekommen. Sie bekommen bis spätestens ${germanDayOf(job.variables['fristende'])} eine Antwort (Art. 12 Abs. 3 DSGVO). Die Bearbeitung kostet Sie nichts.`,
      'Den Stand sehen Sie jederzeit unter „Vorgänge“.',
    ]),
  },
})

const extend: JobHandler = async (job) => {
  const fristende = extended(textOf(job.variables['fristende']))
  const text = letter(job, subjectOf(job), [
    `wir brauchen für Ihr Anliegen länger und verlängern die Frist bis ${germanDayOf(fristende)} (Art. 12 Abs. 3 Satz 2 DSGVO).`,
    textOf(job.variables['verlaengerungsgrund']),
    remedies,
  ])
  return { kind: 'completed', variables: { fristende, fristVerlaengert: true, fristmitteilung: text } }
}

/** Where the person finds the copy that Art. 15 Abs. 3 DSGVO promises. */
const copyOfData = 'Eine Kopie Ihrer Daten mit allen Zugriffen laden Sie unter „Meine Daten“ als PDF oder JSON herunter.'

const answer: JobHandler = async (job) => {
  const result = textOf(job.variables['ergebnis'])
  const text = letter(job, subjectOf(job), [
    openings[result] ?? '',
    textOf(job.variables['antworttext']),
    job.variables['anliegen'] === 'auskunft' && result !== 'abgelehnt' ? copyOfData : '',
    result === 'stattgegeben' ? '' : remedies,
  ])
  return { kind: 'completed', variables: { antwortschreiben: text } }
}

/** Nobody can read an answer after the erasure: it goes out before, and says when. As long as the drawing waits. */
const daysToRead = 7

const announceErasure: JobHandler = async (job) => {
  const day = new Date(job.now.getTime() + daysToRead * 86_400_000)
  const text = letter(job, subjectOf(job), [
    `Ihrem Verlangen entsprechen wir. ${reasonsOf(job)}`,
    `Am ${germanDay(day)} löschen wir Ihre Daten bei uns, auch in Sicherungskopien. Das lässt sich nicht rückgängig machen.`,
    `Bis dahin können Sie diese Antwort lesen und unter „Meine Daten“ eine Kopie herunterladen. Danach ist beides nicht mehr möglich, wenn keine andere Behörde Daten über Sie hat.`,
    recipientsAreTold,
  ])
  return { kind: 'completed', variables: { antwortschreiben: text } }
}

const recipientsAreTold =
  'Wem wir Ihre Daten übermittelt haben, dem teilen wir die Löschung mit, außer es ist unmöglich oder unverhältnismäßig (Art. 19 DSGVO).'

const reasonsOf = (job: Job): string => {
  const duty = contextOf(job.variables, 'loeschpflicht')
  return `${textOf(duty['text'])} (${textOf(duty['grundlage'])})`
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** Who holds what, why, and when it is looked at again. */
const holdsOf = ({ variables }: Job): readonly string[] => {
  const holds = variables['loeschsperren']
  return (Array.isArray(holds) ? (holds as readonly JsonObject[]) : []).map(({ stelle, vorgang, grund, grundlage, pruefung }) => {
    const what = textOf(vorgang) === '' ? 'alle Ihre Daten bei uns' : `den Vorgang ${textOf(vorgang)}`
    return `Löschsperre der Stelle ${textOf(stelle)} für ${what}: ${sentence(textOf(grund))} Das erlaubt ${textOf(grundlage)}. Wir prüfen spätestens am ${germanDayOf(pruefung)}, ob sie noch nötig ist.`
  })
}

const answerErasure: JobHandler = async (job) => {
  const reasons = reasonsOf(job)
  const paragraphs = {
    loeschen: [
      `Ihrem Verlangen entsprechen wir. ${reasons}`,
      `Diese Angaben sind gelöscht: ${textOf(job.variables['welcheAngaben'])}`,
      recipientsAreTold,
    ],
    einschraenken: [
      `Löschen können wir Ihre Daten noch nicht. ${reasons}`,
      ...holdsOf(job),
      'Nur deshalb bleiben die Daten gespeichert. Steht dem nichts mehr entgegen, werden sie gelöscht.',
      remedies,
    ],
    ablehnen: [`Ihrem Verlangen können wir nicht entsprechen. ${reasons}`, remedies],
  }[textOf(contextOf(job.variables, 'loeschpflicht')['ergebnis']) as 'loeschen' | 'einschraenken' | 'ablehnen']
  return { kind: 'completed', variables: { antwortschreiben: letter(job, subjectOf(job), paragraphs ?? [remedies]) } }
}

/** Every handler builds texts from the job alone: the same job gives the same variables. */
export const requestLetters: Readonly<Record<string, JobHandler>> = {
  'datenschutz-eingang-bestaetigen': acknowledge,
  'datenschutz-frist-verlaengern': extend,
  'datenschutz-antwort-erstellen': answer,
  'loeschung-antwort-erstellen': answerErasure,
  'loeschung-ankuendigen': announceErasure,
}
