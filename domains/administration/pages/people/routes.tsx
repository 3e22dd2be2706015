import type { Kernel, Member, MemberChange, Person, Role } from '@fachwerk/kernel'
import { ok, type JsonObject, type Result } from '@fachwerk/problem'
import type { Refusal } from '@fachwerk/kernel'
import { defineRoutes, page, personOf, refuse, seeOther, translator, type FachwerkApp } from '@fachwerk/web'
import type { FastifyRequest } from 'fastify'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { textAt, textsAt } from '../own-forms/answers.ts'
import type { Screen } from '../own-forms/form-screen.tsx'
import { registerForm } from '../own-forms/register-form.tsx'
import { policies } from '../policies.ts'
import { InvitationPage } from './invitation-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { PersonPage } from './person-page.tsx'
import { answersOf, groupsForm, newPersonForm, particularsForm, rolesForm, stateForm } from './person-forms.ts'
import { givenRoles, privilegedRoles } from './person-words.ts'

type One = { Params: { id: string } }
const limit = 50
const list = '/verwaltung/personen'
const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id

export const peopleRoutes = defineRoutes((app) => {
  const { identity } = app.kernel
  app.get<{ Querystring: { text?: string; ab?: number } }>(
    list,
    {
      config: { policy: policies.seePeople },
      schema: {
        summary: 'People of the authority',
        tags: ['pages'],
        querystring: {
          type: 'object',
          properties: { text: { type: 'string', maxLength: 200 }, ab: { type: 'integer', minimum: 0, maximum: 1_000_000 } },
        },
      },
    },
    async (request, reply) => {
      const { text = '', ab: offset = 0 } = request.query
      const people = await identity.members(personOf(request), { text, offset, limit })
      return page(request, reply, <PeoplePage people={people} filter={{ text, offset, limit }} />)
    },
  )
  registerNewPerson(app)
  app.get<One>(
    `${list}/:id`,
    { config: { policy: policies.seePeople }, schema: { summary: 'A person of the authority', tags: ['pages'] } },
    async (request, reply) => {
      const by = personOf(request)
      const found = await identity.member(request.params.id, by)
      if (!found.ok) return refuse(request, reply, found.error)
      const [groups, deputies, pending] = [await identity.groups(by), await identity.deputies(by), await identity.pending(by)]
      const about = { groups, deputies, pending: pending.filter(({ subject }) => subject === found.value.person.id) }
      const mayInvite = by.roles.includes('operator') || !found.value.person.roles.some((role) => privilegedRoles.includes(role))
      return page(request, reply, <PersonPage member={found.value} {...about} mayInvite={mayInvite} />)
    },
  )
  registerChanges(app)
  app.post<One>(
    `${list}/:id/einladen`,
    { config: { policy: policies.keepAccounts }, schema: { summary: 'Invitation link for a person', tags: ['pages'] } },
    async (request, reply) => {
      const by = personOf(request)
      const found = await identity.member(request.params.id, by)
      if (!found.ok) return refuse(request, reply, found.error)
      const invited = await app.kernel.accounts.invite(found.value.person.id, by)
      if (!invited.ok) return refuse(request, reply, invited.error)
      const link = `${app.publicUrl ?? `${request.protocol}://${request.host}`}/einladung/${invited.value.secret}`
      return page(request, reply, <InvitationPage member={found.value} link={link} expiresAt={invited.value.expiresAt} />)
    },
  )
  app.post<One>(
    `${list}/:id/abmelden`,
    { config: { policy: policies.endSessions }, schema: { summary: 'Sign a person out everywhere', tags: ['pages'] } },
    async (request, reply) => {
      const by = personOf(request)
      const found = await identity.member(request.params.id, by)
      if (!found.ok) return refuse(request, reply, found.error)
      const ended = await app.kernel.sessions.endAll(found.value.person.id, by)
      return ended.ok ? seeOther(reply, `${list}/${found.value.person.id}`) : refuse(request, reply, ended.error)
    },
  )
})

