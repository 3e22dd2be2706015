import type { Identity } from '../api.ts'
import { createAdminLog } from './admin-log.ts'
import { createAgreements } from './agreements.ts'
import { createDeputies } from './deputies.ts'
import { createGroups } from './groups.ts'
import type { IdentityParts } from './identity-parts.ts'
import { createMembers } from './members.ts'
import { createPendingChanges } from './pending-changes.ts'
import { createRoles } from './roles.ts'
import { createTenants } from './tenants.ts'
import { createTokens } from './tokens.ts'
import { createUnits } from './units.ts'

/** Authorities, people and rights: `kernel.identity`. */
export function createIdentity(parts: IdentityParts): Identity {
  const agreements = createAgreements(parts)
  return {
    ...createTenants(parts),
    ...createUnits(parts),
    ...createGroups(parts),
    ...createMembers(parts),
    ...createRoles(parts),
    ...createDeputies(parts),
    ...agreements,
    ...createPendingChanges(parts, agreements),
    ...createTokens(parts),
    ...createAdminLog(parts),
  }
}
