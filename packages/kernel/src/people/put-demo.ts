import { sql as statement } from 'kysely'
import type { Module, Person, Tenant } from '../api.ts'
import { columnsOf } from '../identity/tenants.ts'
import type { AccountData } from '../vault/account-data.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { KernelSql } from '../storage/tables.ts'

type Demo = NonNullable<Module['demo']>
type DemoPerson = Demo['people'][number]

/** In whose name the platform itself acts. */
export async function putSystemPerson(
  sql: KernelSql,
  accounts: AccountData,
  { id, groups, roles, ...person }: Person,
): Promise<void> {
  const { name } = await accounts.seal(id, { name: person.name, email: null })
  await statement`insert into kernel.person (id, name, groups, roles) values (${id}, ${name}, ${[...groups]}::text[], ${[...roles]}::text[])
    on conflict (id) do update set name = excluded.name, groups = excluded.groups, roles = excluded.roles`.execute(sql)
}

/** Authorities, units, groups and people of the demo. What is there stays as administrators of the demo have changed it. */
export async function putDemo(sql: KernelSql, accounts: AccountData, demos: readonly Demo[], now: number): Promise<void> {
  for (const { tenants = [], units = [], groups = [] } of demos) {
    for (const { contact, privacyOfficer, measures, ...tenant } of tenants)
      await insertMissing(sql, 'tenant', { ...tenant, ...columnsOf({ contact, privacyOfficer, measures } as Tenant) })
    for (const unit of units) await insertMissing(sql, 'unit', unit)
    for (const group of groups) await insertMissing(sql, 'person_group', group)
  }
  const people = await accounts.sealAll(demos.flatMap(({ people: own }) => own).map((person) => ({ ...person, email: null })))
  for (const [order, person] of people.entries()) await putPerson(sql, person, order, now)
}

const insertMissing = async (sql: KernelSql, table: 'tenant' | 'unit' | 'person_group', row: object): Promise<unknown> =>
  sql
    .insertInto(table)
    .values(row as never)
    .onConflict((on) => on.column('id').doNothing())
    .execute()

/** With the name sealed. Anew when it is new or belonged to another authority before (an older demo); its texts always. */
async function putPerson(sql: KernelSql, person: DemoPerson, order: number, now: number): Promise<void> {
  const demo = encodeJson({ label: person.label, description: person.description, order })
  const { id, name, unit = null, tenant = null, unitId = null, roles } = person
  const own = tenant === null ? [...person.groups] : []
  const { rows } = await statement`insert into kernel.person (id, name, unit, groups, roles, tenant, unit_id, demo, created_at)
    values (${id}, ${name}, ${unit}, ${own}::text[], ${[...roles]}::text[], ${tenant}, ${unitId}, ${demo}::jsonb, ${new Date(now)})
    on conflict (id) do update set name = excluded.name, unit = excluded.unit, groups = excluded.groups, roles = excluded.roles,
      tenant = excluded.tenant, unit_id = excluded.unit_id, demo = excluded.demo
    where person.tenant is distinct from excluded.tenant returning id`.execute(sql)
  if (rows.length === 0) await statement`update kernel.person set demo = ${demo}::jsonb where id = ${id}`.execute(sql)
  else if (tenant !== null) await putMemberships(sql, person)
}

/** Groups that nobody listed stay with the person as they are named. */
async function putMemberships(sql: KernelSql, { id, groups }: DemoPerson): Promise<void> {
  await statement`insert into kernel.membership (group_id, person_id, tenant)
    select g.id, ${id}, g.tenant from kernel.person_group g where g.id = any(${[...groups]}::text[]) on conflict do nothing`.execute(
    sql,
  )
  await statement`update kernel.person set groups = array(select given from unnest(${[...groups]}::text[]) given
    where not exists (select from kernel.person_group g where g.id = given)) where id = ${id}`.execute(sql)
}
