/**
 * Groups that a model may name without knowing the house: whoever answers for the case fills them. They are resolved when a task is
 * offered, into ids that name the authority, so that an agreement with another authority opens nothing of its officer's work. So are plain
 * names: `buergeramt` is also `buergeramt-<id of the authority>`.
 */
import type { Person } from '../api.ts'

/** The data protection officers of the authority that answers for the case, as the role says. */
export const privacyOfficers = 'fachwerk:privacy-officer'
/** In `candidateStarterGroups`: everybody who belongs to an authority. */
export const staff = 'fachwerk:staff'
/** `fachwerk:group:datenschutz`: the group `datenschutz-<id of the authority>`, where the authority has one. */
const groupPrefix = 'fachwerk:group:'

export const officersOf = (tenant: string): string => `${privacyOfficers}@${tenant}`

/** An authority's own group of this name: its administration makes no others, so that nobody learns what others have. */
export const ownGroup = (tenant: string, name: string): string => `${name}-${tenant}`

/** The groups as they are stored with a task of a case of this authority: the one of exactly this id, and the authority's own of this name. */
export function groupsIn(tenant: string, group: string): readonly string[] {
  if (group === privacyOfficers) return [officersOf(tenant)]
  return group.startsWith(groupPrefix) ? [ownGroup(tenant, group.slice(groupPrefix.length))] : [group, ownGroup(tenant, group)]
}

/** Groups that `groupsIn` has made two of, as the model names them. */
export const asNamed = (tenant: string, groups: readonly string[]): readonly string[] =>
  groups.filter((id) => !groups.some((name) => id === ownGroup(tenant, name)))

/** Is the person in this group, as a model names it, of their own authority? */
export function isInGroup({ groups, tenant }: Person, group: string): boolean {
  if (group === staff) return tenant !== undefined
  return (tenant === undefined ? [group] : groupsIn(tenant, group)).some((one) => groups.includes(one))
}

/** Names of groups that only the platform gives; brought in from elsewhere they mean nothing. */
export const isPlatformGroup = (group: string): boolean => group.startsWith('fachwerk:')
