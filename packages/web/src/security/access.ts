import type { FastifyInstance, FastifyRequest } from 'fastify'
import { decideAccess, type AccessContext, type Person } from '@fachwerk/kernel'
import { problemOf, wantsHtml } from '../problem.ts'
import { sendProblem } from '../refusal.tsx'
import type { Policy } from '../routes.ts'
import { refusedToken } from './bearer.ts'

/** Lets a request through to its route, by `config.policy`; before the body is read. A server with a route that has none does not start. */
export function registerAccess(app: FastifyInstance): void {
  app.addHook('onReady', async () => {
    const without = app.routeTable.filter(({ config }) => !config.policy)
    if (without.length > 0) throw missingPolicy(without.map(({ method, url }) => `${method} ${url}`))
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return
    const { policy } = request.routeOptions.config
    if (!policy) throw missingPolicy([`${request.method} ${request.routeOptions.url}`])
    if (request.person) request.person = withContext(request.person, policy, request)
    if (policy === 'public') return
    const { action, resource, relation, purpose } = policy
    const question = { person: request.person, action, resource }
    const decision = decideAccess({ ...question, ...(relation && { relation }), ...(purpose && { purpose }) })
    if (decision.allowed) return
    if (decision.reason === 'nobody' && request.method === 'GET' && wantsHtml(request))
      return reply.redirect(`/?weiter=${encodeURIComponent(request.url)}`, 303)
    if (decision.reason !== 'nobody')
      app.securityLog('access-refused', {
        action,
        resource,
        ...(request.person?.tenant !== undefined && { tenant: request.person.tenant }),
      })
    const refused = refusedToken(request, decision.reason, policy)
    if (refused) reply.header('www-authenticate', refused.challenge)
    return sendProblem(request, reply, refused?.problem ?? problemOf(decision.reason === 'nobody' ? 401 : statusOf(request)))
  })
}

/** Whose role does not reach hears of a single thing what everybody hears of things that do not exist; of lists and forms, that it does not reach. */
const statusOf = ({ routeOptions }: FastifyRequest): 403 | 404 => (routeOptions.url?.includes(':') ? 404 : 403)

/** How this call comes to the data, for the policy of the kernel and for the ledger. */
function withContext(person: Person, policy: Policy, request: FastifyRequest): Person {
  const { channel, purpose }: Partial<AccessContext> = policy === 'public' ? {} : policy
  const scopes = person.access?.scopes
  const byPath = request.url.startsWith('/api/') ? 'api' : 'page'
  return { ...person, access: { channel: channel ?? byPath, ...(purpose && { purpose }), ...(scopes && { scopes }) } }
}

const missingPolicy = (routes: readonly string[]): Error =>
  new Error(
    `Routes without a policy: ${routes.join(', ')}. Give each \`config: { policy: { action, resource } }\`, or \`policy: 'public'\` if anybody may call it.`,
  )
