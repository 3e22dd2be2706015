import { ok } from '@fachwerk/problem'
import type { Identity, PendingChange, Person } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { conflict, notAllowed, notFound } from '../refusal.ts'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'
import { noteChange } from './admin-log.ts'
import { agreementsOf } from './agreements.ts'
import { invalidField } from './field-problem.ts'
import { personNotFound, stillHolds } from './find-member.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { applyLeaving, isLeaving } from './leaving.ts'
import { nameOf } from './names-in-texts.ts'
import {
  mayApprove,
  namedChange,
  namedChanges,
  openChanges,
  putPending,
  type PendingRow,
  type RoleChange,
} from './pending-rows.ts'
import { applyRoles } from './roles.ts'
import { administratorsOnly, isAdministrator, isOperator, mayLook, privilegedRoles } from './who-may.ts'

type Agreements = Pick<Identity, 'agree' | 'endAgreement'>
const changeNotFound = () => notFound({ de: 'Wartende Änderung', en: 'Waiting change' })

/**
 * Four eyes: open → approved or rejected; after seven days nobody can decide any more. What is carried out elsewhere (erasure, ending a
 * hold) is `running` meanwhile, and open again when it is refused there. Agreements that wait for this authority are listed with them.
 */
export function createPendingChanges(
  parts: IdentityParts,
  agreements: Agreements,
): Pick<Identity, 'pending' | 'requestChange' | 'approve' | 'reject'> {
  const { requests, platform, clock, log } = parts
  return {
    pending: async (by) => {
      if (!mayLook(by)) return []
      const rows = await openChanges(requests(by), isOperator(by) ? undefined : by.tenant, clock())
      return [...(await namedChanges(parts, rows, by)), ...(await waitingAgreements(requests(by), by, clock()))]
    },
    requestChange: guarded(log, async (what, subject, reason, by) => {
      if (by.tenant === undefined || !(await stillHolds(platform, by, privilegedRoles))) return administratorsOnly()
      if (!parts.executors[what]) return changeNotFound()
      if (reason.trim() === '')
        return invalidField('reason', 'required', { de: 'Geben Sie den Grund an.', en: 'Enter the reason.' })
      const asked = await changeOf(parts, by.tenant, by, async (trx) => {
        const text = await requestText(trx, what, subject, reason, by.tenant!)
        if (!text) return what === 'end-hold' ? holdNotFound() : personNotFound()
        if (await isAskedFor(trx, what, subject, clock())) return alreadyAsked()
        return ok(await putPending(trx, { tenant: by.tenant!, what, subject, payload: {}, text }, by, clock()))
      })
      return asked.ok ? ok(await namedChange(parts, asked.value)) : asked
    }),
    approve: guarded(log, async (id, by) => {
      const row = await findOpen(requests(by), id, by)
      if (!row) return (await agreementOf(requests(by), id, by)) ? dropValue(agreements.agree(id, by)) : changeNotFound()
      if (row.expires_at.getTime() <= clock()) return expired()
      if (!mayApprove(row, by) || !(await stillHolds(platform, by, privilegedRoles))) return secondPersonOnly()
      if (!(await stillHolds(platform, { id: row.requested_by }, privilegedRoles))) return requesterGone()
      const carriedOut = parts.executors[row.what] ? await runApproved(parts, row, by) : await applyApproved(parts, row, by)
      return carriedOut
    }),
    reject: guarded(log, async (id, by) => {
      const row = await findOpen(requests(by), id, by)
      if (!row) return (await agreementOf(requests(by), id, by)) ? agreements.endAgreement(id, by) : changeNotFound()
      if (row.requested_by !== by.id && !isAdministrator(by) && !isOperator(by)) return secondPersonOnly()
      return changeOf(parts, row.tenant, by, async (trx) => {
        if (!(await decide(trx, row, 'rejected', by, clock()))) return changeNotFound()
        const text = { de: `Abgelehnt oder zurückgezogen: ${row.text.de}`, en: `Rejected or withdrawn: ${row.text.en}` }
        await noteChange(trx, { tenant: row.tenant, subject: row.id, text }, by, clock())
        return ok(undefined)
      })
    }),
  }
}

