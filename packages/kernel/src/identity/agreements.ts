import { sql as statement } from 'kysely'
import { ok, type Problem } from '@fachwerk/problem'
import type { Agreement, Identity, Person } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { conflict, notFound } from '../refusal.ts'
import type { AgreementRow, KernelSql, KernelTransaction } from '../storage/tables.ts'
import { noteChange } from './admin-log.ts'
import { fieldProblem, invalidFields } from './field-problem.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { administratorsOnly, isAdministrator, mayLook } from './who-may.ts'
import { dayInWords } from './words.ts'

type NamedAgreement = AgreementRow & { readonly group_name: string; readonly host_name: string; readonly guest_name: string }

const agreementOf = (row: NamedAgreement): Agreement => ({
  id: row.id,
  group: row.group_id,
  groupName: row.group_name,
  host: row.host,
  guest: row.guest,
  purpose: row.purpose,
  legalBasis: row.legal_basis,
  until: row.until_at,
  ...(row.agreed_by_host !== null && { agreedByHost: row.agreed_by_host }),
  ...(row.agreed_by_guest !== null && { agreedByGuest: row.agreed_by_guest }),
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
})
const agreementNotFound = () => notFound({ de: 'Vereinbarung', en: 'Agreement' })

/** Of one authority, as host or as guest; newest end first. */
export async function agreementsOf(sql: KernelSql, tenant: string, id?: string): Promise<readonly NamedAgreement[]> {
  const { rows } = await statement<NamedAgreement>`
    select a.*, g.name as group_name, h.name as host_name, v.name as guest_name from kernel.agreement a
    join kernel.person_group g on g.id = a.group_id join kernel.tenant h on h.id = a.host join kernel.tenant v on v.id = a.guest
    where ${tenant} in (a.host, a.guest) and ${id === undefined ? statement`true` : statement`a.id = ${storable(id)}`}
    order by a.until_at desc, a.id`.execute(sql)
  return rows
}

export function createAgreements(
  parts: IdentityParts,
): Pick<Identity, 'agreements' | 'proposeAgreement' | 'agree' | 'endAgreement'> {
  const { requests, clock, log } = parts
  return {
    agreements: async (by) => (mayLook(by) ? (await agreementsOf(requests(by), by.tenant)).map(agreementOf) : []),
    proposeAgreement: guarded(log, async (proposed, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, by, (trx) => propose(trx, proposed, by, clock()))
    }),
    agree: guarded(log, async (id, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, by, async (trx) => {
        const [row] = await agreementsOf(trx, by.tenant, id)
        if (!row) return agreementNotFound()
        if (row.ended_at !== null || row.until_at.getTime() <= clock()) return over()
        if (row.guest !== by.tenant) return ownProposal(row)
        if (row.agreed_by_guest !== null) return ok(agreementOf(row))
        await trx.updateTable('agreement').set({ agreed_by_guest: by.id }).where('id', '=', row.id).execute()
        await noteForBoth(trx, row, 'agreed', by, clock())
        return ok(agreementOf({ ...row, agreed_by_guest: by.id }))
      })
    }),
    endAgreement: guarded(log, async (id, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, by, async (trx) => {
        const [row] = await agreementsOf(trx, by.tenant, id)
        if (!row) return agreementNotFound()
        if (row.ended_at !== null) return ok(undefined)
        await trx
          .updateTable('agreement')
          .set({ ended_at: new Date(clock()) })
          .where('id', '=', row.id)
          .execute()
        await noteForBoth(trx, row, 'ended', by, clock())
        return ok(undefined)
      })
    }),
  }
}

async function propose(
  trx: KernelTransaction,
  { group, host, guest, purpose, legalBasis, until }: Parameters<Identity['proposeAgreement']>[0],
  by: Person & { readonly tenant: string },
  now: number,
) {
  const owned = await trx
    .selectFrom('person_group')
    .select('id')
    .where('id', '=', storable(group))
    .where('tenant', '=', by.tenant)
    .executeTakeFirst()
  if (!owned || host !== by.tenant) return notFound({ de: 'Gruppe', en: 'Group' })
  const partner = await trx
    .selectFrom('tenant')
    .select('id')
    .where('id', '=', storable(guest))
    .where('state', '=', 'active')
    .executeTakeFirst()
  const problems: readonly Problem[] = [
    ...(!partner || guest === host
      ? [fieldProblem('guest', 'unknown', { de: 'Wählen Sie eine andere Behörde.', en: 'Choose another authority.' })]
      : []),
    ...required('purpose', purpose, { de: 'Geben Sie den Zweck an.', en: 'Enter the purpose.' }),
    ...required('legalBasis', legalBasis, { de: 'Geben Sie die Rechtsgrundlage an.', en: 'Enter the legal basis.' }),
    ...(until.getTime() > now && until.getTime() <= now + 5 * 366 * 86_400_000
      ? []
      : [
          fieldProblem('until', 'period', {
            de: 'Das Ende muss in der Zukunft liegen, höchstens fünf Jahre.',
            en: 'The end must lie in the future, five years at most.',
          }),
        ]),
  ]
  if (problems.length > 0) return invalidFields(problems)
  const row: AgreementRow = {
    id: randomId('a'),
    group_id: group,
    host,
    guest,
    purpose: storable(purpose.trim()),
    legal_basis: storable(legalBasis.trim()),
    until_at: until,
    agreed_by_host: by.id,
    agreed_by_guest: null,
    ended_at: null,
  }
  await trx.insertInto('agreement').values(row).execute()
  const [named] = await agreementsOf(trx, by.tenant, row.id)
  await noteForBoth(trx, named!, 'proposed', by, now)
  return ok(agreementOf(named!))
}

const required = (element: string, value: string, message: { de: string; en: string }): readonly Problem[] =>
  value.trim() === '' || value.length > 500 ? [fieldProblem(element, 'required', message)] : []

const words = {
  proposed: { de: 'vorgeschlagen', en: 'proposed' },
  agreed: { de: 'angenommen', en: 'agreed' },
  ended: { de: 'beendet', en: 'ended' },
} as const

/** Both authorities find it in their log. */
async function noteForBoth(
  trx: KernelTransaction,
  row: NamedAgreement,
  what: keyof typeof words,
  by: Person,
  now: number,
): Promise<void> {
  const text = {
    de: `Gemeinsame Gruppe „${row.group_name}“ (${row.host_name}) mit ${row.guest_name} bis ${dayInWords(row.until_at)} ${words[what].de}.`,
    en: `Joint group “${row.group_name}” (${row.host_name}) with ${row.guest_name} until ${dayInWords(row.until_at)} ${words[what].en}.`,
  }
  for (const tenant of [row.host, row.guest]) await noteChange(trx, { tenant, subject: row.id, text }, by, now)
}

const ownProposal = ({ guest_name }: NamedAgreement) =>
  conflict({
    de: `Ihre Behörde hat diese Vereinbarung selbst vorgeschlagen. Zustimmen kann nur die Administration von ${guest_name}.`,
    en: `Your own authority proposed this agreement. Only the administrators of ${guest_name} can agree to it.`,
  })
const over = () =>
  conflict({ de: 'Diese Vereinbarung ist schon beendet oder abgelaufen.', en: 'This agreement has ended or run out already.' })
