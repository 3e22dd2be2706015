import { sql as statement } from 'kysely'
import { ok } from '@fachwerk/problem'
import type { Identity, Member, PendingChange, Person, Role } from '../api.ts'
import { guarded } from '../guarded.ts'
import { conflict, notAllowed } from '../refusal.ts'
import type { KernelTransaction } from '../storage/tables.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { invalidField } from './field-problem.ts'
import {
  findMember,
  shownMember,
  isLastAdministrator,
  memberOf,
  personNotFound,
  stillHolds,
  type MemberRow,
} from './find-member.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { nameOf } from './names-in-texts.ts'
import { namedChange, openChanges, putPending, type RoleChange } from './pending-rows.ts'
import { administratorsOnly, isAdministrator, isOperator, isPrivileged, operatorsOnly } from './who-may.ts'
import { listOfRoles } from './words.ts'

/**
 * Giving and taking roles. Clerk and modeller are given at once. Those that reach beyond one's own work wait for a second person: what is
 * stored then is the difference, and it is applied to the roles the person has on the day of the approval.
 */
export function createRoles(parts: IdentityParts): Pick<Identity, 'setRoles'> {
  const { requests, clock, log } = parts
  return {
    setRoles: guarded(log, async (id, roles, revision, by) => {
      if (!isAdministrator(by) && !isOperator(by)) return administratorsOnly()
      const seen = await findMember(requests(by), id, isOperator(by) ? undefined : by.tenant)
      if (!seen?.tenant) return personNotFound()
      const asked = await changeOf<Member | PendingChange>(parts, seen.tenant, by, async (trx) => {
        const before = (await findMember(trx, seen.id, seen.tenant!))!
        if (before.revision !== revision) return staleChange(trx, before.id, revision)
        return requestRoles(trx, before, roles, by, clock())
      })
      if (!asked.ok) return asked
      log.security?.('what' in asked.value ? 'rights-change-requested' : 'rights-changed', { tenant: seen.tenant })
      return ok('what' in asked.value ? await namedChange(parts, asked.value) : await shownMember(parts, by, asked.value))
    }),
  }
}

export async function requestRoles(trx: KernelTransaction, before: MemberRow, wanted: readonly Role[], by: Person, now: number) {
  const current = before.roles as readonly Role[]
  const refused = await refusedRoles(trx, before, wanted, by)
  if (refused) return refused
  const change: RoleChange = {
    grant: wanted.filter((role) => isPrivileged(role) && !current.includes(role)),
    revoke: current.filter((role) => isPrivileged(role) && !wanted.includes(role)),
  }
  const plain = [...current.filter(isPrivileged), ...wanted.filter((role) => !isPrivileged(role))]
  if (plain.length !== current.length || plain.some((role) => !current.includes(role)))
    await writeRoles(trx, before, plain, by, now)
  if (change.grant.length + change.revoke.length === 0) return ok(memberOf((await findMember(trx, before.id, before.tenant!))!))
  if (await isFirstAdministrator(trx, before, change, by))
    return applyRoles(trx, { id: before.id, tenant: before.tenant! }, change, by, now)
  if (await isWaiting(trx, before, now)) return alreadyWaiting()
  return ok(await putPending(trx, roleRequest(before, change), by, now))
}

/** Is a change of this person's roles waiting, the leaving included? */
export const isWaiting = async (trx: KernelTransaction, { id, tenant }: MemberRow, now: number): Promise<boolean> =>
  (await openChanges(trx, tenant!, now)).some(
    ({ subject, what }) => subject === id && (what === 'grant-role' || what === 'revoke-role'),
  )

async function refusedRoles(trx: KernelTransaction, before: MemberRow, wanted: readonly Role[], by: Person) {
  const current = before.roles as readonly Role[]
  const touches = (role: Role) => wanted.includes(role) !== current.includes(role)
  if (wanted.includes('citizen'))
    return invalidField('roles', 'citizen', {
      de: 'Diese Rolle gibt es in Behörden nicht.',
      en: 'Authorities do not have this role.',
    })
  if (before.state === 'left') return personNotFound()
  if (touches('operator') && (!isOperator(by) || before.kind === 'service')) return operatorsOnly()
  if (![...wanted, ...current].some((role) => isPrivileged(role) && touches(role)))
    return isAdministrator(by) && by.tenant === before.tenant ? undefined : administratorsOnly()
  if (!(await stillHolds(trx, by, ['administrator', 'operator']))) return peopleOnly()
  const demoted = current.includes('administrator') && !wanted.includes('administrator')
  return demoted && before.state === 'active' && (await isLastAdministrator(trx, before)) ? lastAdministratorRole() : undefined
}

