import { sql as statement } from 'kysely'
import { ok, type Problem } from '@fachwerk/problem'
import type { Identity, Member, MemberChange, NewMember, PendingChange, Person, Role } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { notAllowed } from '../refusal.ts'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { emailProblems, fieldProblem, idProblems, invalidField, invalidFields, nameProblems } from './field-problem.ts'
import {
  findMember,
  openedMember,
  isLastAdministrator,
  memberOf,
  personNotFound,
  selectMember,
  shownMember,
  type MemberRow,
} from './find-member.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { nameOf } from './names-in-texts.ts'
import { announceLock } from './announce-lock.ts'
import { leavesWithSpecialRights, refusedLeaving, requestLeaving, takeRights } from './leaving.ts'
import { namedChange } from './pending-rows.ts'
import { requestRoles } from './roles.ts'
import { administratorsOnly, isAdministrator, isOperator, isPrivileged, mayLook } from './who-may.ts'
import { listOfRoles } from './words.ts'

export function createMembers(parts: IdentityParts): Pick<Identity, 'members' | 'member' | 'createMember' | 'saveMember'> {
  const { requests, accounts, disclosure, clock, log } = parts
  return {
    members: async (by, { text = '', offset = 0, limit = 50 } = {}) => {
      if (by.tenant === undefined) return { items: [], total: 0 }
      const all = mayLook(by)
      const found = await search(parts, by, storable(text.trim()), all)
      const page = await membersByIds(requests(by), found.slice(offset, offset + limit))
      const rows = await accounts.open(page)
      const items = await (all ? disclosure.showAccounts(by, rows, async () => rows.map(memberOf)) : rows.map(colleagueOf))
      return { items, total: found.length }
    },
    member: guarded(log, async (id, by) => {
      const stored =
        by.tenant === undefined ? undefined : await findMember(requests(by), id, isOperator(by) ? undefined : by.tenant)
      if (!stored || !(mayLook(by) || stored.id === by.id)) return personNotFound()
      const row = (await accounts.open([stored]))[0]!
      return ok(await disclosure.showAccounts(by, [row], async () => memberOf(row)))
    }),
    createMember: guarded(log, async (wanted, by) => {
      const tenant = wanted.tenant !== undefined && isOperator(by) ? storable(wanted.tenant) : by.tenant
      if (tenant === undefined || !(isAdministrator(by) || (isOperator(by) && wanted.tenant !== undefined)))
        return administratorsOnly()
      const id = await freeId(parts, wanted.id)
      const problems = [...nameProblems(wanted.name, 'name', longestName), ...emailProblems(wanted.email)]
      // A key is made for whoever can be created only.
      const data = { name: storable(wanted.name.trim()), email: storable((wanted.email ?? '').trim()) || null }
      const sealed = problems.length > 0 ? data : await accounts.seal(id, data)
      const made = await changeOf(parts, tenant, by, (trx) => create(trx, { ...wanted, tenant }, id, sealed, by, clock()))
      return made.ok ? ok(await openedMember(parts, made.value)) : made
    }),
    saveMember: guarded(log, async (id, change, revision, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      const known = await findMember(requests(by), id, by.tenant)
      if (!known) return personNotFound()
      const sealed = await sealedChange(parts, known, change)
      const saved = await changeOf<Member | PendingChange>(parts, by.tenant, by, (trx) =>
        save(trx, id, change, sealed, revision, by, clock()),
      )
      if (!saved.ok) return saved
      const waits = 'what' in saved.value
      const isLocked = known.state === 'active' && change.state !== undefined && change.state !== 'active'
      if (isLocked && (known.roles as readonly Role[]).some(isPrivileged))
        await announceLock(parts, { id: known.id, tenant: by.tenant }, by, waits)
      if (waits) log.security?.('rights-change-requested', { tenant: by.tenant })
      return ok('what' in saved.value ? await namedChange(parts, saved.value) : await shownMember(parts, by, saved.value))
    }),
  }
}

/** So many accounts of one authority are looked through; decrypting that many takes about a tenth of a second. */
const mostSearched = 20_000

