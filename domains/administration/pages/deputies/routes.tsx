import type { FastifyRequest } from 'fastify'
import type { Person } from '@fachwerk/kernel'
import { ok, type JsonObject } from '@fachwerk/problem'
import { defineRoutes, page, personOf, refuse, seeOther, translator, type FachwerkApp } from '@fachwerk/web'
import { colleagues } from '../groups/routes.tsx'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { textAt } from '../own-forms/answers.ts'
import { dayOf, startOfDay } from '../own-forms/berlin-day.ts'
import { dateField, formPage, selectField } from '../own-forms/fields.ts'
import { registerForm } from '../own-forms/register-form.tsx'
import { policies } from '../policies.ts'
import { DeputiesPage } from './deputies-page.tsx'

const all = '/verwaltung/vertretungen'
const own = '/konto/vertretung'

export const deputyRoutes = defineRoutes((app) => {
  for (const url of [all, own]) {
    const [look, keep] = url === all ? [policies.seeDeputies, policies.keepDeputies] : [policies.ownDeputy, policies.ownDeputy]
    app.get(url, { config: { policy: look }, schema: { summary: 'Deputies', tags: ['pages'] } }, async (request, reply) => {
      const by = personOf(request)
      const deputies = await app.kernel.identity.deputies(by)
      const shown = url === all ? deputies : deputies.filter(({ absent, deputy }) => absent === by.id || deputy === by.id)
      return page(request, reply, <DeputiesPage deputies={shown} base={url} own={url === own} />)
    })
    app.post<{ Params: { id: string } }>(
      `${url}/:id/beenden`,
      { config: { policy: keep }, schema: { summary: 'End a deputyship', tags: ['pages'] } },
      async (request, reply) => {
        const ended = await app.kernel.identity.endDeputy(request.params.id, personOf(request))
        return ended.ok ? seeOther(reply, url) : refuse(request, reply, ended.error)
      },
    )
    registerNewDeputy(app, url)
  }
})

/** The administrator says for whom; on the own page it is oneself. */
function registerNewDeputy(app: FachwerkApp, url: string): void {
  const isOwn = url === own
  const policy = isOwn ? policies.ownDeputy : policies.keepDeputies
  registerForm(app, {
    url: `${url}/neu`,
    summary: 'New deputy',
    look: policy,
    change: policy,
    open: async (request) => {
      const t = translator(administrationMessages, request.language)
      const by = personOf(request)
      const people = (await colleagues(app.kernel, by)).filter(({ kind, state }) => kind === 'person' && state === 'active')
      const options = people.map(({ person }) => ({
        value: person.id,
        label: person.unit === undefined ? person.name : `${person.name} (${person.unit})`,
      }))
      const title = t(isOwn ? 'deputy.new.own' : 'deputy.new')
      return ok({
        title,
        lead: t('deputy.new.lead'),
        section: isOwn ? 'account' : 'administration',
        breadcrumb: isOwn ? [{ label: t('deputy.own.title'), href: own }] : trail(t, 'deputies.title', all),
        form: formPage('vertretung', title, [
          ...(isOwn ? [] : [selectField({ key: 'absent', label: t('deputy.absent'), options })]),
          selectField({
            key: 'deputy',
            label: t('deputy.deputy'),
            options: isOwn ? options.filter(({ value }) => value !== by.id) : options,
          }),
          dateField({ key: 'from', label: t('deputy.from') }),
          dateField({ key: 'until', label: t('deputy.until'), hint: t('deputy.until.hint') }),
        ]),
        answers: { ...chosen(request), from: dayOf(app.now()) },
        revision: 0,
        submit: t('deputy.create'),
        cancel: url,
      })
    },
    save: async (request, data) => {
      const saved = await app.kernel.identity.addDeputy(wanted(data, isOwn ? personOf(request) : undefined), personOf(request))
      return saved.ok ? ok(url) : saved
    },
  })
}

/** `?person=`: whose deputy is to be named, from the page of that person. */
function chosen(request: FastifyRequest): JsonObject {
  const { person } = request.query as { person?: unknown }
  return typeof person === 'string' ? { absent: person } : {}
}

/** A period of whole days by the German calendar, the last one included. */
const wanted = (data: JsonObject, self: Person | undefined) => ({
  absent: self?.id ?? textAt(data, 'absent'),
  deputy: textAt(data, 'deputy'),
  from: startOfDay(textAt(data, 'from')),
  until: startOfDay(textAt(data, 'until'), 1),
})
