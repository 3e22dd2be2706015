import { sql as statement } from 'kysely'
import { ok } from '@fachwerk/problem'
import type { Group, Identity } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { notFound } from '../refusal.ts'
import type { GroupRow, KernelSql, KernelTransaction } from '../storage/tables.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { agreementInForce } from './agreement-in-force.ts'
import { idProblems, idTaken, invalidFields, nameProblems } from './field-problem.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { administratorsOnly, isAdministrator } from './who-may.ts'

const groupNotFound = () => notFound({ de: 'Gruppe', en: 'Group' })
const personNotFound = () => notFound({ de: 'Person', en: 'Person' })

export function createGroups(parts: IdentityParts): Pick<Identity, 'groups' | 'saveGroup' | 'setMembership'> {
  const { sql, clock, log } = parts
  return {
    groups: async (by) => (by.tenant === undefined ? [] : groupsFor(sql, by.tenant, clock())),
    saveGroup: guarded(log, async ({ id: given, name, revision }, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      const problems = [...(revision === 0 ? idProblems(given) : []), ...nameProblems(name)]
      if (problems.length > 0) return invalidFields(problems)
      const id = storable(given)
      return changeOf(parts, by.tenant, async (trx) => {
        const before = await trx.selectFrom('person_group').selectAll().where('id', '=', id).executeTakeFirst()
        if (revision !== 0 && before?.tenant !== by.tenant) return groupNotFound()
        if (revision === 0 && before) return idTaken()
        if (before && before.revision !== revision) return staleChange(trx, id, revision)
        const row: GroupRow = { id, tenant: by.tenant, name: storable(name.trim()), revision: revision + 1 }
        if (before) await trx.updateTable('person_group').set(row).where('id', '=', id).execute()
        else await trx.insertInto('person_group').values(row).execute()
        const text = before
          ? {
              de: `Gruppe „${before.name}“ heißt jetzt „${row.name}“.`,
              en: `Group “${before.name}” is now called “${row.name}”.`,
            }
          : { de: `Gruppe „${row.name}“ angelegt.`, en: `Group “${row.name}” created.` }
        await noteChange(trx, { tenant: by.tenant, subject: id, revision: row.revision, text }, by, clock())
        return ok((await groupsFor(trx, by.tenant, clock())).find((group) => group.id === id)!)
      })
    }),
    setMembership: guarded(log, async (groupId, personId, member, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, async (trx) => {
        const group = (await groupsFor(trx, by.tenant, clock())).find(({ id }) => id === groupId)
        if (!group) return groupNotFound()
        const person = await trx
          .selectFrom('person')
          .select(['id', 'name', 'tenant', 'state'])
          .where('id', '=', storable(personId))
          .executeTakeFirst()
        const isOwn = person?.tenant === by.tenant
        // The host may take out a guest's person, but putting in is for the authority that answers for the person.
        const isGuest = !member && group.tenant === by.tenant && group.members.includes(personId)
        if (!person || !(isOwn || isGuest)) return personNotFound()
        if (member && person.state === 'left') return personNotFound()
        if (group.members.includes(person.id) === member) return ok(undefined)
        await writeMembership(trx, group, person.id, member)
        const text = member
          ? {
              de: `${person.name} in die Gruppe „${group.name}“ aufgenommen.`,
              en: `${person.name} added to the group “${group.name}”.`,
            }
          : {
              de: `${person.name} aus der Gruppe „${group.name}“ genommen.`,
              en: `${person.name} taken out of the group “${group.name}”.`,
            }
        for (const tenant of new Set([by.tenant, group.tenant]))
          await noteChange(trx, { tenant, subject: group.id, text }, by, clock())
        return ok(undefined)
      })
    }),
  }
}

async function writeMembership(trx: KernelTransaction, group: Group, person: string, member: boolean): Promise<void> {
  if (member)
    await trx
      .insertInto('membership')
      .values({ group_id: group.id, person_id: person, tenant: group.tenant })
      .onConflict((on) => on.doNothing())
      .execute()
  else await trx.deleteFrom('membership').where('group_id', '=', group.id).where('person_id', '=', person).execute()
}

/** Own groups with all members; of others' groups that an agreement opens, only the own people in them. */
async function groupsFor(sql: KernelSql, tenant: string, now: number): Promise<readonly Group[]> {
  const { rows } = await statement<
    GroupRow & { readonly member_ids: readonly string[]; readonly member_names: readonly string[] }
  >`
    select g.*, array_remove(array_agg(p.id order by p.name, p.id), null) as member_ids,
      array_remove(array_agg(p.name order by p.name, p.id), null) as member_names
    from kernel.person_group g
    left join kernel.membership m on m.group_id = g.id
    left join kernel.person p on p.id = m.person_id and p.state <> 'left' and (g.tenant = ${tenant} or p.tenant = ${tenant})
    where g.tenant = ${tenant} or exists (select from kernel.agreement a where a.group_id = g.id and a.guest = ${tenant} and ${agreementInForce(now)})
    group by g.id order by g.name, g.id`.execute(sql)
  return rows.map(({ id, name, revision, member_ids, member_names, tenant: owner }) => ({
    id,
    tenant: owner,
    name,
    members: member_ids,
    names: Object.fromEntries(member_ids.map((member, index) => [member, member_names[index]!])),
    revision,
  }))
}
