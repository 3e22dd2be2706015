import { defineRoutes, page, personOf, refuse, seeOther } from '@fachwerk/web'
import { policies } from '../policies.ts'
import { PendingPage } from './pending-page.tsx'

const list = '/verwaltung/wartend'

export const pendingRoutes = defineRoutes((app) => {
  const { identity } = app.kernel
  app.get(
    list,
    { config: { policy: policies.seeAuthority }, schema: { summary: 'Changes that wait for a second person', tags: ['pages'] } },
    async (request, reply) => page(request, reply, <PendingPage changes={await identity.pending(personOf(request))} />),
  )
  for (const [step, act] of [
    ['zustimmen', identity.approve],
    ['ablehnen', identity.reject],
  ] as const)
    app.post<{ Params: { id: string } }>(
      `${list}/:id/${step}`,
      { config: { policy: policies.decide }, schema: { summary: `Waiting change: ${step}`, tags: ['pages'] } },
      async (request, reply) => {
        const done = await act(request.params.id, personOf(request))
        return done.ok ? seeOther(reply, list) : refuse(request, reply, done.error)
      },
    )
})