/** A new authority has nobody yet who could be asked: its first administrator is put in by the operators, and the log says so. */
const isFirstAdministrator = async (
  trx: KernelTransaction,
  person: MemberRow,
  { grant, revoke }: RoleChange,
  by: Person,
): Promise<boolean> =>
  isOperator(by) &&
  person.id !== by.id &&
  revoke.length === 0 &&
  grant.length === 1 &&
  grant[0] === 'administrator' &&
  (await isLastAdministrator(trx, person))

/** To the roles as they are today, at the authority that asked: who belongs to another one by now is not its business any more. */
export async function applyRoles(
  trx: KernelTransaction,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  { grant, revoke }: RoleChange,
  by: Person,
  now: number,
) {
  const row = await findMember(trx, id, tenant)
  if (!row || row.state === 'left') return personNotFound()
  const demoted = revoke.includes('administrator') && row.roles.includes('administrator') && row.state === 'active'
  if (demoted && (await isLastAdministrator(trx, row))) return lastAdministratorRole()
  const roles = (row.roles as readonly Role[]).filter((role) => !revoke.includes(role))
  await writeRoles(trx, row, [...new Set([...roles, ...grant])], by, now)
  return ok(memberOf((await findMember(trx, id, row.tenant!))!))
}

async function writeRoles(
  trx: KernelTransaction,
  row: MemberRow,
  roles: readonly Role[],
  by: Person,
  now: number,
): Promise<void> {
  await statement`update kernel.person set roles = ${[...roles]}::text[], revision = revision + 1 where id = ${row.id}`.execute(
    trx,
  )
  const { revision } = await trx.selectFrom('person').select('revision').where('id', '=', row.id).executeTakeFirstOrThrow()
  const text =
    roles.length === 0
      ? { de: `${nameOf(row.id)} hat keine Rolle mehr.`, en: `${nameOf(row.id)} has no role any more.` }
      : {
          de: `${nameOf(row.id)} hat jetzt die Rollen ${listOfRoles(roles).de}.`,
          en: `${nameOf(row.id)} now has the roles ${listOfRoles(roles).en}.`,
        }
  await noteChange(trx, { tenant: row.tenant!, subject: row.id, revision, text }, by, now)
}

function roleRequest({ id, tenant }: MemberRow, change: RoleChange) {
  const parts = [
    ...(change.grant.length > 0
      ? [{ de: `bekommt ${listOfRoles(change.grant).de}`, en: `gets ${listOfRoles(change.grant).en}` }]
      : []),
    ...(change.revoke.length > 0
      ? [{ de: `verliert ${listOfRoles(change.revoke).de}`, en: `loses ${listOfRoles(change.revoke).en}` }]
      : []),
  ]
  return {
    tenant: tenant!,
    what: change.grant.length > 0 ? ('grant-role' as const) : ('revoke-role' as const),
    subject: id,
    payload: { grant: [...change.grant], revoke: [...change.revoke] },
    text: {
      de: `${nameOf(id)} ${parts.map(({ de }) => de).join(' und ')}.`,
      en: `${nameOf(id)} ${parts.map(({ en }) => en).join(' and ')}.`,
    },
  }
}

export const alreadyWaiting = () =>
  conflict({
    de: 'Für diese Person wartet schon eine Änderung der Rollen auf eine zweite Person. Sie muss zuerst entschieden oder zurückgezogen werden.',
    en: 'A change of roles of this person is waiting for a second person already. It has to be decided or withdrawn first.',
  })
export const peopleOnly = () =>
  notAllowed({
    de: 'Diese Rollen kann nur eine Person ändern, die das selbst gerade darf, kein Programm.',
    en: 'Only a person who may do so right now can change these roles, no program.',
  })
export const lastAdministratorRole = () =>
  invalidField('roles', 'last-administrator', {
    de: 'Das ist die letzte aktive Administration der Behörde. Geben Sie zuerst einer anderen Person diese Rolle.',
    en: 'This is the last active administrator of the authority. Give the role to somebody else first.',
  })
