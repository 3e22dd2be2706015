import { ok, type Result } from '@fachwerk/problem'
import { sql } from 'kysely'
import { mayAccess } from '../access/index.ts'
import type { Answer, Person, Refusal } from '../api.ts'
import { storable } from '../people/people.ts'
import { conflict, notFound } from '../refusal.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { KernelSql, KernelTransaction, LegalHoldRow, PersonRow } from '../storage/tables.ts'
import { sealData, sealLoginWith } from './account-data.ts'
import { eraseCases, eraseFiles } from './erase-cases.ts'
import { holdsOver, officersOnly } from './holds.ts'
import { actorKeyId, caseKeyId, fileKeyId, partKeyId, personKeyId } from './key-ring.ts'
import type { Vault } from './vault.ts'

export interface ErasureOptions {
  readonly sql: KernelSql
  readonly vault: Vault
  readonly runtime: Runtime
  readonly clock: () => number
}
export interface Erased {
  readonly cases: number
  readonly drafts: number
  readonly files: number
}
interface OwnCase {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly tenant: string
}

const rule = 'Löschung auf Verlangen (Art. 17 DSGVO)'

/** By who may decide about erasures. `keep`: the case in which the erasure was asked for; it goes at the end of its own period. */
export async function erase(options: ErasureOptions, personId: string, by: Person, keep?: string): Answer<Erased> {
  const { tenant } = by
  if (tenant === undefined || !mayAccess({ person: by, action: 'decide', resource: 'deletion', relation: 'tenant' }))
    return officersOnly()
  const third = /^(c_[\w-]+)#([^#]+)$/.exec(personId)
  return third ? eraseThird(options, third[1]!, third[2]!, tenant) : erasePerson(options, personId, tenant, keep)
}

/**
 * Erases what an authority has of a person (Art. 17 GDPR), after a second person has approved it. An authority erases its own: cases of
 * others stay, and with them the person's key; with the last of them it goes, and with it drafts, uploads, sessions and the account.
 * Refused while a hold stands or a case is open: a procedure under way is ended first, by whoever decides about it.
 */
export function erasePerson(
  { sql: database, vault, runtime, clock }: ErasureOptions,
  personId: string,
  /** The authority that decided; whoever carries it out may be of another one. */
  tenant: string,
  keep?: string,
) {
  const person = storable(personId)
  return runtime.loop.request<Erased>(async (batch) => {
    const found = await whatIsThere(database, person, tenant, keep)
    if (!found.ok) return found
    const called = (await nameBefore(database, vault, person))!
    let erased: Erased = { cases: 0, drafts: 0, files: 0 }
    let keys: readonly string[] = []
    batch.statements.push(async (trx) => {
      // Looked at again, now that nothing can come in between.
      const still = await whatIsThere(trx, person, tenant, keep)
      if (!still.ok) throw new Error('The cases of the person have changed.')
      const { own, others, kept } = still.value
      const now = clock()
      for (const one of kept) await keepCase(trx, vault, one)
      const cases = await eraseCases(
        trx,
        vault.ring,
        own.map(({ id }) => id),
        rule,
        now,
      )
      const account =
        others.length === 0
          ? await eraseAccount(trx, called, { vault, decidedBy: tenant, now, asked: kept[0]?.number })
          : { drafts: 0, files: 0, keys: [] }
      keys = [...cases.keys, ...account.keys]
      erased = { cases: cases.cases, drafts: cases.drafts + account.drafts, files: cases.files + account.files }
    })
    return ok(() => {
      vault.ring.forget(keys)
      return erased
    })
  })
}

