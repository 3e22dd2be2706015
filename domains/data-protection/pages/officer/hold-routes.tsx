import type { LegalHold, Person, Refusal } from '@fachwerk/kernel'
import { ok, type Result } from '@fachwerk/problem'
import { page, personOf, readForm, refuse, seeOther, type FachwerkApp, type RoutePolicy } from '@fachwerk/web'
import { EndHoldPage } from './end-hold-page.tsx'
import { holdFields, HoldsPage, type HoldField, type HoldForm, type HoldNote } from './holds-page.tsx'
import { officerMessages } from './messages.ts'

const policy = (action: 'read' | 'administer'): RoutePolicy => ({
  action,
  resource: 'hold',
  relation: 'tenant',
  purpose: 'privacy-control',
})
const schema = (summary: string) => ({ summary, tags: ['pages'] })
const notes: readonly HoldNote[] = ['added', 'requested']

export function holdRoutes(app: FachwerkApp): void {
  app.get<{ Querystring: { vorgang?: string; person?: string; hinweis?: string } }>(
    '/datenschutz/sperren',
    { config: { policy: policy('read') }, schema: schema('Legal holds') },
    async (request, reply) => {
      const { vorgang, person, hinweis } = request.query
      const holds = await app.kernel.privacy.holds(personOf(request))
      const waiting = await waitingHolds(app, personOf(request))
      if (!holds.ok) return refuse(request, reply, holds.error)
      const form: HoldForm = {
        kind: person ? 'person' : 'case',
        values: { reference: person ?? vorgang ?? '', ground: '', legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO', review: '' },
        errors: [],
      }
      return page(
        request,
        reply,
        <HoldsPage holds={holds.value} waiting={waiting} form={form} note={notes.find((note) => note === hinweis)} />,
      )
    },
  )

  app.post(
    '/datenschutz/sperren',
    { config: { policy: policy('administer') }, schema: schema('Set a legal hold') },
    async (request, reply) => {
      const by = personOf(request)
      const form = readHold(await readForm(request), app.now())
      const again = async (refused: HoldForm) => {
        const holds = await app.kernel.privacy.holds(by)
        const waiting = await waitingHolds(app, by)
        return holds.ok
          ? page(request, reply, <HoldsPage holds={holds.value} waiting={waiting} form={refused} note={undefined} />, {
              status: 422,
            })
          : refuse(request, reply, holds.error)
      }
      if (form.errors.length > 0) return again(form)
      const { reference, ground, legalBasis, review } = form.values
      const subject = form.kind === 'case' ? { caseId: reference } : { person: reference }
      const added = await app.kernel.privacy.addHold({ ...subject, ground, legalBasis, review: dayOf(review) }, by)
      if (added.ok) return seeOther(reply, '/datenschutz/sperren?hinweis=added')
      return added.error.code === 'not-found'
        ? again({ ...form, errors: ['reference'], unknown: true })
        : refuse(request, reply, added.error)
    },
  )

  endRoutes(app)
}

/** Ending a hold: the officer says why, in words of their own, and a second person reads them. */
function endRoutes(app: FachwerkApp): void {
  const address = '/datenschutz/sperren/:id/aufheben'
  app.get<{ Params: { id: string } }>(
    address,
    { config: { policy: policy('administer') }, schema: schema('The end of a legal hold: say why') },
    async (request, reply) => {
      const hold = await holdOf(app, request.params.id, personOf(request))
      return hold.ok
        ? page(request, reply, <EndHoldPage hold={hold.value} reason="" wrong={false} />)
        : refuse(request, reply, hold.error)
    },
  )
  app.post<{ Params: { id: string } }>(
    address,
    { config: { policy: policy('administer') }, schema: schema('Ask for the end of a legal hold') },
    async (request, reply) => {
      const by = personOf(request)
      const hold = await holdOf(app, request.params.id, by)
      if (!hold.ok) return refuse(request, reply, hold.error)
      const given = (await readForm(request))['reason']
      const reason = typeof given === 'string' ? given.trim().slice(0, 500) : ''
      if (!/\p{L}{2}/u.test(reason))
        return page(request, reply, <EndHoldPage hold={hold.value} reason={reason} wrong />, { status: 422 })
      const asked = await app.kernel.identity.requestChange('end-hold', hold.value.id, reason, by)
      return asked.ok ? seeOther(reply, '/datenschutz/sperren?hinweis=requested') : refuse(request, reply, asked.error)
    },
  )
}

async function holdOf(app: FachwerkApp, id: string, by: Person): Promise<Result<LegalHold, Refusal>> {
  const holds = await app.kernel.privacy.holds(by)
  if (!holds.ok) return holds
  const hold = holds.value.find((each) => each.id === id)
  return hold ? ok(hold) : { ok: false, error: missing }
}

const missing: Refusal = {
  code: 'not-found',
  title: { de: officerMessages.de['holds.missing.title'], en: officerMessages.en['holds.missing.title'] },
  detail: { de: officerMessages.de['holds.missing.detail'], en: officerMessages.en['holds.missing.detail'] },
}

/** Holds whose end somebody has asked for: they stand until a second person approves. */
async function waitingHolds(app: FachwerkApp, by: Person): Promise<ReadonlySet<string>> {
  const pending = await app.kernel.identity.pending(by)
  return new Set(pending.filter(({ what }) => what === 'end-hold').map(({ subject }) => subject))
}

const dayOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

function readHold(fields: Readonly<Record<string, string | readonly string[] | undefined>>, now: Date): HoldForm {
  const text = (name: HoldField): string => {
    const value = fields[name]
    return typeof value === 'string' ? value.trim().slice(0, 500) : ''
  }
  const values = { reference: text('reference'), ground: text('ground'), legalBasis: text('legalBasis'), review: text('review') }
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(values.review) && dayOf(values.review).getTime() > now.getTime()
  const errors = holdFields.filter((name) => (name === 'review' ? !isDay : values[name] === ''))
  return { kind: fields['kind'] === 'person' ? 'person' : 'case', values, errors }
}
