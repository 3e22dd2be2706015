/** Tokens of the API in requests, and what is said of those that do not reach: RFC 6750 in the header, RFC 9457 in the body. */
import type { FastifyRequest } from 'fastify'
import { scopesFor, type DeadToken, type DenialReason } from '@fachwerk/kernel'
import type { LocalText } from '@fachwerk/problem'
import { formatDateTime } from '../format.ts'
import { problemOf, type ProblemDetails } from '../problem.ts'
import type { Policy } from '../routes.ts'

const forPrograms = (request: FastifyRequest): boolean => request.url.startsWith('/api/')

/** Programs show a token of the API instead of a cookie (RFC 6750, 2.1); pages do not take one. Even an empty one: no cookie counts beside it. */
export const bearerToken = (request: FastifyRequest): string | undefined =>
  forPrograms(request) ? /^Bearer(?= |$)(.*)/i.exec(request.headers.authorization ?? '')?.[1]?.trim() : undefined

export interface RefusedToken {
  /** Of the header `WWW-Authenticate` (RFC 6750, 3). */
  readonly challenge: string
  readonly problem: ProblemDetails
}

/** What a program hears that got no further; `undefined`: this is a page, or the refusal has nothing to do with a token. */
export function refusedToken(
  request: FastifyRequest,
  reason: DenialReason,
  policy: Exclude<Policy, 'public'>,
): RefusedToken | undefined {
  if (!forPrograms(request)) return undefined
  if (reason === 'scope') return tooNarrow(policy)
  if (reason !== 'nobody') return undefined
  // Who shows nothing learns the scheme and no more (RFC 6750, 3.1).
  return request.deadToken ? dead(request.deadToken) : { challenge: challenge({}), problem: problemOf(401) }
}

function dead(token: DeadToken): RefusedToken {
  const detail = 'at' in token ? datedTexts[token.reason](token.at) : texts[token.reason]
  return {
    challenge: challenge({ error: 'invalid_token', error_description: detail.en }),
    problem: { status: 401, code: `token-${token.reason}`, title: titles[token.reason], detail },
  }
}

function tooNarrow({ action, resource }: Exclude<Policy, 'public'>): RefusedToken {
  const scopes = scopesFor(action, resource)
  const [narrowest] = scopes
  const detail = narrowest === undefined ? peopleOnly : scopeNeeded(scopes)
  return {
    challenge: challenge({
      error: 'insufficient_scope',
      error_description: detail.en,
      ...(narrowest !== undefined && { scope: narrowest }),
    }),
    problem: { status: 403, code: 'outside-scope', title: titles.scope, detail, members: { scopes } },
  }
}

/** Values are quoted strings of printable ASCII without quotes and backslashes (RFC 6750, 3). */
const challenge = (values: Readonly<Record<string, string>>): string =>
  `Bearer ${Object.entries({ realm: 'fachwerk', ...values })
    .map(([name, value]) => `${name}="${value.replaceAll(/[^\x20-\x7E]|["\\]/g, '')}"`)
    .join(', ')}`

const titles: Readonly<Record<DeadToken['reason'] | 'scope', LocalText>> = {
  unknown: { de: 'Dieses Zugangstoken ist hier nicht bekannt', en: 'This token is not known here' },
  expired: { de: 'Dieses Zugangstoken ist abgelaufen', en: 'This token has expired' },
  revoked: { de: 'Dieses Zugangstoken wurde widerrufen', en: 'This token was revoked' },
  account: { de: 'Der Zugang zu diesem Token ist gesperrt', en: 'The account of this token is locked' },
  scope: { de: 'Das Zugangstoken reicht hierfür nicht', en: 'The token does not reach this' },
}
const datedTexts: Readonly<Record<'expired' | 'revoked', (at: Date) => LocalText>> = {
  expired: (at) => ({
    de: `Das Zugangstoken ist am ${formatDateTime(at, 'de')} Uhr abgelaufen. Die Administration Ihrer Behörde kann ein neues ausstellen.`,
    en: `The token expired on ${formatDateTime(at, 'en')} (German time). The administration of your authority can issue a new one.`,
  }),
  revoked: (at) => ({
    de: `Das Zugangstoken wurde am ${formatDateTime(at, 'de')} Uhr widerrufen. Die Administration Ihrer Behörde kann ein neues ausstellen.`,
    en: `The token was revoked on ${formatDateTime(at, 'en')} (German time). The administration of your authority can issue a new one.`,
  }),
}
const texts: Readonly<Record<'unknown' | 'account', LocalText>> = {
  unknown: {
    de: 'Das mitgeschickte Zugangstoken ist hier nicht bekannt. Prüfen Sie, ob es vollständig ist und zu diesem Server gehört.',
    en: 'The token sent is not known here. Check that it is complete and belongs to this server.',
  },
  account: {
    de: 'Das Zugangstoken gilt noch, aber der Zugang, zu dem es gehört, ist gesperrt oder seine Behörde geschlossen. Wenden Sie sich an die Administration Ihrer Behörde.',
    en: 'The token is still valid, but the account it belongs to is locked or its authority is closed. Please ask the administration of your authority.',
  },
}
const peopleOnly: LocalText = {
  de: 'Das ist angemeldeten Personen vorbehalten; kein Zugangstoken reicht dafür.',
  en: 'This is reserved to people who are signed in; no token reaches it.',
}
const scopeNeeded = (scopes: readonly string[]): LocalText => ({
  de: `Das Zugangstoken ist hierfür nicht freigegeben. Nötig ist der Umfang ${scopes.join(' oder ')}.`,
  en: `The token is not made for this address. It needs the scope ${scopes.join(' or ')}.`,
})