async function dropValue(answer: ReturnType<Agreements['agree']>) {
  const agreed = await answer
  return agreed.ok ? ok(undefined) : agreed
}

async function findOpen(sql: KernelSql, id: string, by: Person): Promise<PendingRow | undefined> {
  if (!mayLook(by)) return undefined
  const row = await sql
    .selectFrom('pending_change')
    .selectAll()
    .where('id', '=', storable(id))
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row && (isOperator(by) || row.tenant === by.tenant) ? row : undefined
}

/** Roles: decided and applied in one transaction. */
async function applyApproved(parts: IdentityParts, row: PendingRow, by: Person) {
  const done = await changeOf(parts, row.tenant, by, async (trx) => {
    const now = parts.clock()
    if (!(await decide(trx, row, 'approved', by, now))) return changeNotFound()
    await noteApproval(trx, row, by, now)
    const subject = { id: row.subject, tenant: row.tenant }
    const applied = isLeaving(row.payload)
      ? await applyLeaving(trx, subject, by, now)
      : await applyRoles(trx, subject, row.payload as unknown as RoleChange, by, now)
    return applied.ok ? ok(undefined) : applied
  })
  if (done.ok) parts.log.security?.('rights-changed', { tenant: row.tenant })
  return done
}

/** What another part of the kernel does, in transactions of its own. */
async function runApproved(parts: IdentityParts, row: PendingRow, by: Person) {
  const taken = await changeOf(parts, row.tenant, by, async (trx) =>
    (await decide(trx, row, 'running', by, parts.clock())) ? ok(undefined) : changeNotFound(),
  )
  if (!taken.ok) return taken
  const backToOpen = () =>
    parts
      .requests(by)
      .updateTable('pending_change')
      .set({ state: 'open', decided_by: null, decided_at: null })
      .where('id', '=', row.id)
      .execute()
  try {
    const done = await parts.executors[row.what]!(row.subject, row.tenant, by)
    if (!done.ok) {
      await backToOpen()
      return done
    }
  } catch (error) {
    await backToOpen()
    throw error
  }
  return changeOf(parts, row.tenant, by, async (trx) => {
    // As it reads now: what was carried out may have been the erasure of the person it names.
    const approved = trx.updateTable('pending_change').set({ state: 'approved' }).where('id', '=', row.id).returning('text')
    const { text } = await approved.executeTakeFirstOrThrow()
    await noteApproval(trx, { ...row, text }, by, parts.clock())
    return ok(undefined)
  })
}

/** False: somebody else decided a moment ago. */
async function decide(
  trx: KernelTransaction,
  { id }: PendingRow,
  state: 'running' | 'approved' | 'rejected',
  by: Person,
  now: number,
): Promise<boolean> {
  const decided = await trx
    .updateTable('pending_change')
    .set({ state, decided_by: by.id, decided_at: new Date(now) })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .execute()
  return decided.length > 0
}

const noteApproval = (trx: KernelTransaction, row: PendingRow, by: Person, now: number) =>
  noteChange(
    trx,
    { tenant: row.tenant, subject: row.id, text: { de: `Zugestimmt: ${row.text.de}`, en: `Approved: ${row.text.en}` } },
    by,
    now,
  )

