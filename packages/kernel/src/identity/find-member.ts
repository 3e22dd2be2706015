import { sql as statement } from 'kysely'
import type { Member, Person, Role } from '../api.ts'
import { storable } from '../people/people.ts'
import type { IdentityParts } from './identity-parts.ts'
import { notFound } from '../refusal.ts'
import type { KernelSql, PersonRow } from '../storage/tables.ts'

export interface MemberRow extends PersonRow {
  readonly unit_name: string | null
  readonly member_of: readonly string[]
}

export const personNotFound = () => notFound({ de: 'Person', en: 'Person' })

/** After the transaction: keys are fetched with the platform's connection. */
export async function openedMember({ accounts }: Pick<IdentityParts, 'accounts'>, member: Member): Promise<Member> {
  const [opened] = await accounts.open([{ id: member.person.id, name: member.person.name, email: member.email ?? null }])
  const { name, email } = opened!
  const { email: _sealed, ...rest } = member
  return { ...rest, person: { ...member.person, name }, ...(email !== null && { email }) }
}

/** The same to somebody who changed the account: it shows more than what was changed, so it is recorded like a look at it. */
export async function shownMember(
  parts: Pick<IdentityParts, 'accounts' | 'disclosure'>,
  by: Person,
  member: Member,
): Promise<Member> {
  const opened = await openedMember(parts, member)
  const { id, name, tenant = null } = opened.person
  const shown = { id, name, tenant, kind: opened.kind, email: opened.email ?? null }
  return parts.disclosure.showAccounts(by, [shown], async () => opened)
}

/** As the administrator sees somebody; name and address as they are in the row: own memberships, not those that a deputyship lends. */
export const memberOf = (row: MemberRow): Member => ({
  person: {
    id: row.id,
    name: row.name,
    groups: [...new Set([...row.groups, ...row.member_of])],
    roles: row.roles as readonly Role[],
    ...(row.tenant !== null && { tenant: row.tenant }),
    ...(row.unit_id !== null && { unitId: row.unit_id }),
    ...((row.unit_name ?? row.unit) !== null && { unit: (row.unit_name ?? row.unit)! }),
  },
  kind: row.kind,
  state: row.state,
  revision: row.revision,
  ...(row.email !== null && { email: row.email }),
})

export const selectMember = statement`select p.*, u.name as unit_name,
  array(select m.group_id from kernel.membership m where m.person_id = p.id order by 1) as member_of
  from kernel.person p left join kernel.unit u on u.id = p.unit_id`

/** Within one authority; `undefined`: any (operators). */
export async function findMember(sql: KernelSql, id: string, tenant: string | undefined): Promise<MemberRow | undefined> {
  const own = tenant === undefined ? statement`p.tenant is not null` : statement`p.tenant = ${tenant}`
  const { rows } = await statement<MemberRow>`${selectMember} where p.id = ${storable(id)} and ${own}`.execute(sql)
  return rows[0]
}

/** May the administrators of this authority be one fewer? Counts those who could sign in now. */
export async function isLastAdministrator(sql: KernelSql, { id, tenant }: Pick<PersonRow, 'id' | 'tenant'>): Promise<boolean> {
  const others = await sql
    .selectFrom('person')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '<>', id)
    .where('kind', '=', 'person')
    .where('state', '=', 'active')
    .where(statement<boolean>`'administrator' = any(roles)`)
    .limit(1)
    .executeTakeFirst()
  return others === undefined
}

/** Is this one, right now, a person (no program) who may sign in and has one of these roles? What was loaded earlier may be outdated. */
export async function stillHolds(sql: KernelSql, { id }: Pick<Person, 'id'>, roles: readonly Role[]): Promise<boolean> {
  const row = await sql.selectFrom('person').select(['kind', 'state', 'roles']).where('id', '=', id).executeTakeFirst()
  return row?.kind === 'person' && row.state === 'active' && roles.some((role) => row.roles.includes(role))
}
