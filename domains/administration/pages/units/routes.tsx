import type { Unit } from '@fachwerk/kernel'
import { ok } from '@fachwerk/problem'
import {
  Button,
  defineRoutes,
  Form,
  page,
  personOf,
  refuse,
  seeOther,
  translator,
  useText,
  type FachwerkApp,
} from '@fachwerk/web'
import { trail } from '../breadcrumb.ts'
import { administrationMessages } from '../messages.ts'
import { notThere } from '../not-there.ts'
import { textAt } from '../own-forms/answers.ts'
import { formPage, selectField, textField } from '../own-forms/fields.ts'
import { registerForm } from '../own-forms/register-form.tsx'
import { unitOptions } from '../people/person-forms.ts'
import { policies } from '../policies.ts'
import { UnitsPage } from './units-page.tsx'

const list = '/verwaltung/einheiten'

export const unitRoutes = defineRoutes((app) => {
  const { identity } = app.kernel
  app.get(
    list,
    { config: { policy: policies.seeAuthority }, schema: { summary: 'Units of the authority', tags: ['pages'] } },
    async (request, reply) => page(request, reply, <UnitsPage units={await identity.units(personOf(request))} />),
  )
  registerUnit(app, `${list}/neu`)
  registerUnit(app, `${list}/:id`)
  app.post<{ Params: { id: string }; Body: { revision?: string } }>(
    `${list}/:id/entfernen`,
    { config: { policy: policies.keepAuthority }, schema: { summary: 'Remove a unit', tags: ['pages'] } },
    async (request, reply) => {
      const removed = await identity.removeUnit(request.params.id, Number(request.body.revision), personOf(request))
      return removed.ok ? seeOther(reply, list) : refuse(request, reply, removed.error)
    },
  )
})

function registerUnit(app: FachwerkApp, url: string): void {
  const { identity } = app.kernel
  registerForm(app, {
    url,
    summary: 'Unit of the authority',
    look: policies.keepAuthority,
    change: policies.keepAuthority,
    open: async (request) => {
      const t = translator(administrationMessages, request.language)
      const units = await identity.units(personOf(request))
      const { id } = request.params as { id?: string }
      const unit = units.find((each) => each.id === id)
      if (id !== undefined && !unit) return notThere({ de: 'Organisationseinheit', en: 'Unit' })
      const others = units.filter((each) => each.id !== id)
      const title = unit ? unit.name : t('unit.new')
      return ok({
        title,
        breadcrumb: trail(t, 'units.title', list),
        form: formPage('einheit', title, [
          textField({ key: 'name', label: t('unit.name') }),
          ...(others.length > 0
            ? [
                selectField({
                  key: 'parent',
                  label: t('unit.parent'),
                  hint: t('unit.parent.hint'),
                  required: false,
                  options: unitOptions(others),
                }),
              ]
            : []),
        ]),
        answers: unit ? { name: unit.name, ...(unit.parent !== undefined && { parent: unit.parent }) } : {},
        revision: unit?.revision ?? 0,
        submit: unit ? t('save') : t('unit.create'),
        cancel: list,
        below: unit ? <Remove unit={unit} /> : undefined,
      })
    },
    save: async (request, data, revision) => {
      const { id } = request.params as { id?: string }
      const parent = textAt(data, 'parent')
      const saved = await identity.saveUnit(
        { id: id ?? '', name: textAt(data, 'name'), revision: id === undefined ? 0 : revision, ...(parent !== '' && { parent }) },
        personOf(request),
      )
      return saved.ok ? ok(list) : saved
    },
  })
}

const Remove = ({ unit }: { unit: Unit }) => {
  const t = useText(administrationMessages)
  return (
    <section aria-labelledby="entfernen">
      <h2 id="entfernen">{t('unit.remove')}</h2>
      <p>{t('unit.remove.text')}</p>
      <Form action={`${list}/${unit.id}/entfernen`}>
        <input type="hidden" name="revision" value={String(unit.revision)} />
        <Button kind="secondary">{t('unit.remove')}</Button>
      </Form>
    </section>
  )
}