function registerNewPerson(app: FachwerkApp): void {
  const { identity } = app.kernel
  registerForm(app, {
    url: `${list}/neu`,
    summary: 'New person',
    look: policies.keepPeople,
    change: policies.keepPeople,
    open: async (request) => {
      const t = translator(administrationMessages, request.language)
      const by = personOf(request)
      const form = newPersonForm(request.language, await identity.units(by), await identity.groups(by))
      return ok({
        title: t('person.new'),
        lead: t('person.new.lead'),
        breadcrumb: trail(t, 'people.title', list),
        form,
        submit: t('person.create'),
        cancel: list,
      })
    },
    save: async (request, data) => {
      const made = await identity.createMember(
        {
          name: textAt(data, 'name'),
          email: textAt(data, 'email'),
          unitId: textAt(data, 'unitId'),
          kind: 'person',
          roles: textsAt(data, 'roles') as readonly Role[],
          groups: textsAt(data, 'groups'),
        },
        personOf(request),
      )
      return made.ok ? ok(`${list}/${made.value.person.id}`) : made
    },
  })
}

interface Change {
  readonly step: string
  readonly title: 'person.particulars' | 'person.roles' | 'person.groups' | 'person.state'
  readonly form: (request: FastifyRequest, by: Person) => Promise<Screen['form']> | Screen['form']
  readonly save: (member: Member, data: JsonObject, revision: number, by: Person) => Promise<Result<unknown, Refusal>>
}

/** One question group per page; each leads back to the person. */
function registerChanges(app: FachwerkApp): void {
  const { identity } = app.kernel
  const changes: readonly Change[] = [
    {
      step: 'angaben',
      title: 'person.particulars',
      form: async ({ language }, by) => particularsForm(language, await identity.units(by)),
      save: ({ person }, data, revision, by) =>
        identity.saveMember(
          person.id,
          { name: textAt(data, 'name'), email: textAt(data, 'email'), unitId: textAt(data, 'unitId') || null },
          revision,
          by,
        ),
    },
    {
      step: 'rollen',
      title: 'person.roles',
      form: ({ language }) => rolesForm(language),
      // Roles that the form does not offer stay as they are.
      save: ({ person }, data, revision, by) =>
        identity.setRoles(
          person.id,
          [...person.roles.filter((role) => !givenRoles.includes(role)), ...(textsAt(data, 'roles') as readonly Role[])],
          revision,
          by,
        ),
    },
    {
      step: 'gruppen',
      title: 'person.groups',
      form: async ({ language }, by) => groupsForm(language, await identity.groups(by)),
      save: (member, data, _revision, by) => saveGroups(app.kernel, member, textsAt(data, 'groups'), by),
    },
    {
      step: 'anmeldung',
      title: 'person.state',
      form: ({ language }) => stateForm(language),
      save: ({ person }, data, revision, by) =>
        identity.saveMember(person.id, { state: textAt(data, 'state') as MemberChange['state'] & string }, revision, by),
    },
  ]
  for (const { step, title, form, save } of changes)
    registerForm(app, {
      url: `${list}/:id/${step}`,
      summary: `Person: ${step}`,
      look: policies.keepPeople,
      change: policies.keepPeople,
      open: async (request) => {
        const t = translator(administrationMessages, request.language)
        const by = personOf(request)
        const found = await identity.member(idOf(request), by)
        if (!found.ok) return found
        const back = `${list}/${found.value.person.id}`
        return ok({
          title: t(title),
          lead: found.value.person.name,
          breadcrumb: trail(t, 'people.title', list, { label: found.value.person.name, href: back }),
          form: await form(request, by),
          answers: answersOf(found.value),
          revision: found.value.revision,
          submit: t('save'),
          cancel: back,
        })
      },
      save: async (request, data, revision) => {
        const by = personOf(request)
        const found = await identity.member(idOf(request), by)
        if (!found.ok) return found
        const saved = await save(found.value, data, revision, by)
        return saved.ok ? ok(`${list}/${found.value.person.id}`) : saved
      },
    })
}

/** Only what differs; groups of others, which the form does not show, stay. */
async function saveGroups(
  { identity }: Kernel,
  member: Member,
  wanted: readonly string[],
  by: Person,
): Promise<Result<unknown, Refusal>> {
  for (const { id } of await identity.groups(by)) {
    const [is, should] = [member.person.groups.includes(id), wanted.includes(id)]
    if (is === should) continue
    const saved = await identity.setMembership(id, member.person.id, should, by)
    if (!saved.ok) return saved
  }
  return ok(undefined)
}
