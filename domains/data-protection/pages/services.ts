import type { Kernel, LedgerService, PrivacyService } from '@fachwerk/kernel'

/** What the pages stand on. A house without one of them has no cockpit to show: that is a mistake of its composition, not of a request. */
export function ledgerOf({ ledger }: Kernel): LedgerService {
  if (!ledger) throw new Error('This house keeps no ledger.')
  return ledger
}
export function privacyOf({ privacy }: Kernel): PrivacyService {
  if (!privacy) throw new Error('This house keeps no register of stored data.')
  return privacy
}
