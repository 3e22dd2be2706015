import type { Kernel, Member, Person } from '@fachwerk/kernel'
import { ok } from '@fachwerk/problem'
import { defineRoutes, page, personOf, refuse, seeOther, translator, type FachwerkApp } from '@fachwerk/web'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { notThere } from '../not-there.ts'
import { textAt } from '../own-forms/answers.ts'
import { formPage, textField } from '../own-forms/fields.ts'
import { registerForm } from '../own-forms/register-form.tsx'
import { policies } from '../policies.ts'
import { GroupPage, GroupsPage } from './group-pages.tsx'

type One = { Params: { id: string } }
const list = '/verwaltung/gruppen'
const groupNotThere = () => notThere({ de: 'Gruppe', en: 'Group' })

export const groupRoutes = defineRoutes((app) => {
  const { identity } = app.kernel
  const schema = (summary: string) => ({ summary, tags: ['pages'] })
  app.get(
    list,
    { config: { policy: policies.seeAuthority }, schema: schema('Groups of the authority') },
    async (request, reply) => {
      const by = personOf(request)
      return page(request, reply, <GroupsPage groups={await identity.groups(by)} tenants={await identity.tenants(by)} />)
    },
  )
  registerGroup(app, `${list}/neu`)
  registerGroup(app, `${list}/:id/name`)
  app.get<One>(
    `${list}/:id`,
    { config: { policy: policies.seeAuthority }, schema: schema('A group and its members') },
    async (request, reply) => {
      const by = personOf(request)
      const group = (await identity.groups(by)).find(({ id }) => id === request.params.id)
      if (!group) return refuse(request, reply, groupNotThere().error)
      const others = (await colleagues(app.kernel, by)).filter(
        ({ person, state }) => state === 'active' && !group.members.includes(person.id),
      )
      return page(request, reply, <GroupPage group={group} own={group.tenant === by.tenant} others={others} />)
    },
  )
  for (const [step, member] of [
    ['aufnehmen', true],
    ['herausnehmen', false],
  ] as const)
    app.post<One & { Body: { person?: string } }>(
      `${list}/:id/${step}`,
      { config: { policy: policies.keepAuthority }, schema: schema(member ? 'Add to a group' : 'Take out of a group') },
      async (request, reply) => {
        const { id } = request.params
        const saved = await identity.setMembership(id, request.body.person ?? '', member, personOf(request))
        return saved.ok ? seeOther(reply, `${list}/${id}`) : refuse(request, reply, saved.error)
      },
    )
})

/** All of the authority, for a choice: page by page, so that large ones are whole too. */
export async function colleagues({ identity }: Kernel, by: Person): Promise<readonly Member[]> {
  const found: Member[] = []
  for (let total = 1; found.length < total;) {
    const { items, total: all } = await identity.members(by, { offset: found.length, limit: 500 })
    found.push(...items)
    total = items.length === 0 ? 0 : all
  }
  return found
}

function registerGroup(app: FachwerkApp, url: string): void {
  const { identity } = app.kernel
  registerForm(app, {
    url,
    summary: 'Group of the authority',
    look: policies.keepAuthority,
    change: policies.keepAuthority,
    open: async (request) => {
      const t = translator(administrationMessages, request.language)
      const by = personOf(request)
      const { id } = request.params as { id?: string }
      const group = (await identity.groups(by)).find((each) => each.id === id && each.tenant === by.tenant)
      if (id !== undefined && !group) return groupNotThere()
      const title = group ? group.name : t('group.new')
      return ok({
        title,
        breadcrumb: trail(t, 'groups.title', list),
        form: formPage('gruppe', title, [
          ...(group ? [] : [textField({ key: 'id', label: t('group.id'), hint: t('group.id.hint'), maxLength: 60 })]),
          textField({ key: 'name', label: t('group.name') }),
        ]),
        answers: group ? { name: group.name } : {},
        revision: group?.revision ?? 0,
        submit: group ? t('save') : t('group.create'),
        cancel: group ? `${list}/${group.id}` : list,
      })
    },
    save: async (request, data, revision) => {
      const { id } = request.params as { id?: string }
      const saved = await identity.saveGroup(
        { id: id ?? textAt(data, 'id'), name: textAt(data, 'name'), revision: id === undefined ? 0 : revision },
        personOf(request),
      )
      return saved.ok ? ok(`${list}/${saved.value.id}`) : saved
    },
  })
}
