import type { JobHandler, JobOutcome } from '@fachwerk/kernel'
import { melderegister, parkingZones } from './melderegister-data.ts'
import { contextOf, textOf } from './texts-of.ts'

const same = (left: string, right: string): boolean =>
  left.trim().toLocaleLowerCase('de') === right.trim().toLocaleLowerCase('de')

/** Simulated register query (§ 34 BMG). Reads only, so asking twice does no harm. */
export const melderegisterPruefen: JobHandler = async ({ variables }) => {
  const person = contextOf(variables, 'antragsteller')
  const address = contextOf(variables, 'anschrift')
  const entry = melderegister.find(
    ({ vorname, nachname, geburtsdatum }) =>
      same(vorname, textOf(person['vorname'])) &&
      same(nachname, textOf(person['nachname'])) &&
      geburtsdatum === textOf(person['geburtsdatum']),
  )
  if (!entry) return status('nicht-gefunden', 'Zu den Angaben wurde keine gemeldete Person gefunden.')
  if (entry.gesperrt) return { kind: 'bpmn-error', code: 'AUSKUNFTSSPERRE', message: 'Auskunftssperre nach § 51 BMG' }
  if (!same(entry.strasse, textOf(address['strasse'])) || entry.plz !== textOf(address['plz']))
    return status('abweichend', 'Die Person ist unter einer anderen Anschrift gemeldet.')
  const zone = parkingZones[entry.strasse.replace(/ \d.*$/, '')]
  return zone
    ? status('bestaetigt', `Hauptwohnung bestätigt, Bewohnerparkgebiet ${zone}.`, zone)
    : status('ausserhalb', 'Die Hauptwohnung liegt in keinem Bewohnerparkgebiet.')
}

const status = (value: string, vermerk: string, gebiet?: string): JobOutcome => ({
  kind: 'completed',
  variables: { melderegister: { status: value, vermerk, ...(gebiet ? { gebiet } : {}) } },
})
