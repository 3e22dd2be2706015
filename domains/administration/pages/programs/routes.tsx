import type { Role, TokenScope } from '@fachwerk/kernel'
import { ok } from '@fachwerk/problem'
import { defineRoutes, page, personOf, refuse, seeOther, translator, type FachwerkApp, type Language } from '@fachwerk/web'
import { colleagues } from '../groups/routes.tsx'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { textAt, textsAt } from '../own-forms/answers.ts'
import { startOfDay } from '../own-forms/berlin-day.ts'
import { readAnswers, type FieldError, type RawInput } from '@fachwerk/forms'
import { checklistField, dateField, formPage, textField } from '../own-forms/fields.ts'
import { FormScreen, type Screen } from '../own-forms/form-screen.tsx'
import { registerForm } from '../own-forms/register-form.tsx'
import { readForm } from '@fachwerk/web'
import { groupsForm, rolesForm } from '../people/person-forms.ts'
import { policies } from '../policies.ts'
import { notThere } from '../not-there.ts'
import { ProgramPage, ProgramsPage, SecretPage } from './program-pages.tsx'

type One = { Params: { id: string } }
const list = '/verwaltung/zugaenge'
const scopes: readonly TokenScope[] = [
  'cases:read',
  'cases:start',
  'tasks:work',
  'models:publish',
  'administration',
  'ledger:read',
]

export const programRoutes = defineRoutes((app) => {
  const { identity } = app.kernel
  const schema = (summary: string) => ({ summary, tags: ['pages'] })
  app.get(list, { config: { policy: policies.seeTokens }, schema: schema('Service accounts') }, async (request, reply) => {
    const by = personOf(request)
    const programs = (await colleagues(app.kernel, by)).filter(({ kind }) => kind === 'service')
    return page(request, reply, <ProgramsPage programs={programs} tokens={await identity.tokens(by)} />)
  })
  registerNewProgram(app)
  app.get<One>(
    `${list}/:id`,
    { config: { policy: policies.seeTokens }, schema: schema('A service account and its tokens') },
    async (request, reply) => {
      const by = personOf(request)
      const found = await identity.member(request.params.id, by)
      if (!found.ok) return refuse(request, reply, found.error)
      if (found.value.kind !== 'service') return refuse(request, reply, notThere({ de: 'Zugang', en: 'Service account' }).error)
      const tokens = (await identity.tokens(by)).filter(({ person }) => person === found.value.person.id)
      const groups = await identity.groups(by)
      return page(request, reply, <ProgramPage member={found.value} tokens={tokens} groups={groups} />)
    },
  )
  registerNewToken(app)
  app.post<{ Params: { id: string; token: string } }>(
    `${list}/:id/schluessel/:token/widerrufen`,
    { config: { policy: policies.keepTokens }, schema: schema('Revoke a token') },
    async (request, reply) => {
      const by = personOf(request)
      const found = await identity.member(request.params.id, by)
      if (!found.ok) return refuse(request, reply, found.error)
      const revoked = await identity.revokeToken(request.params.token, by)
      return revoked.ok ? seeOther(reply, `${list}/${request.params.id}`) : refuse(request, reply, revoked.error)
    },
  )
})

function registerNewProgram(app: FachwerkApp): void {
  const { identity } = app.kernel
  registerForm(app, {
    url: `${list}/neu`,
    summary: 'New service account',
    look: policies.keepPeople,
    change: policies.keepPeople,
    open: async (request) => {
      const t = translator(administrationMessages, request.language)
      const groups = await identity.groups(personOf(request))
      return ok({
        title: t('program.new'),
        lead: t('program.new.lead'),
        breadcrumb: trail(t, 'programs.title', list),
        form: formPage('zugang', t('program.new'), [
          textField({ key: 'name', label: t('program.name'), hint: t('program.name.hint') }),
          ...rolesForm(request.language).items,
          ...(groups.length > 0 ? groupsForm(request.language, groups).items : []),
        ]),
        submit: t('program.create'),
        cancel: list,
      })
    },
    save: async (request, data) => {
      const roles = textsAt(data, 'roles') as readonly Role[]
      const made = await identity.createMember(
        { name: textAt(data, 'name'), kind: 'service', roles, groups: textsAt(data, 'groups') },
        personOf(request),
      )
      return made.ok ? ok(`${list}/${made.value.person.id}`) : made
    },
  })
}

const tokenForm = (language: Language) => {
  const t = translator(administrationMessages, language)
  return formPage('schluessel', t('token.new'), [
    textField({ key: 'name', label: t('token.name'), hint: t('token.name.hint'), maxLength: 100 }),
    checklistField({
      key: 'scopes',
      label: t('token.scopes'),
      options: scopes.map((scope) => ({ value: scope, label: t(`scope.${scope}`) })),
    }),
    dateField({ key: 'expiresAt', label: t('token.expires'), hint: t('token.expires.hint') }),
  ])
}

/** Not by `registerForm`: the answer to the POST is the page with the secret, shown this once and nowhere stored. */
function registerNewToken(app: FachwerkApp): void {
  const { identity } = app.kernel
  const url = `${list}/:id/schluessel/neu`
  const config = { policy: policies.keepTokens }
  const screenOf = (name: string, id: string, language: Language): Screen => {
    const t = translator(administrationMessages, language)
    return {
      title: t('token.new'),
      lead: name,
      breadcrumb: [
        { label: t('programs.title'), href: list },
        { label: name, href: `${list}/${id}` },
      ],
      form: tokenForm(language),
      submit: t('token.create'),
      cancel: `${list}/${id}`,
    }
  }
  app.get<One>(url, { config, schema: { summary: 'New token', tags: ['pages'] } }, async (request, reply) => {
    const found = await identity.member(request.params.id, personOf(request))
    if (!found.ok) return refuse(request, reply, found.error)
    const { name, id } = found.value.person
    return page(
      request,
      reply,
      <FormScreen screen={screenOf(name, id, request.language)} state={{ errors: [] }} action={request.url} />,
    )
  })
  app.post<One>(url, { config, schema: { summary: 'Issue a token', tags: ['pages'] } }, async (request, reply) => {
    const by = personOf(request)
    const found = await identity.member(request.params.id, by)
    if (!found.ok) return refuse(request, reply, found.error)
    const { name, id } = found.value.person
    const raw: RawInput = await readForm(request)
    const again = (errors: readonly FieldError[]) =>
      page(
        request,
        reply,
        <FormScreen screen={screenOf(name, id, request.language)} state={{ errors, raw }} action={request.url} />,
        { status: 422 },
      )
    const { data, errors } = readAnswers(tokenForm(request.language), raw, {}, { now: app.now().getTime() })
    if (errors.length > 0) return again(errors)
    const wanted = {
      person: id,
      name: textAt(data, 'name'),
      scopes: textsAt(data, 'scopes') as readonly TokenScope[],
      expiresAt: startOfDay(textAt(data, 'expiresAt'), 1),
    }
    const issued = await identity.createToken(wanted, by)
    if (issued.ok)
      return page(request, reply, <SecretPage name={name} id={id} secret={issued.value.secret} token={issued.value.token} />)
    const problems = (issued.error.problems ?? []).flatMap(({ element, message }) =>
      element ? [{ path: element, code: 'wrong-type' as const, message }] : [],
    )
    return problems.length > 0 ? again(problems) : refuse(request, reply, issued.error)
  })
}