/** Ids of those who fit, by name: names are sealed, so they are looked through here and not in the database. */
async function search({ requests, accounts }: IdentityParts, by: Person, text: string, all: boolean): Promise<readonly string[]> {
  const colleagues = all ? statement`true` : statement`p.state = 'active' and p.kind = 'person'`
  const { rows } = await statement<Pick<MemberRow, 'id' | 'name' | 'email'>>`select p.id, p.name, p.email from kernel.person p
    where p.tenant = ${by.tenant} and ${colleagues} order by p.id limit ${mostSearched}`.execute(requests(by))
  const wanted = text.toLowerCase()
  const fits = (value: string | null) => value?.toLowerCase().includes(wanted) === true
  return (await accounts.open(rows))
    .filter(({ id, name, email }) => fits(name) || (all && (fits(email) || fits(id))))
    .toSorted((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}
const byName = new Intl.Collator('de')

/** In the order of the ids. */
async function membersByIds(sql: KernelSql, ids: readonly string[]): Promise<readonly MemberRow[]> {
  if (ids.length === 0) return []
  const { rows } = await statement<MemberRow>`${selectMember} where p.id = any(${[...ids]}::text[])`.execute(sql)
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** As they are stored: sealed. */
type AccountTexts = Pick<MemberRow, 'name' | 'email'>

/** What stays the same stays sealed as it is, so that the log can tell what changed. */
async function sealedChange({ accounts }: IdentityParts, known: MemberRow, { name, email }: MemberChange): Promise<AccountTexts> {
  const open = (await accounts.open([known]))[0]!
  const wanted = {
    name: name === undefined ? open.name : storable(name.trim()),
    email: email === undefined ? open.email : storable(email.trim()) || null,
  }
  if (wanted.name === open.name && wanted.email === open.email) return { name: known.name, email: known.email }
  const sealed = await accounts.seal(known.id, wanted)
  return {
    name: wanted.name === open.name ? known.name : sealed.name,
    email: wanted.email === open.email ? known.email : sealed.email,
  }
}

/** Colleagues know each other's names, not each other's rights. */
const colleagueOf = (row: MemberRow): Member => {
  const { person, kind, state, revision } = memberOf(row)
  return { person: { ...person, groups: [], roles: [] }, kind, state, revision }
}

async function create(
  trx: KernelTransaction,
  wanted: NewMember & { readonly tenant: string },
  id: string,
  sealed: AccountTexts,
  by: Person,
  now: number,
) {
  const problems = await problemsOf(trx, wanted)
  if (problems.length > 0) return invalidFields(problems)
  const open = await trx
    .selectFrom('tenant')
    .select('id')
    .where('id', '=', wanted.tenant)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!open) return personNotFound()
  const plain = wanted.roles.filter((role) => !isPrivileged(role))
  await statement`insert into kernel.person (id, name, groups, roles, tenant, unit_id, email, kind, created_at)
    values (${id}, ${sealed.name}, '{}', ${plain}::text[], ${wanted.tenant}, ${wanted.unitId || null}, ${sealed.email}, ${wanted.kind}, ${new Date(now)})`.execute(
    trx,
  )
  await statement`insert into kernel.membership (group_id, person_id, tenant)
    select g.id, ${id}, g.tenant from kernel.person_group g where g.id = any(${[...wanted.groups]}::text[]) and g.tenant = ${wanted.tenant}`.execute(
    trx,
  )
  await noteChange(trx, { tenant: wanted.tenant, subject: id, revision: 1, text: createdText(wanted, id, plain) }, by, now)
  const made = (await findMember(trx, id, wanted.tenant))!
  if (!wanted.roles.some(isPrivileged)) return ok(memberOf(made))
  const asked = await requestRoles(trx, made, wanted.roles, by, now)
  return asked.ok ? ok(memberOf((await findMember(trx, id, wanted.tenant))!)) : asked
}

function createdText({ kind }: NewMember, id: string, roles: readonly Role[]) {
  const words = listOfRoles(roles)
  const with_ = roles.length === 0 ? { de: '', en: '' } : { de: ` mit ${words.de}`, en: ` with ${words.en}` }
  return kind === 'service'
    ? {
        de: `Zugang für Programme „${nameOf(id)}“ angelegt${with_.de}.`,
        en: `Service account “${nameOf(id)}” created${with_.en}.`,
      }
    : { de: `${nameOf(id)} angelegt${with_.de}.`, en: `${nameOf(id)} created${with_.en}.` }
}

/** A wished id that is taken, in whichever authority, is silently another one: who is there shows nowhere. */
async function freeId({ platform }: IdentityParts, wished: string | undefined): Promise<string> {
  if (wished === undefined || idProblems(wished).length > 0) return randomId('p')
  const taken = await platform.selectFrom('person').select('id').where('id', '=', wished).executeTakeFirst()
  return taken ? randomId('p') : wished
}

/** Of a person or a service account, in characters. */
const longestName = 120

async function problemsOf(trx: KernelTransaction, wanted: NewMember & { readonly tenant: string }): Promise<readonly Problem[]> {
  const groups = await trx.selectFrom('person_group').select('id').where('tenant', '=', wanted.tenant).execute()
  const known = new Set(groups.map(({ id }) => id))
  return [
    ...nameProblems(wanted.name, 'name', longestName),
    ...emailProblems(wanted.email),
    ...(await unitProblems(trx, wanted.unitId, wanted.tenant)),
    ...(wanted.groups.every((group) => known.has(group)) ? [] : [unknownGroup]),
  ]
}
const unknownGroup = fieldProblem('groups', 'unknown', { de: 'Diese Gruppe gibt es nicht.', en: 'There is no such group.' })

async function unitProblems(
  trx: KernelTransaction,
  unit: string | null | undefined,
  tenant: string,
): Promise<readonly Problem[]> {
  if (!unit) return []
  const found = await trx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', storable(unit))
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  const message = { de: 'Diese Organisationseinheit gibt es nicht.', en: 'There is no such unit.' }
  return found ? [] : [fieldProblem('unitId', 'unknown', message)]
}

async function save(
  trx: KernelTransaction,
  id: string,
  change: MemberChange,
  sealed: AccountTexts,
  revision: number,
  by: Person & { readonly tenant: string },
  now: number,
) {
  const before = await findMember(trx, id, by.tenant)
  if (!before) return personNotFound()
  if (before.revision !== revision) return staleChange(trx, before.id, revision)
  const problems = [
    ...(change.name === undefined ? [] : nameProblems(change.name, 'name', longestName)),
    ...emailProblems(change.email),
    ...(await unitProblems(trx, change.unitId, by.tenant)),
  ]
  if (problems.length > 0) return invalidFields(problems)
  const leaves = change.state !== undefined && change.state !== 'active' && before.state === 'active'
  if (leaves && before.id === by.id) return notYourself()
  if (leaves && before.roles.includes('administrator') && (await isLastAdministrator(trx, before))) return lastAdministrator()
  const waits = leavesWithSpecialRights(before, change)
  const refused = waits ? await refusedLeaving(trx, before, by, now) : undefined
  if (refused) return refused
  // Whoever is not active any more is signed out by the database (`end_sessions`), wherever they are signed in.
  const after = {
    ...sealed,
    unit_id: change.unitId === undefined ? before.unit_id : change.unitId || null,
    state: waits ? ('locked' as const) : (change.state ?? before.state),
  }
  await trx
    .updateTable('person')
    .set({ ...after, revision: revision + 1 })
    .where('id', '=', before.id)
    .execute()
  if (after.state === 'left' && before.state !== 'left') await takeRights(trx, before.id, now)
  await noteChange(
    trx,
    { tenant: by.tenant, subject: before.id, revision: revision + 1, text: savedText(before, after) },
    by,
    now,
  )
  return ok(waits ? await requestLeaving(trx, before, by, now) : memberOf((await findMember(trx, before.id, by.tenant))!))
}

const stateWords = {
  active: { de: 'darf sich wieder anmelden', en: 'may sign in again' },
  locked: { de: 'gesperrt', en: 'locked' },
  left: { de: 'ausgeschieden; Rollen, Gruppen und Zugänge entzogen', en: 'has left; roles, groups and tokens withdrawn' },
} as const

function savedText(before: MemberRow, after: Pick<MemberRow, 'name' | 'email' | 'unit_id' | 'state'>) {
  const changes = [
    ...(before.name === after.name ? [] : [{ de: 'neuer Name', en: 'new name' }]),
    ...(before.email === after.email ? [] : [{ de: 'neue E-Mail-Adresse', en: 'new e-mail address' }]),
    ...(before.unit_id === after.unit_id ? [] : [{ de: 'andere Organisationseinheit', en: 'another unit' }]),
    ...(before.state === after.state ? [] : [stateWords[after.state]]),
  ]
  const list = changes.length > 0 ? changes : [{ de: 'ohne Änderung gespeichert', en: 'saved without a change' }]
  return {
    de: `${nameOf(before.id)}: ${list.map(({ de }) => de).join(', ')}.`,
    en: `${nameOf(before.id)}: ${list.map(({ en }) => en).join(', ')}.`,
  }
}

const notYourself = () =>
  notAllowed({
    de: 'Sich selbst können Sie nicht sperren. Bitten Sie eine andere Administratorin oder einen anderen Administrator.',
    en: 'You cannot lock yourself. Ask another administrator.',
  })
export const lastAdministrator = () =>
  invalidField('state', 'last-administrator', {
    de: 'Das ist die letzte aktive Administration Ihrer Behörde. Geben Sie zuerst einer anderen Person diese Rolle.',
    en: 'This is the last active administrator of your authority. Give the role to somebody else first.',
  })
