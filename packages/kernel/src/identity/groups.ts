import { randomBytes } from 'node:crypto'
import { sql as statement } from 'kysely'
import { ok } from '@fachwerk/problem'
import { ownGroup } from '../access/platform-groups.ts'
import type { Group, Identity } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { notFound } from '../refusal.ts'
import type { GroupRow, KernelSql, KernelTransaction } from '../storage/tables.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { agreementInForce } from './agreement-in-force.ts'
import { idProblems, idTaken, invalidFields, nameProblems } from './field-problem.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { nameOf } from './names-in-texts.ts'
import { administratorsOnly, isAdministrator } from './who-may.ts'

const groupNotFound = () => notFound({ de: 'Gruppe', en: 'Group' })
const personNotFound = () => notFound({ de: 'Person', en: 'Person' })

export function createGroups(parts: IdentityParts): Pick<Identity, 'groups' | 'saveGroup' | 'setMembership'> {
  const { requests, clock, log } = parts
  return {
    groups: async (by) => (by.tenant === undefined ? [] : named(parts, await groupsFor(requests(by), by.tenant, clock()))),
    saveGroup: guarded(log, async ({ id: given, name, revision }, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      const problems = [...(revision === 0 ? idProblems(given) : []), ...nameProblems(name)]
      if (problems.length > 0) return invalidFields(problems)
      const id = storable(given)
      const saved = await changeOf(parts, by.tenant, by, async (trx) => {
        const before = await ownBefore(trx, revision === 0 ? [id, idFor(id, by.tenant)] : [id], by.tenant)
        if (revision !== 0 && !before) return groupNotFound()
        if (revision === 0 && before) return idTaken()
        if (before && before.revision !== revision) return staleChange(trx, id, revision)
        const wished: GroupRow = { id: before?.id ?? id, tenant: by.tenant, name: storable(name.trim()), revision: revision + 1 }
        const row = before ? await rename(trx, wished) : await add(trx, wished)
        const text = before
          ? {
              de: `Gruppe „${before.name}“ heißt jetzt „${row.name}“.`,
              en: `Group “${before.name}” is now called “${row.name}”.`,
            }
          : { de: `Gruppe „${row.name}“ angelegt.`, en: `Group “${row.name}” created.` }
        await noteChange(trx, { tenant: by.tenant, subject: row.id, revision: row.revision, text }, by, clock())
        return ok((await groupsFor(trx, by.tenant, clock())).find((group) => group.id === row.id)!)
      })
      return saved.ok ? ok((await named(parts, [saved.value]))[0]!) : saved
    }),
    setMembership: guarded(log, async (groupId, personId, member, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      const done = await changeOf(parts, by.tenant, by, async (trx) => {
        const group = (await groupsFor(trx, by.tenant, clock())).find(({ id }) => id === groupId)
        if (!group) return groupNotFound()
        const person = await trx
          .selectFrom('person')
          .select(['id', 'tenant', 'state'])
          .where('id', '=', storable(personId))
          .executeTakeFirst()
        const isOwn = person?.tenant === by.tenant
        // The host may take out a guest's person, but putting in is for the authority that answers for the person.
        const isGuest = !member && group.tenant === by.tenant && group.members.includes(personId)
        if (!(isOwn || isGuest)) return personNotFound()
        if (member && person?.state === 'left') return personNotFound()
        if (group.members.includes(personId) === member) return ok(undefined)
        await writeMembership(trx, group, personId, member)
        const text = member
          ? {
              de: `${nameOf(personId)} in die Gruppe „${group.name}“ aufgenommen.`,
              en: `${nameOf(personId)} added to the group “${group.name}”.`,
            }
          : {
              de: `${nameOf(personId)} aus der Gruppe „${group.name}“ genommen.`,
              en: `${nameOf(personId)} taken out of the group “${group.name}”.`,
            }
        for (const tenant of new Set([by.tenant, group.tenant]))
          await noteChange(trx, { tenant, subject: group.id, text }, by, clock())
        return ok(undefined)
      })
      if (done.ok) log.security?.('rights-changed', { tenant: by.tenant })
      return done
    }),
  }
}

