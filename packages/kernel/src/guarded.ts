import type { Answer } from './api.ts'
import type { Logger } from './log.ts'
import { unavailable } from './refusal.ts'

/** When the database cannot be asked, the caller hears `unavailable` instead of an exception; the log says why. */
export function guarded<A extends unknown[], T>(log: Logger, run: (...args: A) => Answer<T>): (...args: A) => Answer<T> {
  return async (...args) => {
    try {
      return await run(...args)
    } catch (error) {
      log.error('request failed', { reason: String(error) })
      return unavailable()
    }
  }
}
