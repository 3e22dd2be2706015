import type { Tenant } from '@fachwerk/kernel'
import { ok } from '@fachwerk/problem'
import { defineRoutes, page, personOf, translator, type FachwerkApp, type Language } from '@fachwerk/web'
import { administrationMessages } from '../messages.ts'
import { notThere } from '../not-there.ts'
import { textAt } from '../own-forms/answers.ts'
import { areaField, formPage, radioField, selectField, textField } from '../own-forms/fields.ts'
import { registerForm } from '../own-forms/register-form.tsx'
import { policies } from '../policies.ts'
import { AuthoritiesPage } from './authorities-page.tsx'

const list = '/behoerden'
const kinds: readonly Tenant['kind'][] = ['municipality', 'authority', 'court', 'police', 'ministry', 'it-centre']
const words = (language: Language) => translator(administrationMessages, language)

/** For the operators of the platform. */
export const authorityRoutes = defineRoutes((app) => {
  app.get(
    list,
    { config: { policy: policies.keepAuthorities }, schema: { summary: 'Authorities of the platform', tags: ['pages'] } },
    async (request, reply) =>
      page(request, reply, <AuthoritiesPage tenants={await app.kernel.identity.tenants(personOf(request))} />),
  )
  registerNewAuthority(app)
  registerAuthority(app)
})

function registerNewAuthority(app: FachwerkApp): void {
  registerForm(app, {
    url: `${list}/neu`,
    summary: 'New authority',
    look: policies.keepAuthorities,
    change: policies.keepAuthorities,
    open: async ({ language }) => {
      const t = words(language)
      return ok({
        title: t('authority.new'),
        section: 'authorities',
        breadcrumb: [{ label: t('authorities.title'), href: list }],
        form: formPage('behoerde', t('authority.new'), [
          textField({ key: 'id', label: t('authority.id'), hint: t('authority.id.hint'), maxLength: 60 }),
          textField({ key: 'name', label: t('authority.name') }),
          selectField({
            key: 'kind',
            label: t('authority.kind'),
            options: kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
          }),
        ]),
        submit: t('authority.create'),
        cancel: list,
      })
    },
    save: async (request, data) => {
      const tenant = { id: textAt(data, 'id'), name: textAt(data, 'name'), kind: textAt(data, 'kind') as Tenant['kind'] }
      const made = await app.kernel.identity.createTenant(tenant, personOf(request))
      return made.ok ? ok(list) : made
    },
  })
}

function registerAuthority(app: FachwerkApp): void {
  registerForm(app, {
    url: `${list}/:id`,
    summary: 'An authority',
    look: policies.keepAuthorities,
    change: policies.keepAuthorities,
    open: async (request) => {
      const t = words(request.language)
      const { id } = request.params as { id: string }
      const tenant = (await app.kernel.identity.tenants(personOf(request))).find((each) => each.id === id)
      if (!tenant) return notThere({ de: 'Behörde', en: 'Authority' })
      return ok({
        title: tenant.name,
        section: 'authorities',
        breadcrumb: [{ label: t('authorities.title'), href: list }],
        form: formPage('behoerde', tenant.name, [
          textField({ key: 'name', label: t('authority.name') }),
          radioField({
            key: 'state',
            label: t('authority.state'),
            options: [
              { value: 'active', label: t('authority.state.active') },
              { value: 'closed', label: t('authority.state.closed'), hint: t('authority.state.closed.hint') },
            ],
          }),
          areaField({ key: 'contact', label: t('authority.contact'), hint: t('authority.contact.hint'), required: false }),
          areaField({ key: 'privacyOfficer', label: t('authority.officer'), hint: t('authority.officer.hint'), required: false }),
          areaField({
            key: 'measures',
            label: t('authority.measures'),
            hint: t('authority.measures.hint'),
            required: false,
            maxLength: 8000,
          }),
        ]),
        answers: {
          name: tenant.name,
          state: tenant.state,
          contact: tenant.contact ?? '',
          privacyOfficer: tenant.privacyOfficer ?? '',
          measures: tenant.measures ?? '',
        },
        revision: tenant.revision,
        submit: t('save'),
        cancel: list,
      })
    },
    save: async (request, data, revision) => {
      const { id } = request.params as { id: string }
      const change = {
        id,
        name: textAt(data, 'name'),
        state: textAt(data, 'state') as Tenant['state'],
        contact: textAt(data, 'contact'),
        privacyOfficer: textAt(data, 'privacyOfficer'),
        measures: textAt(data, 'measures'),
        revision,
      }
      const saved = await app.kernel.identity.saveTenant(change, personOf(request))
      return saved.ok ? ok(list) : saved
    },
  })
}
