import type { LocalText } from '@fachwerk/problem'

/** Accesses could not be recorded: whoever asked for the data must not see it. */
export class LedgerUnavailable extends Error {
  readonly text: LocalText = {
    de: 'Der Zugriff konnte nicht im Zugriffsprotokoll festgehalten werden. Deshalb wird nichts angezeigt. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
    en: 'The access could not be recorded in the ledger, so nothing is shown. Please try again in a few minutes.',
  }

  constructor(cause: unknown) {
    super('The ledger could not record an access.', { cause })
  }
}

/** Somebody else appended to the ledger since its state was read; nothing was written. */
export class LedgerMoved extends Error {}
