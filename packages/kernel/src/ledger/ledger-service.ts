import { consistencyProof, inclusionProof, parseCheckpoint, type NoteVerifier } from '@fachwerk/ledger'
import { ok } from '@fachwerk/problem'
import { sql } from 'kysely'
import { widestRelation } from '../access/index.ts'
import type { Requests } from '../access/requests.ts'
import type { Answer, LedgerFilter, LedgerProof, LedgerService, LedgerView, Person } from '../api.ts'
import { guarded } from '../guarded.ts'
import type { Logger } from '../log.ts'
import type { Names } from '../people/people.ts'
import { invalid, notFound } from '../refusal.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { Checkpoints } from './checkpoints.ts'
import { exportLedger } from './export-ledger.ts'
import { findingsOf } from './findings.ts'
import { filterCondition, pageOfEntries, pageOfSubjects, shownNow, withAnyContent } from './ledger-views.ts'
import { createNodeReader } from './read-nodes.ts'
import type { RecordingSystems } from './recording-systems.ts'

/** Under which names a person stands in the ledger: one pseudonym per authority. */
export type Pseudonyms = (personId: string) => Promise<readonly { readonly tenant: string; readonly subject: string }[]>

/** The accounts that have looked at data of an authority, by their pseudonyms there; `database`: on behalf of whoever asks. */
export type ActorsOf = (database: KernelSql, tenant: string) => Promise<ReadonlyMap<string, string>>

export interface LedgerServiceOptions {
  readonly requests: Requests
  /** The owner's connection: the tree over all entries, for proofs and the export. Contents go through `requests`. */
  readonly platform: KernelSql
  /** Of accounts, for those who supervise. */
  readonly names: Names
  readonly actors: ActorsOf
  readonly checkpoints: Checkpoints
  readonly systems: RecordingSystems
  readonly pseudonyms: Pseudonyms
  /** May this person see the case? Its visibility is decided where cases are. */
  readonly maySeeCase: (caseId: string, person: Person) => Promise<boolean>
  readonly witnesses: readonly NoteVerifier[]
  readonly clock: () => number
  readonly log: Logger
}

export function createLedgerService(options: LedgerServiceOptions): LedgerService {
  const { checkpoints, systems, clock, log } = options
  return {
    mine: async (person, filter = {}) =>
      asReader(options, person, (entries, subjects) =>
        pageOfSubjects(entries, subjects, sql<boolean>`${shownNow(clock())} and ${filterCondition(filter)}`, filter),
      ),
    withheld: async (person) => asReader(options, person, (entries, subjects) => withheldFrom(entries, subjects, clock())),
    ofCase: guarded(log, (caseId: string, person: Person, filter?: LedgerFilter) => ofCase(options, caseId, person, filter)),
    ofTenant: guarded(log, async (person: Person, filter: LedgerFilter = {}) => {
      const tenant = supervisedBy(person)
      if (tenant === undefined) return entriesNotFound()
      const where = sql<boolean>`${withAnyContent} and ${filterCondition({ own: true, ...filter })}`
      const page = await pageOfEntries(options.requests(person), sql<boolean>`entry.tenant = ${tenant}`, where, filter)
      return ok({ ...page, items: await namedActors(calledAt(options, person, tenant), page.items) })
    }),
    proof: guarded(log, (index: number, person: Person) => proofOf(options, index, person)),
    consistency: guarded(log, (from: number, to: number) => consistency(options, from, to)),
    systems: () => systems.list(),
    checkpoint: () => checkpoints.newest(),
    addCosignature: guarded(log, async (note: string) => {
      const given = parseCheckpoint(note)
      if (!given || (await checkpoints.addCosignatures(given, options.witnesses)) === 0) return noCosignature()
      return ok(undefined)
    }),
    export: (person, since) => exportFor(options, person, since),
    findings: guarded(log, async (person: Person) => {
      const tenant = supervisedBy(person)
      if (tenant === undefined) return entriesNotFound()
      return ok(await findingsOf(options.requests(person), calledAt(options, person, tenant), tenant, clock()))
    }),
  }
}

/** On behalf of the person, whose own entries at every authority row security shows for this one transaction. */
async function asReader<T>(
  { requests, pseudonyms }: LedgerServiceOptions,
  person: Person,
  read: (entries: KernelSql, subjects: readonly string[]) => Promise<T>,
): Promise<T> {
  const subjects = (await pseudonyms(person.id)).map(({ subject }) => subject)
  return requests(person)
    .transaction()
    .execute(async (trx) => {
      await sql`select set_config('fachwerk.subjects', ${subjects.join('\n')}, true)`.execute(trx)
      return read(trx, subjects)
    })
}

/** What those who looked at data of an authority are called now, by their pseudonyms: neither names nor accounts are in the ledger. */
const calledAt =
  ({ requests, actors, names }: LedgerServiceOptions, by: Person, tenant: string): Names =>
  async (pseudonyms) => {
    const accounts = await actors(requests(by), tenant)
    const wanted = [...new Set(pseudonyms)].flatMap((pseudonym) => {
      const account = accounts.get(pseudonym)
      return account === undefined ? [] : [{ pseudonym, account }]
    })
    const known = await names(wanted.map(({ account }) => account))
    return Object.fromEntries(
      wanted.flatMap(({ pseudonym, account }) => (known[account] === undefined ? [] : [[pseudonym, known[account]]])),
    )
  }

/** The officer sees what those who looked are called now. */
async function namedActors(called: Names, items: readonly LedgerView[]): Promise<readonly LedgerView[]> {
  const known = await called(items.flatMap(({ actor }) => (actor.self ? [] : [actor.id])))
  return items.map((item) => {
    const actorName = item.actor.self ? undefined : known[item.actor.id]
    return actorName === undefined ? item : { ...item, actorName }
  })
}

