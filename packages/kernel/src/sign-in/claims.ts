import { ok } from '@fachwerk/problem'
import { sql as statement } from 'kysely'
import type { Person, Role } from '../api.ts'
import type { Accounts, OidcClaims } from '../contract/sign-in.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { notAllowed } from '../refusal.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { AccountParts } from './account-parts.ts'
import { subjectDigest } from './sign-in-keys.ts'

/** What a group of the provider means here; `*` is for everybody whom the provider vouches for. */
export interface GroupMapping {
  readonly tenant: string
  /** Id of an organisational unit of the authority. */
  readonly unit?: string
  readonly groups?: readonly string[]
  readonly roles: readonly Role[]
}
export type GroupMappings = Readonly<Record<string, GroupMapping>>

interface Rights {
  readonly tenant: string
  readonly unit: string | null
  readonly groups: readonly string[]
  readonly roles: readonly Role[]
}

/**
 * The person of a subject at an issuer (OpenID Connect Core section 5.7: only both together identify somebody). Rights are what the groups of
 * this sign-in give, nothing of before remains. Who has no mapped group is refused, and what they had is taken away.
 */
export function createPersonOfClaims(parts: AccountParts, mappings: GroupMappings): Accounts['personOfClaims'] {
  const { sql, people, sessions, log } = parts
  return async (claims) => {
    const digest = subjectDigest(parts.keys, claims.issuer, storable(claims.subject))
    const known = await sql
      .selectFrom('oidc_subject')
      .select('person_id')
      .where('issuer', '=', claims.issuer)
      .where('subject_digest', '=', digest)
      .executeTakeFirst()
    const rights = rightsOf(claims.groups, mappings)
    if (!rights || !(await tenantExists(sql, rights.tenant))) {
      if (known) await withdraw(parts, known.person_id)
      log.info('sign-in by OpenID Connect refused: no mapped group')
      log.security?.('sign-in-refused', { method: 'openid-connect', reason: 'no-mapped-group' })
      return notAllowed(noRights)
    }
    const personId = known?.person_id ?? randomId('p')
    await writePerson(parts, { personId, digest, claims, rights })
    const person = await people.get(personId)
    if (!person) {
      await sessions.endAll(personId, systemOf(personId))
      return notAllowed(locked)
    }
    log.info('sign-in by OpenID Connect')
    log.security?.('sign-in', { method: 'openid-connect', tenant: rights.tenant })
    return ok(person)
  }
}

/** The first mapping that fits decides on the authority; others count only where they are of the same one. */
function rightsOf(groups: readonly string[], mappings: GroupMappings): Rights | undefined {
  const fitting = Object.entries(mappings)
    .filter(([name]) => name === '*' || groups.includes(name))
    .map(([, mapping]) => mapping)
  const tenant = fitting[0]?.tenant
  if (tenant === undefined) return undefined
  const own = fitting.filter((mapping) => mapping.tenant === tenant)
  return {
    tenant,
    unit: own.find(({ unit }) => unit !== undefined)?.unit ?? null,
    groups: [...new Set(own.flatMap((mapping) => mapping.groups ?? []))],
    roles: [...new Set(own.flatMap(({ roles }) => roles))],
  }
}

const tenantExists = async (sql: KernelSql, id: string): Promise<boolean> =>
  (await statement`select 1 from kernel.tenant where id = ${id}`.execute(sql)).rows.length > 0

interface Vouched {
  readonly personId: string
  /** Of issuer and subject. */
  readonly digest: string
  readonly claims: OidcClaims
  readonly rights: Rights
}

async function writePerson({ sql, data, clock }: AccountParts, vouched: Vouched): Promise<void> {
  const { personId: id, digest } = vouched
  const { issuer, subject, name, email } = vouched.claims
  const { tenant, unit, groups, roles } = vouched.rights
  const now = new Date(clock())
  const called = storable((name ?? email ?? subject).trim().slice(0, 200)) || id
  const sealed = await data.seal(id, { name: called, email: email ?? null })
  await sql.transaction().execute(async (trx) => {
    await statement`insert into kernel.person (id, name, email, unit_id, groups, roles, tenant, created_at)
      values (${id}, ${sealed.name}, ${sealed.email}, (select id from kernel.unit where id = ${unit} and tenant = ${tenant}),
        ${[...groups]}::text[], ${[...roles]}::text[], ${tenant}, ${now})
      on conflict (id) do update set name = excluded.name, email = excluded.email, unit_id = excluded.unit_id, groups = excluded.groups,
        roles = excluded.roles, tenant = excluded.tenant, revision = person.revision + 1`.execute(trx)
    await trx
      .insertInto('oidc_subject')
      .values({ issuer, subject_digest: digest, person_id: id, last_at: now })
      .onConflict((conflict) => conflict.columns(['issuer', 'subject_digest']).doUpdateSet({ last_at: now }))
      .execute()
  })
}

async function withdraw({ sql, sessions }: AccountParts, personId: string): Promise<void> {
  await statement`update kernel.person set groups = '{}', roles = '{}' where id = ${personId}`.execute(sql)
  await sessions.endAll(personId, systemOf(personId))
}

/** In the name of the person: ending one's own sessions needs no right. */
const systemOf = (id: string): Person => ({ id, name: '', groups: [], roles: [] })

const noRights = {
  de: 'Ihre Anmeldung ist gültig, aber Ihnen ist hier noch keine Aufgabe zugeordnet. Wenden Sie sich an die Administration Ihrer Behörde und nennen Sie ihr die Gruppe, die Sie brauchen.',
  en: 'Your sign-in is valid, but no role is assigned to you here yet. Ask the administrator of your authority and name the group you need.',
}
const locked = {
  de: 'Ihr Zugang ist gesperrt. Wenden Sie sich an die Administration Ihrer Behörde.',
  en: 'Your access is locked. Ask the administrator of your authority.',
}
