import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Problem, type Result } from '@fachwerk/problem'
import type { ApiToken, DeadToken, Identity, NewApiToken, Person } from '../api.ts'
import { tokenScopes } from '../access/index.ts'
import { guarded } from '../guarded.ts'
import { loadPeople, personOf } from '../people/load-person.ts'
import { storable } from '../people/people.ts'
import { notAllowed, notFound } from '../refusal.ts'
import type { ApiTokenRow, KernelTransaction } from '../storage/tables.ts'
import { noteChange } from './admin-log.ts'
import { fieldProblem, invalidFields, nameProblems } from './field-problem.ts'
import { findMember, personNotFound } from './find-member.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { nameOf } from './names-in-texts.ts'
import { administratorsOnly, isAdministrator, isPrivileged, mayLook } from './who-may.ts'
import { dayInWords } from './words.ts'

const longest = 366 * 24 * 60 * 60 * 1000
/** Writing down every single use would be a write per request. */
const usedInterval = 60_000

const tokenOf = (row: ApiTokenRow): ApiToken => ({
  id: row.id,
  person: row.person_id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
})

/** `fw_`, 16 characters that find the row, 43 that only its owner knows (256 random bits). */
const shape = /^fw_([\w-]{16})([\w-]{43})$/

export function createTokens(parts: IdentityParts): Pick<Identity, 'tokens' | 'createToken' | 'revokeToken' | 'personOfToken'> {
  const { requests, clock, log } = parts
  return {
    tokens: async (by) => {
      if (!mayLook(by)) return []
      const rows = await requests(by)
        .selectFrom('api_token')
        .selectAll()
        .where('tenant', '=', by.tenant)
        .where('revoked_at', 'is', null)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(tokenOf)
    },
    createToken: guarded(log, async (wanted, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, by, (trx) => create(trx, wanted, by, clock()))
    }),
    revokeToken: guarded(log, async (id, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, by, async (trx) => {
        const row = await trx
          .selectFrom('api_token')
          .selectAll()
          .where('id', '=', storable(id))
          .where('tenant', '=', by.tenant)
          .executeTakeFirst()
        if (!row) return notFound({ de: 'Zugang', en: 'Token' })
        if (row.revoked_at !== null) return ok(undefined)
        await trx
          .updateTable('api_token')
          .set({ revoked_at: new Date(clock()) })
          .where('id', '=', row.id)
          .execute()
        const text = { de: `Schlüssel „${row.name}“ widerrufen.`, en: `Token “${row.name}” revoked.` }
        await noteChange(trx, { tenant: row.tenant, subject: row.id, text }, by, clock())
        return ok(undefined)
      })
    }),
    personOfToken: async (secret) => {
      const found = await personOfToken(parts, secret)
      if (!found.ok) log.security?.('token-refused', { reason: found.error.reason })
      return found
    },
  }
}

async function create(trx: KernelTransaction, wanted: NewApiToken, by: Person & { readonly tenant: string }, now: number) {
  const account = await findMember(trx, wanted.person, by.tenant)
  if (!account || account.state !== 'active') return personNotFound()
  if (account.kind !== 'service') return programsOnly()
  // Whoever holds the token can do what the account can.
  if (
    account.roles.some(
      (role) => isPrivileged(role as Person['roles'][number]) && !by.roles.includes(role as Person['roles'][number]),
    )
  )
    return notBeyondOwnRights()
  const problems = problemsOf(wanted, now)
  if (problems.length > 0) return invalidFields(problems)
  const id = randomBytes(12).toString('base64url')
  const secret = `fw_${id}${randomBytes(32).toString('base64url')}`
  const row: ApiTokenRow = {
    id,
    tenant: by.tenant,
    person_id: account.id,
    name: storable(wanted.name.trim()),
    scopes: [...new Set(wanted.scopes)],
    secret_hash: hashOf(secret).toString('hex'),
    created_at: new Date(now),
    created_by: by.id,
    expires_at: wanted.expiresAt,
    last_used_at: null,
    revoked_at: null,
  }
  await trx.insertInto('api_token').values(row).execute()
  const text = {
    de: `Schlüssel „${row.name}“ für „${nameOf(account.id)}“ ausgestellt, gültig bis ${dayInWords(row.expires_at)} (${row.scopes.join(', ')}).`,
    en: `Token “${row.name}” for “${nameOf(account.id)}” issued, valid until ${dayInWords(row.expires_at)} (${row.scopes.join(', ')}).`,
  }
  await noteChange(trx, { tenant: by.tenant, subject: id, text }, by, now)
  return ok({ token: tokenOf(row), secret })
}

function problemsOf({ name, scopes, expiresAt }: NewApiToken, now: number): readonly Problem[] {
  const end = expiresAt.getTime()
  return [
    ...nameProblems(name, 'name', 100),
    ...(scopes.length > 0 && scopes.every((scope) => tokenScopes.includes(scope))
      ? []
      : [
          fieldProblem('scopes', 'required', {
            de: 'Wählen Sie, was mit dem Schlüssel erlaubt ist.',
            en: 'Choose what the token allows.',
          }),
        ]),
    ...(end > now && end <= now + longest
      ? []
      : [
          fieldProblem('expiresAt', 'period', {
            de: 'Der Schlüssel muss in der Zukunft enden, spätestens in einem Jahr.',
            en: 'The token must end in the future, in a year at the latest.',
          }),
        ]),
  ]
}

async function personOfToken(
  { platform: sql, accounts, clock }: IdentityParts,
  secret: string,
): Promise<Result<Person, DeadToken>> {
  const id = shape.exec(secret)?.[1]
  if (id === undefined) return fail({ reason: 'unknown' })
  const row = await sql.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirst()
  // Unknown ids are compared too, so that the time tells nothing about which exist.
  const matches = timingSafeEqual(hashOf(secret), Buffer.from(row?.secret_hash ?? '0'.repeat(64), 'hex'))
  const now = clock()
  // Whoever does not know the whole secret hears nothing of the token.
  if (!row || !matches) return fail({ reason: 'unknown' })
  if (row.revoked_at !== null) return fail({ reason: 'revoked', at: row.revoked_at })
  if (row.expires_at.getTime() <= now) return fail({ reason: 'expired', at: row.expires_at })
  const [person] = await loadPeople(sql, accounts, now, { ids: [row.person_id] })
  if (!person) return fail({ reason: 'account' })
  if (row.last_used_at === null || now - row.last_used_at.getTime() >= usedInterval)
    await sql
      .updateTable('api_token')
      .set({ last_used_at: new Date(now) })
      .where('id', '=', id)
      .execute()
  return ok({ ...personOf(person), access: { channel: 'api', scopes: row.scopes } })
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const programsOnly = () =>
  notAllowed({
    de: 'Schlüssel gibt es nur für Zugänge von Programmen, nicht für Personen. Legen Sie zuerst einen solchen Zugang an.',
    en: 'Tokens are for service accounts only, not for people. Create a service account first.',
  })
const notBeyondOwnRights = () =>
  notAllowed({
    de: 'Dieser Zugang darf mehr als Sie selbst. Einen Schlüssel dafür kann nur ausstellen, wer diese Rollen auch hat.',
    en: 'This account may do more than you. Only somebody with the same roles can issue a token for it.',
  })
