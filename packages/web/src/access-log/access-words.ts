/** Words of which the sentence of an access is made. Roles are those the ledger records; what is new there is quoted. */
import type { LocalText } from '@fachwerk/problem'

export const roleWords: Readonly<Record<string, LocalText>> = {
  Sachbearbeitung: { de: 'die Sachbearbeitung', en: 'a clerk' },
  'Datenschutzbeauftragte Stelle': { de: 'die datenschutzbeauftragte Stelle', en: 'the data protection officer' },
  'Betrieb der Plattform': { de: 'der Betrieb der Plattform', en: 'the operator of the platform' },
  'Verwaltung der Zugänge': { de: 'die Verwaltung der Zugänge', en: 'the administration of accounts' },
  Modellierung: { de: 'die Modellierung', en: 'a modeller' },
  'Bürgerin oder Bürger': { de: 'eine Bürgerin oder ein Bürger', en: 'a citizen' },
  Programm: { de: 'das Programm', en: 'a program' },
  'Automatischer Arbeitsschritt': { de: 'ein automatischer Arbeitsschritt', en: 'an automatic step' },
}

interface Verb {
  readonly de: readonly [verb: string, tail: string]
  readonly en: readonly [verb: string, tail: string]
}
/** What happened, by the way the data took. */
export const verbs: Readonly<Record<string, Verb>> = {
  page: { de: ['las', ''], en: ['read', ''] },
  api: { de: ['rief', ' über eine Schnittstelle ab'], en: ['retrieved', ' through an interface'] },
  export: { de: ['lud', ' herunter'], en: ['downloaded', ''] },
  job: { de: ['verarbeitete', ''], en: ['processed', ''] },
  search: { de: ['sah', ' in einer Liste'], en: ['saw', ' in a list'] },
  administration: { de: ['öffnete', ''], en: ['opened', ''] },
}
/** The same of the data subject: `haben Sie … selbst …`. */
export const ownVerbs: Readonly<Record<string, LocalText>> = {
  page: { de: 'angesehen', en: 'looked at' },
  api: { de: 'über eine Schnittstelle abgerufen', en: 'retrieved, through an interface,' },
  export: { de: 'heruntergeladen', en: 'downloaded' },
  search: { de: 'in einer Liste gesehen', en: 'saw in a list' },
}

/** What for, where the model does not say it: everything but work on a case. */
export const purposeClauses: Readonly<Record<string, { readonly text: LocalText; readonly legalBasis?: LocalText }>> = {
  'own-data': { text: { de: 'um einen eigenen Vorgang anzusehen', en: 'to look at a case of their own' } },
  operations: {
    text: { de: 'um eine Störung der Plattform zu beheben', en: 'to mend a fault of the platform' },
    legalBasis: { de: 'Art. 32 DSGVO', en: 'Art. 32 GDPR' },
  },
  'privacy-control': {
    text: { de: 'um den Datenschutz zu überwachen', en: 'to supervise data protection' },
    legalBasis: { de: 'Art. 39 DSGVO', en: 'Art. 39 GDPR' },
  },
  disclosure: { text: { de: 'um sie einer anderen Stelle zu übermitteln', en: 'to hand it to another authority' } },
  statistics: { text: { de: 'um eine Statistik zu erstellen', en: 'to compile statistics' } },
  administration: { text: { de: 'um Zugänge zu verwalten', en: 'to administer accounts' } },
}

/** `Bewohnerparkausweis beantragen` is called `Ihren Antrag „Bewohnerparkausweis“`: what the person did, by the verb of the process. */
const deeds: readonly (readonly [verb: string, yours: string, the: string, en: string])[] = [
  ['beantragen', 'Ihren Antrag', 'den Antrag', 'application'],
  ['erstatten', 'Ihre Anzeige', 'die Anzeige', 'report'],
  ['anzeigen', 'Ihre Anzeige', 'die Anzeige', 'report'],
  ['melden', 'Ihre Meldung', 'die Meldung', 'report'],
  ['anmelden', 'Ihre Anmeldung', 'die Anmeldung', 'registration'],
  ['verlangen', 'Ihr Verlangen', 'das Verlangen', 'demand'],
  ['wahrnehmen', 'Ihr Anliegen', 'das Anliegen', 'request'],
]

export interface Matter {
  readonly yours: LocalText
  readonly the: LocalText
}
export function matterOf(process: string): Matter {
  const words = process.trim().split(/\s+/)
  const deed = words.length > 1 ? deeds.find(([verb]) => verb === words.at(-1)) : undefined
  const name = deed ? words.slice(0, -1).join(' ') : process
  const [, yours, the, en] = deed ?? ['', 'Ihren Vorgang', 'den Vorgang', 'case']
  return {
    yours: { de: `${yours} „${name}“`, en: `your ${en} “${name}”` },
    the: { de: `${the} „${name}“`, en: `the ${en} “${name}”` },
  }
}
