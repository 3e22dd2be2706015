/** Who asks: the session cookie, and the visit cookie of those who have not signed in (for the CSRF token of the sign-in form). */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Person } from '@fachwerk/kernel'
import { csrfTokenFor } from './csrf.ts'

const sessionCookie = 'fachwerk-session'
const visitCookie = 'fachwerk-visit'

export interface CookieOptions {
  /** Set `Secure`; for servers reached over HTTPS. */
  readonly secure: boolean
}

/** Reads the cookies of every request; a page for a first-time visitor sets the visit cookie. */
export function registerSessions(app: FastifyInstance, options: CookieOptions): void {
  app.decorateRequest('person', undefined)
  app.decorateRequest('sessionToken', undefined)
  app.decorateRequest('csrfToken', '')
  app.addHook('onRequest', async (request, reply) => {
    const bearer = bearerToken(request)
    if (bearer !== undefined) {
      request.person = await personOfToken(app, bearer)
      request.csrfToken = csrfTokenFor(bearer)
      return
    }
    const token = request.cookies[sessionCookie]
    if (token) request.person = await app.kernel.sessions.person(token)
    request.sessionToken = request.person ? token : undefined
    request.csrfToken = csrfTokenFor(request.sessionToken ?? visitOf(request, reply, options))
  })
}

/** Programs show a token of the API instead of a cookie; pages do not take one. */
const bearerToken = (request: FastifyRequest): string | undefined =>
  request.url.startsWith('/api/') ? /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] : undefined

/** The person of the token with its scopes. Unknown, expired and revoked ones are nobody's. */
async function personOfToken(app: FastifyInstance, token: string): Promise<Person | undefined> {
  const person = await app.kernel.identity.personOfToken(token)
  // Without scopes a token would be as good as its person.
  return person && { ...person, access: { channel: 'api', scopes: [], ...person.access } }
}

function visitOf(request: FastifyRequest, reply: FastifyReply, options: CookieOptions): string {
  const known = request.cookies[visitCookie]
  if (known && known.length >= 20) return known
  const visit = randomBytes(18).toString('base64url')
  if (request.headers.accept?.includes('text/html')) reply.setCookie(visitCookie, visit, cookieAttributes(options))
  return visit
}

export async function signIn(reply: FastifyReply, personId: string): Promise<void> {
  const token = await reply.server.kernel.sessions.create(personId)
  reply.setCookie(sessionCookie, token, cookieAttributes(reply.server.cookieOptions))
}

export async function signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.sessionToken) await request.server.kernel.sessions.end(request.sessionToken)
  reply.clearCookie(sessionCookie, cookieAttributes(reply.server.cookieOptions))
}

const cookieAttributes = (options: CookieOptions) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure }) as const

/** The signed-in person of a route that is not public. */
export function personOf(request: FastifyRequest): Person {
  if (!request.person) throw new Error(`${request.routeOptions.url}: the route is public, so there may be no person`)
  return request.person
}

declare module 'fastify' {
  interface FastifyInstance {
    cookieOptions: CookieOptions
  }
}
