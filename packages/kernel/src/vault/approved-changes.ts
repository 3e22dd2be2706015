import type { Executors } from '../identity/identity-parts.ts'
import { erasePerson, type ErasureOptions } from './erasure.ts'
import { endHold, type HoldOptions } from './holds.ts'

/** What the vault carries out once a second person has approved it: for the authority that asked, whoever approved. */
export const approvedChanges = (options: ErasureOptions & HoldOptions): Executors => ({
  'erase-person': (person, tenant) => erasePerson(options, person, tenant),
  'end-hold': (hold, tenant, approver) => endHold(options, hold, tenant, approver),
})
