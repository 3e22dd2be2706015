import { fail, type LocalText, type Problem } from '@fachwerk/problem'
import type { Refusal } from './api.ts'

type Failure = { readonly ok: false; readonly error: Refusal }

const refuse = (code: Refusal['code'], title: LocalText, detail: LocalText, problems?: readonly Problem[]): Failure =>
  fail({ code, title, detail, ...(problems ? { problems } : {}) })

/** Also for what exists but is not this person's business: whether it exists is not told. */
export const notFound = (what: LocalText): Failure =>
  refuse(
    'not-found',
    { de: `${what.de} nicht gefunden`, en: `${what.en} not found` },
    {
      de: 'Das gibt es nicht, nicht mehr, oder es ist nicht für Sie freigegeben. Prüfen Sie die Adresse oder gehen Sie zurück zur Übersicht.',
      en: 'It does not exist, no longer exists, or is not open to you. Check the address or go back to the overview.',
    },
  )
export const caseNotFound = (): Failure => notFound({ de: 'Vorgang', en: 'Case' })
export const taskNotFound = (): Failure => notFound({ de: 'Aufgabe', en: 'Task' })

export const notAllowed = (detail: LocalText): Failure =>
  refuse('not-allowed', { de: 'Das dürfen Sie nicht', en: 'Not allowed' }, detail)

export const conflict = (detail: LocalText): Failure =>
  refuse('conflict', { de: 'Inzwischen hat sich etwas geändert', en: 'Something has changed meanwhile' }, detail)

export const invalid = (detail: LocalText, problems?: readonly Problem[]): Failure =>
  refuse('invalid', { de: 'Die Angaben passen nicht', en: 'The input does not fit' }, detail, problems)

export const tooLarge = (detail: LocalText, problems?: readonly Problem[]): Failure =>
  refuse('too-large', { de: 'Das ist zu groß', en: 'Too large' }, detail, problems)

export const unavailable = (detail: LocalText = notStored): Failure =>
  refuse('unavailable', { de: 'Gerade nicht möglich', en: 'Not possible right now' }, detail)

const notStored: LocalText = {
  de: 'Ihre Eingabe konnte nicht gespeichert werden; es ist nichts geschehen. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
  en: 'Your input could not be stored; nothing has happened. Please try again in a few minutes.',
}

/** What is stored was altered from outside: nobody can tell what it said. */
export const unreadable = (): Failure =>
  unavailable({
    de: 'Die gespeicherten Daten lassen sich nicht öffnen: Sie wurden außerhalb der Anwendung verändert. Der Betrieb der Plattform ist verständigt.',
    en: 'The stored data cannot be opened: it was altered outside of the application. The operators of the platform have been told.',
  })

/** The data of the case is gone, by the person's wish or at the end of its period. */
export const caseErased = (): Failure =>
  conflict({
    de: 'Die Daten dieses Vorgangs sind gelöscht; es ist nichts mehr zu tun.',
    en: 'The data of this case has been erased; there is nothing left to do.',
  })