/** The authority whose whole ledger this person supervises. */
const supervisedBy = (person: Person): string | undefined =>
  widestRelation({ person, action: 'read', resource: 'ledger' }) === 'tenant' && person.roles.includes('privacy-officer')
    ? person.tenant
    : undefined

const entriesNotFound = () => notFound({ de: 'Protokoll', en: 'Ledger' })
const noCosignature = () =>
  invalid({
    de: 'Darin ist keine Unterschrift eines hier eingetragenen Zeugen unter einem unserer Prüfpunkte.',
    en: 'It holds no signature of a witness configured here on one of our checkpoints.',
  })

async function withheldFrom(
  database: KernelSql,
  subjects: readonly string[],
  now: number,
): ReturnType<LedgerService['withheld']> {
  if (subjects.length === 0) return []
  const { rows } = await sql<{ ground: string; legal_basis: string; count: number; review: number }>`
    select entry.content::json #>> '{withheld,ground}' as ground, entry.content::json #>> '{withheld,legalBasis}' as legal_basis,
      count(*) as count, min(entry.withheld_until) as review
    from kernel.ledger_entry as entry where entry.subject = any(${subjects}::text[]::uuid[]) and entry.withheld_until > ${now}
    group by 1, 2 order by review`.execute(database)
  return rows.map(({ ground, legal_basis, count, review }) => ({
    ground,
    legalBasis: legal_basis,
    count,
    review: new Date(review),
  }))
}

/** Who is not of the authority sees of a case what concerns the own person; nobody of the case sees what law withholds. */
async function ofCase(
  options: LedgerServiceOptions,
  caseId: string,
  person: Person,
  filter: LedgerFilter = {},
): ReturnType<LedgerService['ofCase']> {
  const { clock } = options
  if (!(await options.maySeeCase(caseId, person))) return notFound({ de: 'Vorgang', en: 'Case' })
  const wanted = { ...filter, caseId }
  const where = sql<boolean>`${shownNow(clock())} and ${filterCondition(wanted)}`
  const onlyOwn = widestRelation({ person, action: 'read', resource: 'ledger' }) === 'own'
  const page = await asReader(options, person, (entries, subjects) =>
    onlyOwn
      ? pageOfSubjects(entries, subjects, where, wanted)
      : pageOfEntries(entries, sql<boolean>`entry.case_id = ${caseId}`, where, wanted),
  )
  return ok(page)
}

interface ProvenRow {
  readonly at: number
  readonly salt: Uint8Array
  readonly content: string
  readonly tenant: string
  readonly subject: string
  readonly withheld_until: number | null
}

async function proofOf(options: LedgerServiceOptions, index: number, person: Person): Answer<LedgerProof> {
  const { platform, checkpoints } = options
  if (!Number.isSafeInteger(index) || index < 0) return entryNotFound()
  const found = await asReader(options, person, (entries) =>
    sql<ProvenRow>`select at, salt, content, tenant, replace(subject::text, '-', '') as subject, withheld_until
      from kernel.ledger_entry where index = ${index} and content is not null`.execute(entries),
  )
  const row = found.rows[0]
  if (!row || !(await maySeeEntry(options, row, person))) return entryNotFound()
  const newest = await checkpoints.newest()
  const checkpoint = newest && newest.size > index ? newest : await checkpoints.sign()
  if (!checkpoint || checkpoint.size <= index) throw new Error('An entry is not covered by the tree.')
  const inclusion = await inclusionProof(index, checkpoint.size, createNodeReader(platform, checkpoint.size))
  const { at, salt, content } = row
  return ok({
    entry: { index, at, salt: Buffer.from(salt).toString('hex'), content },
    inclusion: inclusion.map((digest) => Buffer.from(digest).toString('hex')),
    checkpoint: checkpoint.note,
  })
}

const entryNotFound = () => notFound({ de: 'Eintrag', en: 'Entry' })

async function maySeeEntry({ pseudonyms, clock }: LedgerServiceOptions, row: ProvenRow, person: Person): Promise<boolean> {
  if (supervisedBy(person) === row.tenant) return true
  if (row.withheld_until !== null && row.withheld_until > clock()) return false
  return (await pseudonyms(person.id)).some(({ tenant, subject }) => tenant === row.tenant && subject === row.subject)
}

/** Between two checkpoints, for witnesses. Only signed sizes, so that nobody can ask for the tree entry by entry. */
async function consistency(
  { platform, checkpoints }: LedgerServiceOptions,
  from: number,
  to: number,
): ReturnType<LedgerService['consistency']> {
  const known = async (size: number) =>
    Number.isSafeInteger(size) && size >= 0 && (size === 0 || (await checkpoints.ofSize(size)) !== undefined)
  if (from > to || !(await known(from)) || !(await known(to))) return notFound({ de: 'Prüfpunkt', en: 'Checkpoint' })
  const proof = await consistencyProof(from, to, createNodeReader(platform, to))
  return ok(proof.map((digest) => Buffer.from(digest).toString('hex')))
}

/** Officers get the contents of their authority, operators all; the others nothing at all. */
function exportFor({ platform, checkpoints }: LedgerServiceOptions, person: Person, since?: number): AsyncIterable<string> {
  const wanted = since === undefined ? {} : { since }
  if (person.roles.includes('operator')) return exportLedger(platform, checkpoints, wanted)
  const tenant = supervisedBy(person)
  return tenant === undefined ? nothing() : exportLedger(platform, checkpoints, { ...wanted, tenant })
}

async function* nothing(): AsyncGenerator<string> {}