async function requestText(
  trx: KernelTransaction,
  what: 'erase-person' | 'end-hold',
  subject: string,
  reason: string,
  tenant: string,
) {
  const because = sentence(storable(reason).trim().slice(0, 500))
  if (what === 'end-hold') {
    const hold = await trx
      .selectFrom('legal_hold')
      .leftJoin('instance', 'instance.id', 'legal_hold.case_id')
      .select(['legal_hold.person', 'legal_hold.case_id', 'instance.number'])
      .where('legal_hold.id', '=', storable(subject))
      .where('legal_hold.tenant', '=', tenant)
      .where('legal_hold.ended_at', 'is', null)
      .executeTakeFirst()
    if (!hold) return undefined
    // As the list of holds names it: a case by its number, a person by the pseudonym.
    const on = hold.case_id === null ? (hold.person ?? '') : (hold.number ?? hold.case_id)
    const [de, en] = hold.case_id === null ? [`die Person ${on}`, `the person ${on}`] : [`den Vorgang ${on}`, `the case ${on}`]
    return {
      de: `Die Löschsperre für ${de} wird beendet. Grund: ${because}`,
      en: `The legal hold on ${en} ends. Reason: ${because}`,
    }
  }
  const person = await trx.selectFrom('person').select('tenant').where('id', '=', storable(subject)).executeTakeFirst()
  // Citizens belong to no authority; staff of others are nobody's business here.
  if (!person || (person.tenant !== null && person.tenant !== tenant)) return undefined
  return {
    de: `Alle Daten von ${nameOf(storable(subject))} werden gelöscht. Grund: ${because}`,
    en: `All data of ${nameOf(storable(subject))} is erased. Reason: ${because}`,
  }
}

/** A reason as it was typed, ended by one full stop. */
const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

const isAskedFor = async (
  trx: KernelTransaction,
  what: PendingChange['what'],
  subject: string,
  now: number,
): Promise<boolean> => {
  const same = trx.selectFrom('pending_change').select('id').where('what', '=', what).where('subject', '=', storable(subject))
  const open = same.where('state', 'in', ['open', 'running']).where('expires_at', '>', new Date(now))
  return (await open.executeTakeFirst()) !== undefined
}

const agreementOf = async (sql: KernelSql, id: string, by: Person) =>
  isAdministrator(by) ? (await agreementsOf(sql, by.tenant, id)).find(({ ended_at }) => ended_at === null) : undefined

async function waitingAgreements(
  sql: KernelSql,
  by: Person & { readonly tenant: string },
  now: number,
): Promise<readonly PendingChange[]> {
  const rows = (await agreementsOf(sql, by.tenant)).filter(
    (row) => row.guest === by.tenant && row.agreed_by_guest === null && row.ended_at === null && row.until_at.getTime() > now,
  )
  return rows.map((row) => ({
    id: row.id,
    tenant: by.tenant,
    what: 'agreement',
    subject: row.id,
    text: {
      de: `${row.host_name} schlägt die gemeinsame Gruppe „${row.group_name}“ vor: ${row.purpose} (${row.legal_basis}).`,
      en: `${row.host_name} proposes the joint group “${row.group_name}”: ${row.purpose} (${row.legal_basis}).`,
    },
    requestedBy: row.host,
    requestedByName: row.host_name,
    requestedAt: new Date(now),
    expiresAt: row.until_at,
    mayApprove: isAdministrator(by),
  }))
}

const holdNotFound = () => notFound({ de: 'Löschsperre', en: 'Legal hold' })
const alreadyAsked = () =>
  conflict({
    de: 'Darum wurde schon gebeten: Es wartet auf die Zustimmung einer zweiten Person.',
    en: 'This has been asked for already: it waits for the approval of a second person.',
  })
const expired = () =>
  conflict({
    de: 'Diese Bitte ist älter als sieben Tage und gilt nicht mehr. Sie muss neu gestellt werden.',
    en: 'This request is older than seven days and no longer valid. It has to be made anew.',
  })
const requesterGone = () =>
  conflict({
    de: 'Wer darum gebeten hat, darf das inzwischen selbst nicht mehr. Die Bitte muss neu gestellt werden.',
    en: 'The person who asked for this may no longer do so. The request has to be made anew.',
  })
const secondPersonOnly = () =>
  notAllowed({
    de: 'Hier müssen vier Augen hinsehen: Zustimmen darf nur eine zweite berechtigte Person, nicht wer darum gebeten hat und nicht, wen es betrifft.',
    en: 'Four eyes are needed here: only a second entitled person may approve, not the one who asked and not the one it is about.',
  })
