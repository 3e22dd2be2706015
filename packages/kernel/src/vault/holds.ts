import { ok } from '@fachwerk/problem'
import { sql } from 'kysely'
import { mayAccess } from '../access/index.ts'
import type { Requests } from '../access/requests.ts'
import type { Answer, LegalHold, Person, PrivacyService } from '../api.ts'
import { guarded } from '../guarded.ts'
import type { Logger } from '../log.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { caseNotFound, invalid, notAllowed, notFound } from '../refusal.ts'
import type { KernelSql, KernelTransaction, LegalHoldRow } from '../storage/tables.ts'

export interface HoldOptions {
  readonly requests: Requests
  readonly clock: () => number
  readonly log: Logger
}
type NewHold = Pick<LegalHold, 'person' | 'caseId' | 'ground' | 'legalBasis' | 'review'>

const holdNotFound = () => notFound({ de: 'Löschsperre', en: 'Legal hold' })

/** Legal holds (Art. 17 (3) and Art. 18 GDPR): data that must not go yet, why, and when somebody looks at it again. */
export function createHolds(options: HoldOptions): Pick<PrivacyService, 'holds' | 'holdsAgainst' | 'addHold' | 'endHold'> {
  const { requests, log } = options
  return {
    holds: guarded(log, async (by) => {
      if (!mayAccess({ person: by, action: 'read', resource: 'hold', relation: 'tenant' })) return officersOnly()
      const rows = await requests(by)
        .selectFrom('legal_hold')
        .selectAll()
        .where('ended_at', 'is', null)
        .where('tenant', '=', by.tenant ?? '')
        .orderBy('review')
        .execute()
      const numbers = await numbersOf(requests(by), rows)
      return ok(rows.map((row) => ({ ...holdOf(row), ...numbers.get(row.case_id ?? '') })))
    }),
    holdsAgainst: guarded(log, async (person, by) => {
      if (!mayAccess({ person: by, action: 'read', resource: 'hold', relation: 'tenant' })) return officersOnly()
      const database = requests(by)
      const own = await database
        .selectFrom('instance')
        .select(['id', 'tenant', 'subject', 'number'])
        .where('subject', '=', storable(person))
        .where('tenant', '=', by.tenant ?? '')
        .where('parent', 'is', null)
        .execute()
      const rows = await holdsOver(database, { people: [person], roots: own.map(({ id }) => id) })
      const numbers = new Map(own.map(({ id, number }) => [id, { caseNumber: number }]))
      const theirs = rows.filter(({ tenant }) => tenant === by.tenant)
      return ok(theirs.map((row) => ({ ...holdOf(row), ...numbers.get(row.case_id ?? '') })))
    }),
    addHold: guarded(log, (hold, by) => addHold(options, hold, by)),
    endHold: guarded(log, async (id, by) => {
      if (!mayAccess({ person: by, action: 'decide', resource: 'hold', relation: 'tenant' })) return officersOnly()
      const row = await openHold(requests(by), id)
      if (!row || row.tenant !== by.tenant) return holdNotFound()
      if (row.by_person === by.id)
        return notAllowed({
          de: 'Wer eine Löschsperre gesetzt hat, beendet sie nicht selbst: Das muss eine zweite berechtigte Person tun.',
          en: 'Whoever set a legal hold does not end it: a second entitled person has to.',
        })
      return endHold(options, id, row.tenant, by)
    }),
  }
}

async function addHold({ requests, clock }: HoldOptions, hold: NewHold, by: Person): Answer<LegalHold> {
  const database = requests(by)
  if (!mayAccess({ person: by, action: 'administer', resource: 'hold', relation: 'tenant' }) || by.tenant === undefined)
    return officersOnly()
  const now = clock()
  const ground = storable(hold.ground).trim().slice(0, 1_000)
  const legalBasis = storable(hold.legalBasis).trim().slice(0, 500)
  if (ground === '' || legalBasis === '' || !(hold.review.getTime() > now))
    return invalid({
      de: 'Eine Löschsperre braucht einen Grund, eine Rechtsgrundlage und einen Tag in der Zukunft, an dem sie geprüft wird.',
      en: 'A legal hold needs a ground, a legal basis and a day in the future on which it is reviewed.',
    })
  if ((hold.person === undefined) === (hold.caseId === undefined))
    return invalid({ de: 'Nennen Sie eine Person oder einen Vorgang.', en: 'Name a person or a case.' })
  const root = hold.caseId === undefined ? null : await rootOf(database, hold.caseId, by.tenant)
  if (root === undefined) return caseNotFound()
  if (hold.person !== undefined && !(await isKnown(database, hold.person, by.tenant)))
    return notFound({ de: 'Person', en: 'Person' })
  const row: LegalHoldRow = {
    id: randomId('h'),
    tenant: by.tenant,
    person: hold.person ?? null,
    case_id: root,
    ground,
    legal_basis: legalBasis,
    since: new Date(now),
    review: hold.review,
    by_person: by.id,
    ended_at: null,
  }
  await database.insertInto('legal_hold').values(row).execute()
  return ok(holdOf(row))
}

