import { ok } from '@fachwerk/problem'
import type { People, Person } from '../api.ts'
import type { OpenSession, ProviderSession, SessionInfo, Sessions, SignInMethod } from '../contract/sign-in.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { notFound } from '../refusal.ts'
import type { Logger } from '../log.ts'
import type { Announcements } from '../sign-in/announcements.ts'
import { isPrivileged } from '../sign-in/privileged-roles.ts'
import { hashOfSecret, randomSecret } from '../sign-in/secrets.ts'
import type { KernelSql, SessionRow } from '../storage/tables.ts'
import { SessionMemory } from './session-memory.ts'

const minute = 60_000
const hour = 60 * minute
/** A token is replaced after this time … */
const rotation = 15 * minute
/** … and its predecessor still good for requests that were under way. */
const grace = 30_000
/** Absolute end (ASVS 5, 7.3.2): a working day; the emergency account an hour. */
const absolute = (method: SignInMethod): number => (method === 'break-glass' ? hour : 12 * hour)
/** End when nobody is there (ASVS 5, 7.3.1): shorter where more is at stake; citizens get time to look for papers. */
const idle = (method: SignInMethod, person: Person): number =>
  method === 'demo' ? 12 * hour : method === 'break-glass' ? 15 * minute : isPrivileged(person) ? 30 * minute : 2 * hour

interface Options {
  readonly sql: KernelSql
  readonly memory: SessionMemory<Opened>
  readonly people: People
  readonly announcements: Announcements
  readonly log: Logger
  readonly clock: () => number
}

/**
 * Sessions live on the server; the browser has a random token, of which only the hash is stored. Tokens change every 15 minutes. A token
 * that comes back later than half a minute after its change was copied, it or its successor: the session ends and its owner is told.
 */
export function createSessions(options: Options): Sessions {
  const { sql, clock, memory } = options
  const open = (token: string) => openSession(options, token)
  const sessions: Sessions = {
    create: (personId, method = 'demo', device, provider) => createSession(options, { personId, method, device, provider }),
    open,
    person: async (token) => (await openSession(options, token, { rotate: false }))?.person,
    end: async (token) => {
      const row = await sql
        .selectFrom('session_token')
        .select('session_id')
        .where('token_hash', '=', hashOfSecret(token))
        .executeTakeFirst()
      if (row) await sql.deleteFrom('session').where('id', '=', row.session_id).execute()
    },
    list: async (person) => {
      const rows = await sql
        .selectFrom('session')
        .selectAll()
        .where('person_id', '=', person.id)
        .orderBy('last_seen_at', 'desc')
        .execute()
      return rows.map((row) => infoOf(row, person)).filter(({ expiresAt }) => expiresAt.getTime() > clock())
    },
    revoke: async (id, person) => {
      const gone = await sql
        .deleteFrom('session')
        .where('id', '=', storable(id))
        .where('person_id', '=', person.id)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n ? ok(undefined) : notFound({ de: 'Gerät', en: 'Device' })
    },
    endAll: async (personId, by) => {
      if (!(await mayEndAll(options, personId, by))) return notFound({ de: 'Person', en: 'Person' })
      const gone = await sql.deleteFrom('session').where('person_id', '=', storable(personId)).executeTakeFirst()
      return ok({ ended: Number(gone.numDeletedRows) })
    },
  }
  return memory.forgetting(sessions, ['open', 'person', 'list'])
}

/** The provider's name of its session is not for the readers of a table. */
export const hashOfProviderSession = ({ issuer, sid }: ProviderSession): string => hashOfSecret(`${issuer}\n${sid}`)

interface NewSession {
  readonly personId: string
  readonly method: SignInMethod
  readonly device: string | undefined
  readonly provider: ProviderSession | undefined
}

async function createSession(
  { sql, people, clock }: Options,
  { personId, method, device, provider }: NewSession,
): Promise<string> {
  const token = randomSecret()
  const now = clock()
  const tenant = (await people.get(personId))?.tenant ?? null
  const row: SessionRow = {
    id: randomId('s'),
    person_id: personId,
    tenant,
    method,
    device: device === undefined ? null : storable(device).slice(0, 80),
    provider_session: provider ? hashOfProviderSession(provider) : null,
    form_key: randomSecret(),
    created_at: new Date(now),
    last_seen_at: new Date(now),
    expires_at: new Date(now + absolute(method)),
  }
  await sql.deleteFrom('session').where('expires_at', '<', new Date(now)).execute()
  await sql.transaction().execute(async (trx) => {
    await trx.insertInto('session').values(row).execute()
    await trx
      .insertInto('session_token')
      .values({ token_hash: hashOfSecret(token), session_id: row.id, issued_at: new Date(now), replaced_at: null })
      .execute()
  })
  return token
}

