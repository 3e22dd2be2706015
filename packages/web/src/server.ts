/** Composes the HTTP server from a kernel and the routes of the domains. The caller listens and closes. */
import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { errorFields, type Kernel, type Logger } from '@fachwerk/kernel'
import { registerAssets } from './assets.ts'
import { registerErrors } from './errors.ts'
import { registerLanguage } from './language.ts'
import { problemOf } from './problem.ts'
import { sendProblem } from './refusal.tsx'
import { registerRequestLog } from './request-log.ts'
import { registerRouteTable } from './route-table.ts'
import type { NavigationItem, Routes } from './routes.ts'
import { registerAccess } from './security/access.ts'
import { registerCsrf } from './security/csrf-check.ts'
import { registerRestOfRequest } from './security/rest-of-request.ts'
import { registerSecurityHeaders, securityHeaders } from './security/headers.ts'
import { registerHeldAnswers } from './security/hold-answer.ts'
import { registerHostCheck } from './security/host-check.ts'
import { registerRateLimits, type RateLimits } from './security/rate-limits.ts'
import { registerSessions } from './security/session.ts'
import { accountRoutes } from './sign-in/account-routes.tsx'
import { invitationRoutes } from './sign-in/invitation-routes.tsx'
import { openIdRoutes } from './sign-in/open-id-routes.ts'
import { secondFactorRoutes } from './sign-in/second-factor-routes.tsx'
import type { SignInOptions } from './sign-in/sign-in-options.ts'
import { signInRoutes } from './sign-in/sign-in-routes.tsx'
import { systemRoutes } from './system-routes.ts'

export interface ServerOptions {
  readonly kernel: Kernel
  /** Of the modules, in order. */
  readonly routes: readonly Routes[]
  readonly navigation?: readonly NavigationItem[]
  /** One-click sign-in and the permanent banner. */
  readonly demo: boolean
  /** JSON lines to standard output, or pino's options. Default: silent. */
  readonly log?: FastifyServerOptions['logger']
  /** Where refused accesses and forged requests are told; default: nowhere. */
  readonly securityLog?: NonNullable<Logger['security']>
  /** The server is reached over HTTPS: cookies are `Secure`, HSTS is sent. */
  readonly https?: boolean
  /** Own certificate and key in PEM, where no proxy in front speaks HTTPS. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Addresses or networks of the reverse proxies whose `X-Forwarded-*` is believed; default nobody's. */
  readonly trustProxy?: string | boolean
  /** Where people reach the server, e.g. `https://fachwerk.example.de`; other host names are then refused. */
  readonly publicUrl?: string
  /** Requests per minute; without it nothing is counted (tests, benchmarks). */
  readonly rateLimits?: RateLimits
  readonly now?: () => Date
  /** OpenID Connect and the emergency account; default: neither. */
  readonly signIn?: SignInOptions
}

const signingIn: readonly Routes[] = [signInRoutes, secondFactorRoutes, invitationRoutes, accountRoutes, openIdRoutes]

/** Bytes of a form or JSON body without files. */
const bodyLimit = 1_000_000
const fileLimits = { fileSize: 20_000_000, files: 50, fields: 5000, fieldSize: 200_000, parts: 5050, fieldNameSize: 500 }

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...((options.tls && { https: { ...options.tls, minVersion: 'TLSv1.2' } }) as object),
    logger: withSafeErrors(options.log),
    logController: new fastify.LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit,
    trustProxy: options.trustProxy ?? false,
    forceCloseConnections: 'idle',
    // Who sends a request drop by drop must not keep a connection for ever; a large file over a slow line needs some minutes.
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false } },
    // Addresses that no route can be looked up for reach no hook, and what hooks and decorators add is not there.
    frameworkErrors: (_error, request, reply) => {
      Object.assign(request, { language: 'de', csrfToken: '' })
      reply.headers(securityHeaders(options.https ?? false))
      sendProblem(request as FastifyRequest, reply as unknown as FastifyReply, problemOf(400))
    },
  })
  decorate(app, options)
  registerRouteTable(app)
  app.removeContentTypeParser('text/plain')
  acceptEmptyJson(app)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit })
  await app.register(multipart, { limits: fileLimits })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Fachwerk', version: '0.1.0' } } })
  registerRequestLog(app)
  registerSecurityHeaders(app, { https: options.https ?? false })
  registerLanguage(app)
  registerHostCheck(app, options.publicUrl)
  const rates = options.rateLimits && (await registerRateLimits(app, options.rateLimits))
  registerSessions(app, app.cookieOptions)
  rates?.countPeople()
  registerAccess(app)
  registerHeldAnswers(app)
  registerCsrf(app)
  registerErrors(app)
  registerRestOfRequest(app)
  registerAssets(app)
  for (const routes of [systemRoutes, ...signingIn, ...options.routes]) app.register(async (scope) => routes(scope))
  await app.ready()
  return app
}

/**
 * Bodies are objects: named values. Clients that always name JSON send it with nothing in it too, to what needs no body; where one is needed
 * its schema says so.
 */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const { schema } = request.routeOptions
    if (body.length === 0) return done(null, schema?.body ? undefined : {})
    parse(request, body as string, (error, value) =>
      error || isObject(value) ? done(error, value) : done(Object.assign(new Error('Not an object'), { statusCode: 400 })),
    )
  })
}

/** Lines that Fastify writes itself carry errors too: their messages may quote what somebody sent. */
function withSafeErrors(log: ServerOptions['log']): Exclude<ServerOptions['log'], undefined> {
  if (!log) return false
  const given = log === true ? {} : log
  return { ...given, serializers: { ...given.serializers, err: errorFields as never, error: errorFields as never } }
}

function decorate(app: FastifyInstance, options: ServerOptions): void {
  app.decorate('kernel', options.kernel)
  app.decorate('demo', options.demo)
  app.decorate('navigation', options.navigation ?? [])
  app.decorate('now', options.now ?? (() => new Date()))
  app.decorate('cookieOptions', { secure: options.https ?? false })
  app.decorate('publicUrl', options.publicUrl)
  app.decorate('securityLog', options.securityLog ?? (() => {}))
  app.decorate('signInOptions', options.signIn ?? { breakGlass: false })
}
