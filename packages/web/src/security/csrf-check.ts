import type { FastifyInstance, FastifyRequest } from 'fastify'
import { csrfMatches, CsrfError } from './csrf.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Every request that changes something must carry the token of a form, or be JSON from our own origin: other sites cannot send JSON
 * with cookies without asking first, and we never say yes. Multipart bodies are checked while they are read (`readForm`).
 * What another site sends is refused before its body is read.
 */
export function registerCsrf(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!safeMethods.has(request.method) && !request.is404 && isForeign(request)) throw new CsrfError()
  })
  app.addHook('preValidation', async (request) => {
    if (safeMethods.has(request.method) || request.is404) return
    if (isJson(request) || isByToken(request) || request.routeOptions.config.signed) return
    if (request.isMultipart()) {
      if (!request.routeOptions.config.multipart) throw Object.assign(new Error('No files here'), { statusCode: 415 })
      return
    }
    if (!csrfMatches(request, (request.body as { _csrf?: unknown } | undefined)?._csrf)) throw new CsrfError()
  })
}

/** A token of the API is shown by a program on purpose; no browser adds it by itself. */
const isByToken = (request: FastifyRequest): boolean => request.person?.access?.scopes !== undefined

const isJson = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').toLowerCase().startsWith('application/json')

/**
 * Browsers say where a request comes from: in `Sec-Fetch-Site` (Fetch Metadata), which a page cannot set; where it is missing (plain HTTP, older browsers)
 * in `Origin` (RFC 6454). Programs send neither.
 */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  return origin !== undefined && !isOwnOrigin(origin, request)
}

function isOwnOrigin(origin: string, request: FastifyRequest): boolean {
  if (!URL.canParse(origin)) return false
  const own = request.server.publicUrl
  const { host } = new URL(origin)
  return host === request.host.toLowerCase() || (own !== undefined && host === new URL(own).host)
}