/** A third person of one case: only what the model declares as theirs. */
async function eraseThird(
  { sql: database, vault, clock }: ErasureOptions,
  caseId: string,
  part: string,
  tenant: string,
): Answer<Erased> {
  const { rows } = await sql<OwnCase>`select id, number, state, tenant from kernel.instance where id = ${storable(caseId)}
    and parent is null and erased_at is null and tenant = ${tenant}`.execute(database)
  const [found] = rows
  if (!found) return personNotFound()
  if (found.state === 'active') return stillOpen([found])
  const holds = await holdsOver(database, { people: [], roots: [found.id] })
  if (holds.length > 0) return held(holds)
  const prefix = partKeyId(found.id, part)
  const keys = (
    await sql<{ id: string }>`select id from vault.key where id = ${prefix} or starts_with(id, ${`${prefix}@`})`.execute(database)
  ).rows.map(({ id }) => id)
  if (keys.length === 0) return personNotFound()
  await database.transaction().execute(async (trx) => {
    await vault.ring.destroy(keys, trx)
    await noteDeletion(trx, { tenant: found.tenant, kind: 'person', reference: `${found.number} (${part})` }, clock())
  })
  return ok({ cases: 0, drafts: 0, files: 0 })
}

interface Found {
  readonly own: readonly OwnCase[]
  readonly kept: readonly OwnCase[]
  /** Of other authorities. */
  readonly others: readonly OwnCase[]
}

async function whatIsThere(
  on: KernelSql | KernelTransaction,
  person: string,
  tenant: string,
  keep: string | undefined,
): Promise<Result<Found, Refusal>> {
  const known = await on.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst()
  if (!known) return personNotFound()
  const { rows } = await sql<OwnCase>`select id, number, state, tenant from kernel.instance
    where subject = ${person} and parent is null and erased_at is null order by number`.execute(on)
  const mine = rows.filter((one) => one.tenant === tenant)
  const own = mine.filter(({ id }) => id !== keep)
  const open = own.filter(({ state }) => state === 'active')
  const all = await holdsOver(on, { people: [person], roots: own.map(({ id }) => id) })
  // What another authority holds stays with that one, whatever goes here.
  const holds = all.filter((one) => one.tenant === tenant)
  if (holds.length > 0) return held(holds)
  if (open.length > 0) return stillOpen(open)
  return ok({ own, kept: mine.filter(({ id }) => id === keep), others: rows.filter((one) => !mine.includes(one)) })
}

/** The case in which the erasure was decided documents it: its key no longer hangs on the person's. */
async function keepCase(trx: KernelTransaction, vault: Vault, { id }: OwnCase): Promise<void> {
  const row = await vault.ring.rewrapped(caseKeyId(id))
  if (row)
    await sql`update vault.key set wrapped = ${row.wrapped}, wrapped_by = ${row.wrapped_by} where id = ${row.id}`.execute(trx)
  await sql`update kernel.instance set subject = null where root = ${id}`.execute(trx)
}

type Called = Pick<PersonRow, 'id' | 'name' | 'email' | 'tenant'> & { readonly login: string | undefined }

/** Opened before the transaction, which may have the only connection. */
async function nameBefore(database: KernelSql, vault: Vault, id: string): Promise<Called | undefined> {
  const row = await database
    .selectFrom('person')
    .select(['id', 'name', 'email', 'tenant'])
    .where('id', '=', id)
    .executeTakeFirst()
  const account = await database.selectFrom('credential').select('sealed_login').where('person_id', '=', id).executeTakeFirst()
  const [called] = row ? await vault.accounts.open([row]) : []
  return called && { ...called, login: account && (await vault.accounts.openLogin(id, account.sealed_login)) }
}

interface AccountErasure {
  readonly vault: Vault
  /** Id of the authority. */
  readonly decidedBy: string
  readonly now: number
  /** Number of the case in which the erasure was asked for. */
  readonly asked: string | undefined
}

