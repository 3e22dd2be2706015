import { describe, expect, test } from 'vitest'
import type { Person, Role } from '../api.ts'
import type { TokenScope } from '../contract/identity.ts'
import { decideAccess, impliedPurpose, widestRelation } from './decide-access.ts'
import { grants } from './grants.ts'
import { tokenScopes } from './scopes.ts'
import { actions, relations, resources } from './vocabulary.ts'

const person = (...roles: Role[]): Person => ({ id: 'p', name: 'P', groups: [], roles })
const withToken = (scopes: readonly TokenScope[], ...roles: Role[]): Person => ({
  ...person(...roles),
  access: { channel: 'api', scopes },
})
const allRoles = Object.keys(grants).filter((role): role is Role => role !== 'everybody')

describe('the policy', () => {
  test('nobody may anything', () => {
    for (const action of actions)
      for (const resource of resources)
        expect(decideAccess({ person: undefined, action, resource })).toEqual({ allowed: false, reason: 'nobody' })
  })

  test('what is not in the table is refused, for every role', () => {
    expect(decideAccess({ person: person('citizen'), action: 'administer', resource: 'case' })).toEqual({
      allowed: false,
      reason: 'role',
    })
    expect(decideAccess({ person: person(), action: 'work', resource: 'model' }).allowed).toBe(false)
    // A role that this program does not know, from an older or a newer database.
    expect(decideAccess({ person: person('root' as Role), action: 'read', resource: 'status' }).allowed).toBe(false)
  })

  test('a rule holds for those who stand nearer, and not for those further away', () => {
    const ask = (relation: (typeof relations)[number]) =>
      decideAccess({ person: person('clerk'), action: 'read', resource: 'case', relation })
    expect(relations.map((relation) => ask(relation).allowed)).toEqual([true, true, false, false])
    expect(ask('tenant')).toEqual({ allowed: false, reason: 'relation' })
  })

  test('an administrator sees no case but an own one, whatever else there is to administer', () => {
    for (const resource of ['case', 'task', 'file'] as const) {
      expect(widestRelation({ person: person('administrator'), action: 'read', resource })).toBe('own')
      expect(widestRelation({ person: person('administrator'), action: 'administer', resource })).toBeUndefined()
    }
  })

  test('the privacy officer reads the ledger of the authority, and cases only where a task is offered', () => {
    expect(widestRelation({ person: person('privacy-officer'), action: 'read', resource: 'ledger' })).toBe('tenant')
    expect(widestRelation({ person: person('privacy-officer'), action: 'read', resource: 'case' })).toBe('group')
  })

  test('an operator opens a case for operations and for nothing else', () => {
    const ask = (purpose: 'operations' | 'case-work' | 'statistics') =>
      decideAccess({ person: person('operator'), action: 'read', resource: 'case', relation: 'any', purpose })
    expect(ask('operations')).toEqual({ allowed: true })
    expect(ask('case-work')).toEqual({ allowed: false, reason: 'purpose' })
    expect(ask('statistics')).toEqual({ allowed: false, reason: 'purpose' })
    expect(impliedPurpose({ person: person('operator'), action: 'read', resource: 'case', relation: 'any' })).toBe('operations')
  })

  test('the purpose of the call counts where none is asked for', () => {
    const looking: Person = { ...person('clerk'), access: { channel: 'page', purpose: 'own-data' } }
    expect(decideAccess({ person: looking, action: 'read', resource: 'case', relation: 'group' })).toEqual({
      allowed: false,
      reason: 'purpose',
    })
    expect(decideAccess({ person: looking, action: 'read', resource: 'case', relation: 'own' })).toEqual({ allowed: true })
  })

  test('several roles add up', () => {
    const both = person('clerk', 'modeller')
    expect(decideAccess({ person: both, action: 'work', resource: 'model' }).allowed).toBe(true)
    expect(decideAccess({ person: both, action: 'read', resource: 'case', relation: 'group' }).allowed).toBe(true)
  })

  test('a token never may what its person may not', () => {
    for (const role of allRoles)
      for (const action of actions)
        for (const resource of resources)
          for (const relation of relations) {
            const own = decideAccess({ person: person(role), action, resource, relation }).allowed
            const byToken = decideAccess({ person: withToken(tokenScopes, role), action, resource, relation }).allowed
            expect(own || !byToken, `${role} ${action} ${resource} ${relation}`).toBe(true)
          }
  })

  test('a token reaches what its scopes name', () => {
    const ask = (scopes: readonly TokenScope[], action: 'read' | 'start' | 'work' | 'administer', resource: 'case' | 'token') =>
      decideAccess({ person: withToken(scopes, 'clerk', 'administrator'), action, resource })
    expect(ask(['cases:read'], 'read', 'case').allowed).toBe(true)
    expect(ask(['cases:read'], 'start', 'case')).toEqual({ allowed: false, reason: 'scope' })
    expect(ask([], 'read', 'case')).toEqual({ allowed: false, reason: 'scope' })
    // A found token must not make itself a second one.
    expect(ask(tokenScopes, 'administer', 'token')).toEqual({ allowed: false, reason: 'scope' })
  })
})
