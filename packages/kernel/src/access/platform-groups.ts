/**
 * Groups that a model may name without knowing the house: whoever answers for the case fills them. They are resolved when a task is
 * offered, into ids that name the authority, so that an agreement with another authority opens nothing of its officer's work.
 */
import type { Person } from '../api.ts'

/** The data protection officers of the authority that answers for the case, as the role says. */
export const privacyOfficers = 'fachwerk:privacy-officer'
/** In `candidateStarterGroups`: everybody who belongs to an authority. */
export const staff = 'fachwerk:staff'
/** `fachwerk:group:datenschutz`: the group `datenschutz-<id of the authority>`, where the authority has one. */
const groupPrefix = 'fachwerk:group:'

export const officersOf = (tenant: string): string => `${privacyOfficers}@${tenant}`

/** The group as it is stored with a task of a case of this authority. */
export function groupIn(tenant: string, group: string): string {
  if (group === privacyOfficers) return officersOf(tenant)
  return group.startsWith(groupPrefix) ? `${group.slice(groupPrefix.length)}-${tenant}` : group
}

/** Is the person in this group, as a model names it, of their own authority? */
export function isInGroup({ groups, tenant }: Person, group: string): boolean {
  if (group === staff) return tenant !== undefined
  return groups.includes(tenant === undefined ? group : groupIn(tenant, group))
}

/** Names of groups that only the platform gives; brought in from elsewhere they mean nothing. */
export const isPlatformGroup = (group: string): boolean => group.startsWith('fachwerk:')
