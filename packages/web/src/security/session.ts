/** Who asks: the session cookie, and the visit cookie of those who have not signed in (for the CSRF token of the sign-in form). */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DeadToken, Person, ProviderSession, SessionInfo, SignInMethod } from '@fachwerk/kernel'
import { deviceOf } from '../sign-in/device-of.ts'
import { bearerToken } from './bearer.ts'
import { csrfTokenFor } from './csrf.ts'

const sessionCookie = 'fachwerk-session'
const visitCookie = 'fachwerk-visit'
const stepCookie = 'fachwerk-step'

/** Over HTTPS browsers take a `__Host-` cookie from this very host only, never from a neighbour in the domain (RFC 6265bis, 4.1.3.2). */
export const nameOf = (cookie: string, { secure }: CookieOptions): string => (secure ? `__Host-${cookie}` : cookie)

export interface CookieOptions {
  /** Set `Secure`; for servers reached over HTTPS. */
  readonly secure: boolean
}

/** Reads the cookies of every request; a page for a first-time visitor sets the visit cookie. */
export function registerSessions(app: FastifyInstance, options: CookieOptions): void {
  app.decorateRequest('person', undefined)
  app.decorateRequest('sessionToken', undefined)
  app.decorateRequest('csrfToken', '')
  app.decorateRequest('session', undefined)
  app.decorateRequest('announcements', 0)
  app.decorateRequest('deadToken', undefined)
  app.addHook('onRequest', async (request, reply) => {
    const bearer = bearerToken(request)
    if (bearer !== undefined) {
      await takeToken(request, bearer)
      request.csrfToken = csrfTokenFor(bearer)
      return
    }
    // Style sheets and fonts are the same for everybody.
    if (request.url.startsWith('/assets/')) return
    const formKey = await openSession(request, reply, options)
    request.csrfToken = csrfTokenFor(formKey ?? visitOf(request, reply, options))
  })
}

/** Who the cookie names; a new token goes out with the answer when it is time. Gives the key of the session's forms. */
async function openSession(request: FastifyRequest, reply: FastifyReply, options: CookieOptions): Promise<string | undefined> {
  const token = request.cookies[nameOf(sessionCookie, options)]
  const open = token ? await request.server.kernel.sessions.open(token) : undefined
  if (!open) return undefined
  request.person = open.person
  request.session = open.session
  request.announcements = open.announcements
  request.sessionToken = open.next ?? token
  if (open.next) reply.setCookie(nameOf(sessionCookie, options), open.next, cookieAttributes(options))
  return open.formKey
}

/** The person of the token with its scopes; without them a token would be as good as its person. */
async function takeToken(request: FastifyRequest, token: string): Promise<void> {
  const opened = await request.server.kernel.identity.personOfToken(token)
  if (opened.ok) request.person = { ...opened.value, access: { channel: 'api', scopes: [], ...opened.value.access } }
  else request.deadToken = opened.error
}

function visitOf(request: FastifyRequest, reply: FastifyReply, options: CookieOptions): string {
  const known = request.cookies[nameOf(visitCookie, options)]
  if (known && known.length >= 20) return known
  const visit = randomBytes(18).toString('base64url')
  if (request.headers.accept?.includes('text/html'))
    reply.setCookie(nameOf(visitCookie, options), visit, cookieAttributes(options))
  return visit
}

/** A new session with a new token, whatever the browser brought along; the one of before is over. */
export async function signIn(
  request: FastifyRequest,
  reply: FastifyReply,
  personId: string,
  method: SignInMethod,
  provider?: ProviderSession,
): Promise<void> {
  const { kernel, cookieOptions } = reply.server
  if (request.sessionToken) await kernel.sessions.end(request.sessionToken)
  const token = await kernel.sessions.create(personId, method, deviceOf(request.headers['user-agent']), provider)
  reply.setCookie(nameOf(sessionCookie, cookieOptions), token, cookieAttributes(cookieOptions))
  forgetStep(reply)
}

export async function signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { kernel, cookieOptions } = reply.server
  if (request.sessionToken) await kernel.sessions.end(request.sessionToken)
  reply.clearCookie(nameOf(sessionCookie, cookieOptions), cookieAttributes(cookieOptions))
  forgetPages(reply)
}

/** The browser lets go of what it kept of us, pages to go back to included. Cookies stay: the chosen language is no secret. */
export const forgetPages = (reply: FastifyReply): void => void reply.header('clear-site-data', '"cache", "storage"')

/** The name of a step between two pages of a sign-in travels in a cookie: not in addresses, which are logged and shared. */
export const stepOf = (request: FastifyRequest): string => request.cookies[nameOf(stepCookie, request.server.cookieOptions)] ?? ''
export const rememberStep = (reply: FastifyReply, step: string): void => {
  const { cookieOptions } = reply.server
  reply.setCookie(nameOf(stepCookie, cookieOptions), step, { ...cookieAttributes(cookieOptions), maxAge: 15 * 60 })
}
export const forgetStep = (reply: FastifyReply): void => {
  const { cookieOptions } = reply.server
  reply.clearCookie(nameOf(stepCookie, cookieOptions), cookieAttributes(cookieOptions))
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
  interface FastifyRequest {
    /** Of the cookie; absent for guests and for programs with a token of the API. */
    session: SessionInfo | undefined
    /** Announcements that the person has not put away. */
    announcements: number
    /** A token of the API was shown and opens nothing. */
    deadToken: DeadToken | undefined
  }
}
