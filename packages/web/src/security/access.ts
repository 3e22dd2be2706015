import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problemOf, wantsHtml } from '../problem.ts'
import { sendProblem } from '../refusal.tsx'

/** Lets a request through to its route, by `config.access`; before the body is read. */
export function registerAccess(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return
    const access = request.routeOptions.config.access ?? 'signed-in'
    if (access === 'public') return
    if (!request.person) {
      if (request.method === 'GET' && wantsHtml(request))
        return reply.redirect(`/?weiter=${encodeURIComponent(request.url)}`, 303)
      return sendProblem(request, reply, problemOf(401))
    }
    if (access !== 'signed-in' && !hasOne(request, access)) return sendProblem(request, reply, problemOf(403))
  })
}

const hasOne = (request: FastifyRequest, roles: readonly string[]): boolean =>
  roles.some((role) => (request.person?.roles as readonly string[] | undefined)?.includes(role))
