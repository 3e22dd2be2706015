import type { Refusal } from '@fachwerk/kernel'
import { fail, type LocalText } from '@fachwerk/problem'

/** What is not there, or belongs to another authority: both are told alike. */
export const notThere = (what: LocalText): { readonly ok: false; readonly error: Refusal } =>
  fail({
    code: 'not-found',
    title: { de: `${what.de} nicht gefunden`, en: `${what.en} not found` },
    detail: {
      de: 'Das gibt es nicht oder nicht mehr. Gehen Sie zurück zur Übersicht.',
      en: 'It does not exist, or no longer. Go back to the overview.',
    },
  })
