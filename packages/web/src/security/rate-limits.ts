/**
 * How often one person, and one network address, may ask. Counted in this process's memory, in windows of a minute. Addresses have high
 * limits, because a whole authority may share one; guessing passwords is slowed down per account besides (see sign-in).
 */
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemOf } from '../problem.ts'
import { sendProblem } from '../refusal.tsx'

/** What a route is, as far as it matters how often it is asked. */
export type RateKind = 'sign-in' | 'api' | 'upload' | 'page' | 'none'

export interface RateLimit {
  /** Requests in a minute by one person who is signed in. */
  readonly perPerson: number
  /** Requests in a minute from one address (IPv6: from one /64 network). */
  readonly perAddress: number
}
export type RateLimits = Readonly<Record<Exclude<RateKind, 'none'>, RateLimit>>

/** Generous for people at work, far too few for guessing or fetching everything. */
export const usualRateLimits: RateLimits = {
  'sign-in': { perPerson: 30, perAddress: 60 },
  upload: { perPerson: 120, perAddress: 600 },
  api: { perPerson: 600, perAddress: 3000 },
  page: { perPerson: 400, perAddress: 3000 },
}

const minute = 60_000

/** Files that are the same for everybody, and the signs of life for operators. */
const uncounted = /^\/(assets\/|healthz$|readyz$)/
/** Where somebody proves who they are. A page about signing in counts as a page; only what is sent there counts here. */
const provesIdentity = /^\/(anmelden|einladung|konto\/(passwort|passkeys))(\/|$)/

/** The kind that a route names itself as `config.rate`, or by its address and method. */
export function rateKindOf(request: Pick<FastifyRequest, 'method' | 'routeOptions'>): RateKind {
  const { config, url = '' } = request.routeOptions
  if (config.rate) return config.rate
  if (uncounted.test(url)) return 'none'
  if (request.method !== 'GET' && request.method !== 'HEAD' && provesIdentity.test(url)) return 'sign-in'
  if (config.multipart) return 'upload'
  return url.startsWith('/api/') ? 'api' : 'page'
}

type Check = ReturnType<FastifyInstance['createRateLimit']>

/**
 * Two hooks: addresses are counted before anything else happens (even before the session is looked up), people after they are known.
 * Too many requests are answered with 429 (RFC 6585) and `Retry-After`.
 */
export async function registerRateLimits(
  app: FastifyInstance,
  limits: RateLimits,
): Promise<{ readonly countPeople: () => void }> {
  await app.register(rateLimit, { global: false, cache: 50_000 })
  const byAddress = limiters(limits, (kind) => app.createRateLimit({ max: limits[kind].perAddress, timeWindow: minute }))
  const byPerson = limiters(limits, (kind) =>
    app.createRateLimit({ max: limits[kind].perPerson, timeWindow: minute, keyGenerator: (request) => request.person?.id ?? '' }),
  )
  app.addHook('onRequest', (request, reply) => refuseTooMany(request, reply, byAddress))
  return {
    countPeople: () =>
      void app.addHook('onRequest', async (request, reply) =>
        request.person ? refuseTooMany(request, reply, byPerson) : undefined,
      ),
  }
}

const limiters = (limits: RateLimits, make: (kind: keyof RateLimits) => Check): Readonly<Record<keyof RateLimits, Check>> =>
  Object.fromEntries((Object.keys(limits) as (keyof RateLimits)[]).map((kind) => [kind, make(kind)])) as Record<
    keyof RateLimits,
    Check
  >

async function refuseTooMany(
  request: FastifyRequest,
  reply: FastifyReply,
  checks: Readonly<Record<keyof RateLimits, Check>>,
): Promise<FastifyReply | undefined> {
  const kind = rateKindOf(request)
  if (kind === 'none') return undefined
  const counted = await checks[kind](request)
  if (counted.isAllowed || !counted.isExceeded) return undefined
  reply.header('retry-after', Math.max(1, counted.ttlInSeconds))
  return sendProblem(request, reply, problemOf(429))
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which rate limit counts; default by address and method of the route. */
    rate?: RateKind
  }
}