async function writeMembership(trx: KernelTransaction, group: Unnamed, person: string, member: boolean): Promise<void> {
  if (member)
    await trx
      .insertInto('membership')
      .values({ group_id: group.id, person_id: person, tenant: group.tenant })
      .onConflict((on) => on.doNothing())
      .execute()
  else await trx.deleteFrom('membership').where('group_id', '=', group.id).where('person_id', '=', person).execute()
}

type Unnamed = Omit<Group, 'names'>

async function rename(trx: KernelTransaction, row: GroupRow): Promise<GroupRow> {
  await trx.updateTable('person_group').set(row).where('id', '=', row.id).execute()
  return row
}

/** Of the authority itself; those of a partner, which an agreement shows, are not meant. */
const ownBefore = (trx: KernelTransaction, ids: readonly string[], tenant: string): Promise<GroupRow | undefined> =>
  trx.selectFrom('person_group').selectAll().where('id', 'in', ids).where('tenant', '=', tenant).executeTakeFirst()

/** `buergeramt` becomes `buergeramt-gifhorn`, and so does `buergeramt-gifhorn`. */
const idFor = (wished: string, tenant: string): string =>
  ownGroup(tenant, wished.endsWith(ownGroup(tenant, '')) ? wished.slice(0, -ownGroup(tenant, '').length) : wished)

/**
 * Ids always end with the id of the authority, whether or not somebody has the wished one: what others have shows in nothing. Models find
 * the group by its name alone (`groupsIn`). Where the id would belong to an authority with a longer name (`x-land-celle` for `celle`), or
 * gets too long, the platform makes one.
 */
async function add(trx: KernelTransaction, wished: GroupRow): Promise<GroupRow> {
  const id = idFor(wished.id, wished.tenant)
  const { rows: longer } = await statement`select from kernel.tenant where length(id) > length(${wished.tenant}::text)
    and right(${id}, length(id) + 1) = '-' || id`.execute(trx)
  const ids = (longer.length === 0 && idProblems(id).length === 0 ? [id] : []).values()
  for (;;) {
    const row = { ...wished, id: ids.next().value ?? `${wished.id.slice(0, 40)}-${randomBytes(8).toString('hex')}` }
    const added = await trx
      .insertInto('person_group')
      .values(row)
      .onConflict((on) => on.column('id').doNothing())
      .returning('id')
      .execute()
    if (added.length > 0) return row
  }
}

/** Own groups with all members; of others' groups that an agreement opens, only the own people in them. */
async function groupsFor(sql: KernelSql, tenant: string, now: number): Promise<readonly Unnamed[]> {
  const { rows } = await statement<GroupRow & { readonly member_ids: readonly string[] }>`
    select g.*, array_remove(array_agg(m.person_id order by m.person_id), null) as member_ids
    from kernel.person_group g
    left join kernel.membership m on m.group_id = g.id
      and (g.tenant = ${tenant} or exists (select from kernel.person p where p.id = m.person_id and p.tenant = ${tenant}))
    where g.tenant = ${tenant} or exists (select from kernel.agreement a where a.group_id = g.id and a.guest = ${tenant} and ${agreementInForce(now)})
    group by g.id order by g.name, g.id`.execute(sql)
  return rows.map(({ id, name, revision, member_ids, tenant: owner }) => ({
    id,
    tenant: owner,
    name,
    members: member_ids,
    revision,
  }))
}

/** With the names of the members, in their order: those of guests are seen nowhere else. */
async function named({ names }: IdentityParts, groups: readonly Unnamed[]): Promise<readonly Group[]> {
  const known = await names(groups.flatMap(({ members }) => members))
  const called = (id: string) => known[id] ?? id
  return groups.map((group) => {
    const members = group.members.toSorted((a, b) => called(a).localeCompare(called(b), 'de') || (a < b ? -1 : 1))
    return { ...group, members, names: Object.fromEntries(members.map((id) => [id, called(id)])) }
  })
}
