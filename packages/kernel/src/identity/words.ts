import type { LocalText } from '@fachwerk/problem'
import type { Role } from '../api.ts'

/** Names of roles as people read them in the log and in requests. */
export const roleNames: Readonly<Record<Role, LocalText>> = {
  citizen: { de: 'Bürgerin oder Bürger', en: 'citizen' },
  clerk: { de: 'Sachbearbeitung', en: 'clerk' },
  modeller: { de: 'Modellierung', en: 'modeller' },
  administrator: { de: 'Administration', en: 'administrator' },
  'privacy-officer': { de: 'Datenschutzbeauftragte oder Datenschutzbeauftragter', en: 'data protection officer' },
  operator: { de: 'Betrieb der Plattform', en: 'operator of the platform' },
}

export const listOfRoles = (roles: readonly Role[]): LocalText => ({
  de: roles.map((role) => `„${roleNames[role].de}“`).join(', '),
  en: roles.map((role) => `“${roleNames[role].en}”`).join(', '),
})

/** `3.12.2026`, by the German calendar. */
export const dayInWords = (date: Date): string =>
  new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium' }).format(date)