type TokenRow = SessionRow & { readonly issued_at: Date; readonly replaced_at: Date | null }

/** What reading a session gives. */
export interface Opened {
  readonly row: TokenRow
  readonly person: Person
  readonly announcements: number
}

async function readSession({ sql, people, announcements }: Options, hash: string): Promise<Opened | undefined> {
  const row = await sql
    .selectFrom('session_token')
    .innerJoin('session', 'session.id', 'session_token.session_id')
    .selectAll('session')
    .select(['session_token.issued_at', 'session_token.replaced_at'])
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  const person = row && (await people.get(row.person_id))
  return person && { row, person, announcements: await announcements.count(person) }
}

async function openSession(options: Options, token: string, { rotate = true } = {}): Promise<OpenSession | undefined> {
  const { sql, clock, memory } = options
  const hash = hashOfSecret(token)
  const opened = memory.get(hash) ?? (await memory.read(hash, () => readSession(options, hash)))
  if (!opened) return undefined
  const { row, person, announcements } = opened
  const now = clock()
  const session = infoOf(row, person)
  if (session.expiresAt.getTime() <= now) {
    await sql.deleteFrom('session').where('id', '=', row.id).execute()
    memory.forget()
    return undefined
  }
  if (row.replaced_at && row.replaced_at.getTime() + grace < now) {
    await endCopied(options, row)
    memory.forget()
    return undefined
  }
  const next = rotate && isDue(row, now) ? await rotateToken(sql, row.id, hash, now) : undefined
  const seen = await noteSeen(sql, row, now)
  if (seen || next !== undefined) memory.forget()
  return {
    person,
    session: { ...session, ...(rotate ? { lastSeenAt: new Date(now) } : {}) },
    formKey: row.form_key,
    announcements,
    ...(next === undefined ? {} : { next }),
  }
}

const isDue = (row: TokenRow, now: number): boolean => row.replaced_at === null && row.issued_at.getTime() + rotation <= now

/** Of several requests at once, one gets the new token; the others go on with the old one for its last half minute. */
async function rotateToken(sql: KernelSql, sessionId: string, hash: string, now: number): Promise<string | undefined> {
  const next = randomSecret()
  return sql.transaction().execute(async (trx) => {
    const replaced = await trx
      .updateTable('session_token')
      .set({ replaced_at: new Date(now) })
      .where('token_hash', '=', hash)
      .where('replaced_at', 'is', null)
      .executeTakeFirst()
    if (replaced.numUpdatedRows !== 1n) return undefined
    await trx
      .insertInto('session_token')
      .values({ token_hash: hashOfSecret(next), session_id: sessionId, issued_at: new Date(now), replaced_at: null })
      .execute()
    return next
  })
}

/** At most once a minute: a page should not cost a write. */
async function noteSeen(sql: KernelSql, row: SessionRow, now: number): Promise<boolean> {
  if (now - row.last_seen_at.getTime() < minute) return false
  await sql
    .updateTable('session')
    .set({ last_seen_at: new Date(now) })
    .where('id', '=', row.id)
    .execute()
  return true
}

async function endCopied({ sql, announcements, log }: Options, { id, person_id }: SessionRow): Promise<void> {
  const gone = await sql.deleteFrom('session').where('id', '=', id).executeTakeFirst()
  if (gone.numDeletedRows !== 1n) return
  log.security?.('session-copied')
  await announcements.announce(person_id, copied)
}

const copied = {
  de: 'Eine Ihrer Anmeldungen wurde beendet, weil ihr Kennzeichen zweimal benutzt wurde. Vielleicht hat jemand es kopiert. Sehen Sie unter „Angemeldete Geräte“ nach, ob Sie alle kennen.',
  en: 'One of your sessions was ended because its token was used twice. Somebody may have copied it. Look at "Signed-in devices" and check that you know them all.',
}

function infoOf(row: SessionRow, person: Person): SessionInfo {
  const idleEnd = row.last_seen_at.getTime() + idle(row.method, person)
  return {
    id: row.id,
    method: row.method,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: new Date(Math.min(idleEnd, row.expires_at.getTime())),
    ...(row.device === null ? {} : { device: row.device }),
  }
}

/** One's own; an administrator those of the same authority; the operator all. */
async function mayEndAll({ people }: Options, personId: string, by: Person): Promise<boolean> {
  if (by.id === personId || by.roles.includes('operator')) return true
  if (!by.roles.includes('administrator') || by.tenant === undefined) return false
  return (await people.get(personId))?.tenant === by.tenant
}
