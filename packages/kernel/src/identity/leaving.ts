import { sql as statement } from 'kysely'
import { ok } from '@fachwerk/problem'
import type { MemberChange, Person, Role } from '../api.ts'
import type { KernelTransaction } from '../storage/tables.ts'
import { noteChange } from './admin-log.ts'
import { findMember, isLastAdministrator, memberOf, personNotFound, stillHolds, type MemberRow } from './find-member.ts'
import { nameOf } from './names-in-texts.ts'
import { putPending, type RoleChange } from './pending-rows.ts'
import { alreadyWaiting, isWaiting, lastAdministratorRole, peopleOnly } from './roles.ts'
import { isPrivileged } from './who-may.ts'
import { listOfRoles } from './words.ts'

/** Leaving takes every role. Where that is special rights one person alone must not do it: locked at once, the rest is for a second one. */
export const leavesWithSpecialRights = (before: MemberRow, { state }: MemberChange): boolean =>
  state === 'left' && before.state !== 'left' && (before.roles as readonly Role[]).some(isPrivileged)

export async function refusedLeaving(trx: KernelTransaction, before: MemberRow, by: Person, now: number) {
  if (!(await stillHolds(trx, by, ['administrator']))) return peopleOnly()
  return (await isWaiting(trx, before, now)) ? alreadyWaiting() : undefined
}

export async function requestLeaving(trx: KernelTransaction, { id, tenant, roles }: MemberRow, by: Person, now: number) {
  const lost = (roles as readonly Role[]).filter(isPrivileged)
  const words = listOfRoles(lost)
  const text = {
    de: `${nameOf(id)} scheidet aus und verliert alle Rechte, auch ${words.de}.`,
    en: `${nameOf(id)} leaves and loses all rights, ${words.en} among them.`,
  }
  const payload = { grant: [], revoke: lost, leaves: true }
  return putPending(trx, { tenant: tenant!, what: 'revoke-role', subject: id, payload, text }, by, now)
}

/** After the second person has approved. */
export async function applyLeaving(
  trx: KernelTransaction,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  by: Person,
  now: number,
) {
  const row = await findMember(trx, id, tenant)
  if (!row || row.state === 'left') return personNotFound()
  // Somebody may have unlocked the account meanwhile.
  const isAdministrator = row.roles.includes('administrator') && row.state === 'active'
  if (isAdministrator && (await isLastAdministrator(trx, row))) return lastAdministratorRole()
  const revision = row.revision + 1
  await trx.updateTable('person').set({ state: 'left', revision }).where('id', '=', id).execute()
  await takeRights(trx, id, now)
  const text = {
    de: `${nameOf(id)}: ausgeschieden; Rollen, Gruppen und Zugänge entzogen.`,
    en: `${nameOf(id)}: has left; roles, groups and tokens withdrawn.`,
  }
  await noteChange(trx, { tenant, subject: id, revision, text }, by, now)
  return ok(memberOf((await findMember(trx, id, tenant))!))
}

/** Who comes back is given rights anew, with a second person where that is needed. */
export async function takeRights(trx: KernelTransaction, id: string, now: number): Promise<void> {
  const at = new Date(now)
  await statement`update kernel.person set roles = '{}', groups = '{}' where id = ${id}`.execute(trx)
  await trx.deleteFrom('membership').where('person_id', '=', id).execute()
  await trx.updateTable('deputy').set({ ended_at: at }).where('deputy', '=', id).where('ended_at', 'is', null).execute()
  await trx.updateTable('api_token').set({ revoked_at: at }).where('person_id', '=', id).where('revoked_at', 'is', null).execute()
}

export const isLeaving = (payload: unknown): boolean => (payload as Partial<RoleChange>).leaves === true