/** One of this authority, after a second person has approved it. */
export async function endHold({ requests, clock }: HoldOptions, id: string, tenant: string, by: Person): Answer<void> {
  const ended = await requests(by)
    .updateTable('legal_hold')
    .set({ ended_at: new Date(clock()) })
    .where('id', '=', storable(id))
    .where('ended_at', 'is', null)
    .where('tenant', '=', tenant)
    .returning('id')
    .execute()
  return ended.length > 0 ? ok(undefined) : holdNotFound()
}

/** What could be held: a case with its person, at its authority. */
interface Holdable {
  readonly id: string
  readonly tenant: string
  readonly subject: string | null
}

/** A hold on a person holds what the authority that set it has of the person; the cases of others are not its business. */
export const holdsCase = ({ case_id, person, tenant }: LegalHoldRow, { id, subject, tenant: of }: Holdable): boolean =>
  case_id === null ? person !== null && person === subject && tenant === of : case_id === id

/** All holds on these cases and people, of every authority; see `holdsCase`. */
export async function holdsOver(
  on: KernelSql | KernelTransaction,
  of: { readonly people: readonly string[]; readonly roots: readonly string[] },
): Promise<readonly LegalHoldRow[]> {
  const { rows } = await sql<LegalHoldRow>`select * from kernel.legal_hold where ended_at is null
    and (person = any(${[...of.people]}::text[]) or case_id = any(${[...of.roots]}::text[])) order by review`.execute(on)
  return rows
}

const openHold = (database: KernelSql, id: string): Promise<LegalHoldRow | undefined> =>
  database.selectFrom('legal_hold').selectAll().where('id', '=', storable(id)).where('ended_at', 'is', null).executeTakeFirst()

async function numbersOf(database: KernelSql, rows: readonly LegalHoldRow[]) {
  const ids = rows.flatMap(({ case_id }) => case_id ?? [])
  if (ids.length === 0) return new Map<string, { caseNumber: string }>()
  const found = await database.selectFrom('instance').select(['id', 'number']).where('id', 'in', ids).execute()
  return new Map(found.map(({ id, number }) => [id, { caseNumber: number }]))
}

/** By the id of a case or by its number, as people write it. */
async function rootOf(database: KernelSql, id: string, tenant: string): Promise<string | undefined> {
  const { rows } = await sql<{
    root: string
  }>`select root from kernel.instance where (id = ${storable(id)} or number = ${storable(id)}) and tenant = ${tenant} limit 1`.execute(
    database,
  )
  return rows[0]?.root
}

/** By a case or an account at this authority. Whom only others know is answered like who does not exist. */
async function isKnown(database: KernelSql, person: string, tenant: string): Promise<boolean> {
  const id = storable(person)
  const { rows } = await sql<{
    known: boolean
  }>`select exists (select from kernel.instance where subject = ${id} and tenant = ${tenant})
    or exists (select from kernel.person where id = ${id} and tenant = ${tenant}) as known`.execute(database)
  return rows[0]!.known
}

const holdOf = (row: LegalHoldRow): LegalHold => ({
  id: row.id,
  tenant: row.tenant,
  ground: row.ground,
  legalBasis: row.legal_basis,
  since: row.since,
  review: row.review,
  ...(row.person === null ? {} : { person: row.person }),
  ...(row.case_id === null ? {} : { caseId: row.case_id }),
})

export const officersOnly = () =>
  notAllowed({
    de: 'Das darf nur die Datenschutzbeauftragte oder der Datenschutzbeauftragte der Behörde.',
    en: 'Only the data protection officer of the authority may do this.',
  })
