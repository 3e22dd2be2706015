import type { FastifyReply, FastifyRequest } from 'fastify'
import { seeOther } from '../page.tsx'
import { problemOf } from '../problem.ts'
import { refuse, sendProblem } from '../refusal.tsx'
import { defineRoutes } from '../routes.ts'
import { forgetStep, rememberStep, stepOf } from '../security/session.ts'
import { localPath } from './local-path.ts'
import type { OpenIdFailure } from './open-id-provider.ts'
import { enter } from './sign-in-routes.tsx'

const open = (summary: string) =>
  ({ config: { policy: 'public', rate: 'sign-in' }, schema: { summary, tags: ['session'] } }) as const
const callback = '/anmelden/landeskennung/zurueck'
/** Called by the provider itself, not by a browser; many people may be signed out at once. */
const backChannel = '/anmelden/landeskennung/abmelden'
const ended = {
  config: { policy: 'public', rate: 'api', signed: true },
  schema: { summary: 'The provider ends sessions (back-channel logout)', tags: ['session'] },
} as const

/**
 * To the OpenID Connect provider and back. A link and not a form, because our policy lets forms go to ourselves only. The cookie ties the
 * way back to the browser that set out: a link that somebody else prepared signs nobody in. Who signs out at the provider is signed out
 * here by a token that the provider sends (OpenID Connect Back-Channel Logout 1.0).
 */
export const openIdRoutes = defineRoutes((app) => {
  const { provider } = app.signInOptions
  const { accounts } = app.kernel
  app.get<{ Querystring: { weiter?: string } }>('/anmelden/landeskennung', open('To the provider'), async (request, reply) => {
    if (!provider) return sendProblem(request, reply, problemOf(404))
    const begun = await provider.begin(`${ownOrigin(request)}${callback}`)
    if (typeof begun === 'string') return backToSignIn(reply, begun)
    rememberStep(reply, await accounts.keepStep({ ...begun.remember, next: localPath(request.query.weiter) }))
    return reply.redirect(begun.url, 303)
  })
  app.get(callback, open('Back from the provider'), async (request, reply) => {
    if (!provider) return sendProblem(request, reply, problemOf(404))
    const remembered = await accounts.takeStep(stepOf(request))
    forgetStep(reply)
    if (!remembered) return backToSignIn(reply, 'refused')
    const query = request.url.split('?')[1] ?? ''
    const claims = await provider.finish(new URL(`${String(remembered['redirectUri'])}?${query}`), remembered)
    if (typeof claims === 'string') {
      request.log.warn({ reason: claims }, 'sign-in by OpenID Connect failed')
      return backToSignIn(reply, claims)
    }
    const person = await accounts.personOfClaims(claims)
    if (!person.ok) return refuse(request, reply, person.error)
    const { issuer, sid } = claims
    return enter(
      request,
      reply,
      person.value.id,
      'oidc',
      localPath(remembered['next']),
      sid === undefined ? undefined : { issuer, sid },
    )
  })
  app.post<{ Body: { logout_token?: unknown } | undefined }>(backChannel, ended, async (request, reply) => {
    if (!provider) return sendProblem(request, reply, problemOf(404))
    const token = request.body?.logout_token
    const logout = typeof token === 'string' ? await provider.signedOut(token, app.now().getTime()) : 'refused'
    const done = typeof logout === 'string' ? logout : await accounts.endByProvider(logout)
    reply.header('cache-control', 'no-store')
    if (typeof done !== 'string') return reply.code(200).send()
    request.log.warn({ reason: done }, 'logout by OpenID Connect refused')
    return reply.code(400).send({ error: 'invalid_request', error_description: refusals[done] })
  })
})

/** For the operators of the provider (OpenID Connect Back-Channel Logout 1.0, 2.8). */
const refusals = {
  refused: 'The logout token is missing, expired, or not signed for this client.',
  replayed: 'This logout token was used before.',
  away: 'The keys of the provider could not be fetched.',
} as const

const backToSignIn = (reply: FastifyReply, notice: OpenIdFailure): FastifyReply => seeOther(reply, `/anmelden?hinweis=${notice}`)

/** What the provider knows as our address. Without a setting only on one's own machine: `Host` is written by whoever asks. */
const ownOrigin = (request: FastifyRequest): string => request.server.publicUrl ?? `http://${request.host}`
