import type { Action, Relation, Resource } from '@fachwerk/kernel'

export interface RoutePolicy {
  readonly action: Action
  readonly resource: Resource
  readonly relation?: Relation
  readonly channel?: 'administration'
}
const tenantWide = (action: Action, resource: Resource): RoutePolicy => ({
  action,
  resource,
  relation: 'tenant',
  channel: 'administration',
})

/** What the pages and the API of this domain ask of the policy. */
export const policies = {
  seePeople: tenantWide('read', 'person'),
  keepPeople: tenantWide('administer', 'person'),
  seeAuthority: tenantWide('read', 'authority'),
  keepAuthority: tenantWide('administer', 'authority'),
  keepAuthorities: { action: 'administer', resource: 'authority', relation: 'any' },
  decide: tenantWide('decide', 'authority'),
  seeDeputies: tenantWide('read', 'deputy'),
  keepDeputies: tenantWide('administer', 'deputy'),
  seeTokens: tenantWide('read', 'token'),
  keepTokens: tenantWide('administer', 'token'),
  keepAccounts: tenantWide('administer', 'account'),
  endSessions: tenantWide('administer', 'session'),
  ownDeputy: { action: 'work', resource: 'deputy', relation: 'own' },
} as const satisfies Readonly<Record<string, RoutePolicy>>
