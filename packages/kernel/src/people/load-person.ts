import { sql as statement } from 'kysely'
import type { Person } from '../api.ts'
import { isPlatformGroup, officersOf } from '../access/platform-groups.ts'
import { agreementInForce } from '../identity/agreement-in-force.ts'
import type { AccountData } from '../vault/account-data.ts'
import type { KernelSql, PersonRow } from '../storage/tables.ts'

/** A person with all that follows from other tables on the day that is asked for. */
export interface PersonWithRights extends PersonRow {
  readonly unit_name: string | null
  readonly tenant_name: string | null
  readonly member_of: readonly string[]
  readonly joint_tenants: readonly string[]
  readonly deputy_for: readonly string[]
  /** Is data protection officer of the authority, or stands in for one. */
  readonly among_officers: boolean
}

/**
 * Groups count that belong to the person's own authority, and groups of others while an agreement is in force. A deputy has the groups of
 * the one who is away for that time, so that what is offered to them gets done; what a deputy took over as deputy is not handed on.
 */
export const personOf = (row: PersonWithRights): Person => ({
  id: row.id,
  name: row.name,
  groups: [...new Set([...row.groups.filter((group) => !isPlatformGroup(group)), ...row.member_of, ...officerGroup(row)])],
  roles: row.roles as Person['roles'],
  ...unitOf(row),
  ...(row.tenant === null ? {} : { tenant: row.tenant }),
  ...(row.unit_id === null ? {} : { unitId: row.unit_id }),
  ...(row.kind === 'service' && { service: true as const }),
  ...(row.joint_tenants.length > 0 && { jointTenants: row.joint_tenants }),
  ...(row.deputy_for.length > 0 && { deputyFor: row.deputy_for }),
})

const officerGroup = ({ among_officers, tenant }: PersonWithRights): readonly string[] =>
  among_officers && tenant !== null ? [officersOf(tenant)] : []

function unitOf({ unit_name, tenant_name, unit }: PersonWithRights): { readonly unit?: string } {
  const name = unit_name ?? tenant_name ?? unit
  return name === null ? {} : { unit: name }
}

const active = statement`p.state = 'active' and (t.id is null or t.state = 'active')`

/** Active people of active authorities, with their rights as of `now`. */
export async function loadPeople(
  sql: KernelSql,
  accounts: AccountData,
  now: number,
  which: { readonly ids: readonly string[] } | 'demo',
): Promise<readonly PersonWithRights[]> {
  const at = new Date(now)
  const wanted = which === 'demo' ? statement`p.demo is not null` : statement`p.id = any(${[...which.ids]}::text[])`
  const inForce = statement`exists (select from kernel.agreement a where a.group_id = g.id and a.guest = p.tenant and ${agreementInForce(now)})`
  const standsIn = statement`select d.absent from kernel.deputy d join kernel.person away on away.id = d.absent
    where d.deputy = p.id and d.ended_at is null and d.from_at <= ${at} and d.until_at > ${at}
    and away.tenant = p.tenant and away.state <> 'left'`
  const { rows } = await statement<PersonWithRights>`
    select p.*, u.name as unit_name, t.name as tenant_name,
      array(select distinct m.group_id from kernel.membership m join kernel.person_group g on g.id = m.group_id
        where (m.person_id = p.id and (g.tenant = p.tenant or ${inForce}))
          or (g.tenant = p.tenant and m.person_id in (${standsIn})) order by 1) as member_of,
      array(select distinct g.tenant from kernel.membership m join kernel.person_group g on g.id = m.group_id
        where m.person_id = p.id and g.tenant <> p.tenant and ${inForce} order by 1) as joint_tenants,
      array(${standsIn} order by 1) as deputy_for,
      exists (select from kernel.person officer where 'privacy-officer' = any(officer.roles) and officer.tenant = p.tenant
        and (officer.id = p.id or officer.id in (${standsIn}))) as among_officers
    from kernel.person p
    left join kernel.unit u on u.id = p.unit_id
    left join kernel.tenant t on t.id = p.tenant
    where ${wanted} and ${active}`.execute(sql)
  return accounts.open(rows)
}
