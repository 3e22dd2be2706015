import { fail } from '@fachwerk/problem'
import type { Answer } from './api.ts'
import { errorFields, type Logger } from './log.ts'
import { LedgerUnavailable } from './ledger/ledger-error.ts'
import { unavailable } from './refusal.ts'
import { PurposeRefused } from './vault/purpose-refused.ts'

/** When the database cannot be asked, the caller hears `unavailable` instead of an exception; the log says why. */
export function guarded<A extends unknown[], T>(log: Logger, run: (...args: A) => Answer<T>): (...args: A) => Answer<T> {
  return async (...args) => {
    try {
      return await run(...args)
    } catch (error) {
      if (error instanceof PurposeRefused) return fail(error.refusal)
      if (error instanceof LedgerUnavailable) {
        log.error('an access could not be recorded', errorFields(error.cause))
        return unavailable(error.text)
      }
      log.error('request failed', errorFields(error))
      return unavailable()
    }
  }
}
