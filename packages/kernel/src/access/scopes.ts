import type { TokenScope } from '../contract/identity.ts'
import type { Action, Resource } from './vocabulary.ts'

/**
 * What a token of the API reaches, by its scopes; within that it may what its person may, never more. Sign-in, sessions and other tokens
 * are in no scope: whoever finds a token cannot make a second one of it. Approving for a second person is not either.
 */
const reach: Readonly<Record<TokenScope, readonly (readonly [readonly Action[], readonly Resource[]])[]>> = {
  'cases:read': [[['read'], ['assistant', 'case', 'file']]],
  'cases:start': [
    [['read'], ['assistant']],
    [['start'], ['case']],
    [
      ['read', 'work'],
      ['draft', 'file'],
    ],
  ],
  'tasks:work': [
    [['read'], ['case', 'file', 'task']],
    [['work'], ['task', 'case', 'message', 'draft', 'file']],
  ],
  'models:publish': [[['read', 'work'], ['model']]],
  administration: [
    [
      ['read', 'administer'],
      ['person', 'authority', 'deputy'],
    ],
  ],
  'ledger:read': [[['read'], ['ledger', 'register']]],
}

export const tokenScopes = Object.keys(reach) as readonly TokenScope[]

export const withinScopes = (scopes: readonly TokenScope[], action: Action, resource: Resource): boolean =>
  scopes.some((scope) => reach[scope]?.some(([may, on]) => may.includes(action) && on.includes(resource)))

/** The scopes that reach this, the narrowest first; none: only a person who is signed in may try. */
export const scopesFor = (action: Action, resource: Resource): readonly TokenScope[] =>
  tokenScopes.filter((scope) => withinScopes([scope], action, resource))
