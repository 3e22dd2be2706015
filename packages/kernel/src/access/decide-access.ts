/**
 * The policy: who may do what, on what, standing how to it, what for. Pure, and deny by default. Routes ask it with what they declare, the
 * kernel asks it again with the relation of this person to this case.
 */
import type { Purpose } from '@fachwerk/privacy'
import type { Person } from '../api.ts'
import { grants, type Grant } from './grants.ts'
import { withinScopes } from './scopes.ts'
import { relations, type Action, type Relation, type Resource } from './vocabulary.ts'

export interface AccessQuestion {
  /** Absent: nobody is signed in. */
  readonly person: Person | undefined
  readonly action: Action
  readonly resource: Resource
  /** How near the person stands to it; absent: is there anything of this kind that the person may. */
  readonly relation?: Relation
  /** Default: what the call states (`person.access.purpose`); without either, any the table allows. */
  readonly purpose?: Purpose
}
/** `nobody`: not signed in; `scope`: the token does not reach it, though the person may. */
export type DenialReason = 'nobody' | 'scope' | 'role' | 'relation' | 'purpose'
export type AccessDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: DenialReason }

const deny = (reason: DenialReason): AccessDecision => ({ allowed: false, reason })

export function decideAccess(question: AccessQuestion): AccessDecision {
  const { person, action, resource } = question
  if (!person) return deny('nobody')
  const scopes = person.access?.scopes
  if (scopes && !withinScopes(scopes, action, resource)) return deny('scope')
  const byRole = fitting(question)
  if (byRole.length === 0) return deny('role')
  const near = byRole.filter(({ under }) => reaches(under, question.relation))
  if (near.length === 0) return deny('relation')
  const purpose = question.purpose ?? person.access?.purpose
  return near.some((grant) => serves(grant, purpose)) ? { allowed: true } : deny('purpose')
}

export const mayAccess = (question: AccessQuestion): boolean => decideAccess(question).allowed

/**
 * What for, as the table implies it where nobody stated it: the purpose of the call, else that of the first rule that allows it (those of
 * roles before those of everybody). `undefined`: not allowed, or no personal data is in it.
 */
export function impliedPurpose(question: AccessQuestion): Purpose | undefined {
  if (!mayAccess(question)) return undefined
  const stated = question.purpose ?? question.person?.access?.purpose
  return stated ?? fitting(question).find(({ under }) => reaches(under, question.relation))?.for?.[0]
}

/** How far this person reaches at most with this action on this resource; `undefined`: not at all. For conditions in SQL. */
export function widestRelation(question: Omit<AccessQuestion, 'relation'>): Relation | undefined {
  return relations.findLast((relation) => mayAccess({ ...question, relation }))
}

const fitting = ({ person, action, resource }: AccessQuestion): readonly Grant[] =>
  [...(person?.roles ?? []).flatMap((role) => grants[role] ?? []), ...grants.everybody].filter(
    ({ may, on }) => may.includes(action) && on.includes(resource),
  )

const reaches = (under: Relation, relation: Relation | undefined): boolean =>
  relation === undefined || relations.indexOf(relation) <= relations.indexOf(under)

const serves = (grant: Grant, purpose: Purpose | undefined): boolean =>
  purpose === undefined || grant.for === undefined || grant.for.includes(purpose)
