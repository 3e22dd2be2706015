import { ok } from '@fachwerk/problem'
import { defineRoutes, page, personOf, refuse, seeOther, translator, type FachwerkApp } from '@fachwerk/web'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { textAt } from '../own-forms/answers.ts'
import { startOfDay } from '../own-forms/berlin-day.ts'
import { areaField, dateField, formPage, selectField, textField } from '../own-forms/fields.ts'
import { registerForm } from '../own-forms/register-form.tsx'
import { groupOptions } from '../people/person-forms.ts'
import { policies } from '../policies.ts'
import { AgreementsPage } from './agreements-page.tsx'

const list = '/verwaltung/gemeinsame-gruppen'

export const agreementRoutes = defineRoutes((app) => {
  const { identity } = app.kernel
  app.get(
    list,
    { config: { policy: policies.seeAuthority }, schema: { summary: 'Joint groups', tags: ['pages'] } },
    async (request, reply) => {
      const by = personOf(request)
      return page(
        request,
        reply,
        <AgreementsPage agreements={await identity.agreements(by)} tenants={await identity.tenants(by)} />,
      )
    },
  )
  registerProposal(app)
  for (const [step, act] of [
    ['annehmen', identity.agree],
    ['beenden', identity.endAgreement],
  ] as const)
    app.post<{ Params: { id: string } }>(
      `${list}/:id/${step}`,
      {
        config: { policy: step === 'annehmen' ? policies.decide : policies.keepAuthority },
        schema: { summary: `Joint group: ${step}`, tags: ['pages'] },
      },
      async (request, reply) => {
        const done = await act(request.params.id, personOf(request))
        return done.ok ? seeOther(reply, list) : refuse(request, reply, done.error)
      },
    )
})

function registerProposal(app: FachwerkApp): void {
  const { identity } = app.kernel
  registerForm(app, {
    url: `${list}/neu`,
    summary: 'Propose a joint group',
    look: policies.keepAuthority,
    change: policies.keepAuthority,
    open: async (request) => {
      const t = translator(administrationMessages, request.language)
      const by = personOf(request)
      const groups = (await identity.groups(by)).filter(({ tenant }) => tenant === by.tenant)
      const partners = (await identity.tenants(by)).filter(({ id, state }) => id !== by.tenant && state === 'active')
      return ok({
        title: t('agreement.new'),
        lead: t('agreement.new.lead'),
        breadcrumb: trail(t, 'agreements.title', list),
        form: formPage('vereinbarung', t('agreement.new'), [
          selectField({ key: 'group', label: t('agreement.group'), options: groupOptions(groups) }),
          selectField({
            key: 'guest',
            label: t('agreement.guest'),
            options: partners.map(({ id, name }) => ({ value: id, label: name })),
          }),
          areaField({ key: 'purpose', label: t('agreement.purpose') }),
          textField({ key: 'legalBasis', label: t('agreement.legal-basis'), hint: t('agreement.legal-basis.hint') }),
          dateField({ key: 'until', label: t('agreement.until') }),
        ]),
        submit: t('agreement.propose'),
        cancel: list,
      })
    },
    save: async (request, data) => {
      const by = personOf(request)
      const proposal = {
        group: textAt(data, 'group'),
        host: by.tenant ?? '',
        guest: textAt(data, 'guest'),
        purpose: textAt(data, 'purpose'),
        legalBasis: textAt(data, 'legalBasis'),
        until: startOfDay(textAt(data, 'until'), 1),
      }
      const proposed = await identity.proposeAgreement(proposal, by)
      return proposed.ok ? ok(list) : proposed
    },
  })
}
