import type { PersonalData, Purpose } from './api.ts'

/** What every declaration allows: the work the data was given for, the person's own look at it, keeping the platform running, supervision. */
const alwaysAllowed: ReadonlySet<Purpose> = new Set<Purpose>(['case-work', 'own-data', 'operations', 'privacy-control'])

/**
 * Whether data declared like this may be processed for this purpose (Art. 5 (1) b GDPR, purpose limitation). Deny by default: what the
 * declaration does not name does not fit, and data that nothing declares fits no purpose.
 */
export const purposeFits = (field: Pick<PersonalData, 'alsoFor'> | undefined, purpose: Purpose): boolean =>
  field !== undefined && (alwaysAllowed.has(purpose) || field.alsoFor.includes(purpose))
