import type { Member, Role } from '@fachwerk/kernel'
import type { LocalText } from '@fachwerk/problem'
import type { BadgeKind } from '@fachwerk/web'

/** Roles that an authority gives, in the order of the form. Only operators make operators. */
export const givenRoles: readonly Role[] = ['clerk', 'modeller', 'administrator', 'privacy-officer']

/** Whoever has the account of one of these could be both pairs of the four eyes. */
export const privilegedRoles: readonly Role[] = ['administrator', 'privacy-officer', 'operator']

export const roleWords: Readonly<Record<Role, { readonly name: LocalText; readonly hint: LocalText }>> = {
  citizen: { name: { de: 'Bürgerin oder Bürger', en: 'Citizen' }, hint: { de: '', en: '' } },
  clerk: {
    name: { de: 'Sachbearbeitung', en: 'Clerk' },
    hint: { de: 'Bearbeitet Aufgaben der eigenen Gruppen.', en: 'Works the tasks of the own groups.' },
  },
  modeller: {
    name: { de: 'Modellierung', en: 'Modeller' },
    hint: {
      de: 'Veröffentlicht Abläufe, Formulare und Entscheidungstabellen.',
      en: 'Publishes processes, forms and decision tables.',
    },
  },
  administrator: {
    name: { de: 'Administration', en: 'Administrator' },
    hint: {
      de: 'Verwaltet Personen und Rechte dieser Behörde. Braucht die Zustimmung einer zweiten Person.',
      en: 'Keeps people and rights of this authority. Needs the approval of a second person.',
    },
  },
  'privacy-officer': {
    name: { de: 'Datenschutzbeauftragte oder Datenschutzbeauftragter', en: 'Data protection officer' },
    hint: {
      de: 'Überwacht die Verarbeitung in dieser Behörde (Art. 39 DSGVO). Braucht die Zustimmung einer zweiten Person.',
      en: 'Supervises processing in this authority (Art. 39 GDPR). Needs the approval of a second person.',
    },
  },
  operator: {
    name: { de: 'Betrieb der Plattform', en: 'Operator of the platform' },
    hint: { de: 'Vergibt nur der Betrieb.', en: 'Given by operators only.' },
  },
}

export const stateWords: Readonly<Record<Member['state'], { readonly name: LocalText; readonly badge: BadgeKind }>> = {
  active: { name: { de: 'aktiv', en: 'active' }, badge: 'success' },
  locked: { name: { de: 'gesperrt', en: 'locked' }, badge: 'warning' },
  left: { name: { de: 'ausgeschieden', en: 'has left' }, badge: 'neutral' },
}
