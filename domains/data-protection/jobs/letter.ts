import type { Job } from '@fachwerk/kernel'
import type { JsonObject, JsonValue } from '@fachwerk/problem'

/** The context under `name`, empty when there is none. */
export function contextOf(variables: JsonObject, name: string): JsonObject {
  const value = variables[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

export const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** `23. November 2026` in Berlin. */
export const germanDay = (date: Date): string =>
  new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' }).format(date)

/** The same of a day as variables keep it (`2026-11-23`). */
export const germanDayOf = (day: JsonValue | undefined): string => germanDay(new Date(`${textOf(day).slice(0, 10)}T12:00:00Z`))

/** A letter of the authority that the request went to. Paragraphs are parted by empty lines. */
export function letter(job: Job, subject: string, paragraphs: readonly string[]): string {
  const person = contextOf(job.variables, 'antragsteller')
  const name = [textOf(person['vorname']), textOf(person['nachname'])].filter((part) => part !== '').join(' ')
  const head = `${job.authority?.name ?? ''}, Datenschutz\nAktenzeichen ${job.caseNumber}, ${germanDay(job.now)}`
  return [head, subject, name === '' ? 'Guten Tag,' : `Guten Tag ${name},`, ...paragraphs.filter((text) => text !== '')].join(
    '\n\n',
  )
}

/** What every answer says that does not give the person all they asked for (Art. 12 Abs. 4 DSGVO). */
export const remedies =
  'Sind Sie damit nicht einverstanden, können Sie sich beim Landesbeauftragten für den Datenschutz Niedersachsen, Prinzenstraße 5, 30159 Hannover, beschweren (Art. 77 DSGVO). Unabhängig davon steht Ihnen der Weg zum Verwaltungsgericht offen (Art. 79 DSGVO).'