async function eraseAccount(trx: KernelTransaction, called: Called, { vault, decidedBy, now, asked }: AccountErasure) {
  const { id: person, tenant } = called
  const { rows: files } = await sql<{ id: string }>`select id from kernel.file f where person_id = ${person}
    and not exists (select from kernel.case_file c where c.file_id = f.id)`.execute(trx)
  const isStaff = tenant !== null
  // Whether somebody who works for an authority looked at data stays to be found out; of others nobody can tell any more.
  const asActor = isStaff ? [] : [actorKeyId(person)]
  const keys = [personKeyId(person), ...asActor, ...files.map(({ id }) => fileKeyId(id))]
  await eraseFiles(
    trx,
    files.map(({ id }) => id),
  )
  // Who works for an authority keeps the account and goes on working: it says who did what there. Own data and applications go.
  const whose = !isStaff ? sql`true` : sql`key_id = ${personKeyId(person)}`
  const drafts = await sql`delete from kernel.draft where person_id = ${person} and ${whose}`.execute(trx)
  await vault.ring.destroy(keys, trx)
  for (const table of isStaff ? [] : credentials)
    await sql`delete from ${sql.table(`kernel.${table}`)} where person_id = ${person}`.execute(trx)
  await eraseNameFromRecords(trx, called)
  await sql`update kernel.person set name = '', email = null, state = 'left', demo = null, unit = null
    where id = ${person} and tenant is null`.execute(trx)
  if (isStaff) await renewKey(trx, vault, called)
  // Not the pseudonym: beside the numbers of the cases it would say whose entries of the ledger it stands in.
  await noteDeletion(trx, { tenant: decidedBy, kind: 'person', reference: asked ?? 'Konto und Schlüssel' }, now)
  return { drafts: Number(drafts.numAffectedRows ?? 0), files: files.length, keys }
}

/** The account of staff goes on under a new key, with which nothing of before can be read. */
async function renewKey(trx: KernelTransaction, vault: Vault, called: Called): Promise<void> {
  const { key, row } = vault.ring.make(personKeyId(called.id))
  await vault.ring.store([row], trx)
  await trx.updateTable('person').set(sealData(key, called)).where('id', '=', called.id).execute()
  if (called.login === undefined) return
  const sealedLogin = sealLoginWith(key, called.id, called.login)
  await trx.updateTable('credential').set({ sealed_login: sealedLogin }).where('person_id', '=', called.id).execute()
}

/** What was asked for and approved about the person stays on record, without the name. */
async function eraseNameFromRecords(trx: KernelTransaction, row: Called): Promise<void> {
  const { id: person } = row
  if (row.tenant !== null || row.name === '') return
  const name = JSON.stringify(row.name).slice(1, -1)
  const without = sql`replace(text::text, ${name}, 'Gelöschte Person')::jsonb`
  await sql`update kernel.admin_log set text = ${without} where subject = ${person}
    or subject in (select id from kernel.pending_change where subject = ${person})`.execute(trx)
  await sql`update kernel.pending_change set text = ${without} where subject = ${person}`.execute(trx)
}

/** What an account has besides its row. */
const credentials = [
  'session',
  'credential',
  'totp',
  'passkey',
  'recovery_code',
  'invitation',
  'oidc_subject',
  'submission',
  'ledger_actor',
] as const

async function noteDeletion(
  trx: KernelTransaction,
  what: { readonly tenant: string | null; readonly kind: string; readonly reference: string },
  now: number,
): Promise<void> {
  await trx
    .insertInto('deletion')
    .values({ ...what, at: new Date(now), rule })
    .execute()
}

const personNotFound = () => notFound({ de: 'Person', en: 'Person' })

const date = (value: Date, language: 'de' | 'en') =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(value)

const held = (holds: readonly LegalHoldRow[]) => {
  const [first] = holds
  return conflict({
    de: `Die Daten dürfen noch nicht gelöscht werden: ${first!.ground} (${first!.legal_basis}). Geprüft wird das wieder am ${date(first!.review, 'de')}.`,
    en: `The data must not be erased yet: ${first!.ground} (${first!.legal_basis}). This is reviewed on ${date(first!.review, 'en')}.`,
  })
}

const stillOpen = (cases: readonly Pick<OwnCase, 'number'>[]) => {
  const numbers = cases.map(({ number }) => number).join(', ')
  return conflict({
    de: `Noch nicht abgeschlossen: ${numbers}. Beenden Sie diese Vorgänge zuerst; dann kann gelöscht werden.`,
    en: `Not concluded yet: ${numbers}. End these cases first; then the data can be erased.`,
  })
}
