import { defineRoutes } from './routes.ts'

/** For operators and programs: liveness, readiness, the API's description. */
export const systemRoutes = defineRoutes((app) => {
  const open = (summary: string) => ({ config: { policy: 'public' }, schema: { summary, tags: ['system'] } }) as const
  app.get('/healthz', open('The process answers'), async () => ({ status: 'ok' }))
  app.get('/readyz', open('The server can work: the database answers'), async (_request, reply) => {
    const status = await app.kernel.status()
    return reply
      .code(status.database === 'up' ? 200 : 503)
      .send({ status: status.database === 'up' ? 'ready' : 'not-ready', ...status })
  })
  app.get('/api/openapi.json', open('This description'), async () => app.swagger())
})
