export { actions, relations, resources, type Action, type Relation, type Resource } from './vocabulary.ts'
export { grants, type Grant } from './grants.ts'
export { scopesFor, tokenScopes } from './scopes.ts'
export {
  decideAccess,
  impliedPurpose,
  mayAccess,
  widestRelation,
  type AccessDecision,
  type AccessQuestion,
  type DenialReason,
} from './decide-access.ts'
