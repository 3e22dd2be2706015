import type { FastifyInstance, FastifyRequest } from 'fastify'
import { csrfMatches, CsrfError } from './csrf.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Every request that changes something must carry the token of a form, or be JSON from our own origin: other sites cannot send JSON
 * with cookies without asking first, and we never say yes. Multipart bodies are checked while they are read (`readForm`).
 */
export function registerCsrf(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (safeMethods.has(request.method) || request.is404) return
    if (isForeign(request)) throw new CsrfError()
    if (isJson(request)) return
    if (request.isMultipart()) {
      if (!request.routeOptions.config.multipart) throw Object.assign(new Error('No files here'), { statusCode: 415 })
      return
    }
    if (!csrfMatches(request, (request.body as { _csrf?: unknown } | undefined)?._csrf)) throw new CsrfError()
  })
}

const isJson = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').toLowerCase().startsWith('application/json')

const isForeign = (request: FastifyRequest): boolean => {
  const site = request.headers['sec-fetch-site']
  return site === 'cross-site' || site === 'same-site'
}
