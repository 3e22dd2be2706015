/** The token by which an OpenID Connect provider says that somebody has signed out (OpenID Connect Back-Channel Logout 1.0). Pure but for the keys it is given. */
import { createPublicKey, verify, type JsonWebKey, type KeyObject, constants } from 'node:crypto'
import type { ProviderLogout } from '@fachwerk/kernel'

/** A key of the provider's set (RFC 7517). */
export interface ProviderKey extends JsonWebKey {
  readonly kid?: string
  readonly use?: string
  readonly alg?: string
}
export interface LogoutExpectations {
  readonly issuer: string
  readonly clientId: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The provider's keys; `kid` is the one looked for, so that a set that lacks it can be fetched anew. */
  readonly keys: (kid: string | undefined) => Promise<readonly ProviderKey[]>
}

/** Seconds that clocks may differ. */
const skew = 60
/** Seconds after which a token is too old, whatever it says itself: so long is remembered which were here. */
const longest = 600
const event = 'http://schemas.openid.net/event/backchannel-logout'
const longestToken = 8_000

/** Section 2.6, all of it; `undefined`: it proves nothing. */
export async function readLogoutToken(token: string, expected: LogoutExpectations): Promise<ProviderLogout | undefined> {
  if (token.length > longestToken) return undefined
  const parts = token.split('.')
  const [header, claims] = [objectOf(parts[0]), objectOf(parts[1])]
  if (parts.length !== 3 || !header || !claims) return undefined
  if (!typeFits(header['typ']) || header['crit'] !== undefined) return undefined
  const notice = noticeOf(claims, expected)
  if (!notice) return undefined
  return (await isSigned(parts as [string, string, string], header, expected)) ? notice : undefined
}

/** A token made for something else is none, even if the provider signed it (RFC 8725, 3.11). */
const typeFits = (typ: unknown): boolean =>
  typ === undefined || (typeof typ === 'string' && /^(application\/)?(logout\+jwt|jwt)$/i.test(typ))

function noticeOf(claims: Claims, { issuer, clientId, now }: LogoutExpectations): ProviderLogout | undefined {
  const { iss, aud, iat, exp, jti, sub, sid, nonce, events } = claims
  if (iss !== issuer || ![aud].flat().includes(clientId)) return undefined
  const second = now / 1000
  if (!isTime(iat) || iat > second + skew || iat < second - longest - skew) return undefined
  if (!isTime(exp) || exp <= second - skew) return undefined
  // An ID token has a nonce and no events; neither may pass for the other.
  if (nonce !== undefined || !isObject(isObject(events) ? events[event] : undefined)) return undefined
  if (!isName(jti) || !(isName(sub) || sub === undefined) || !(isName(sid) || sid === undefined)) return undefined
  if (sub === undefined && sid === undefined) return undefined
  return {
    issuer,
    id: jti,
    goodUntil: (iat + longest + 2 * skew) * 1000,
    ...(sub !== undefined && { subject: sub }),
    ...(sid !== undefined && { sid }),
  }
}

/** What a signature of this name is checked with (RFC 7518, 3.1; RFC 8037). No secret of ours, and never `none`. */
const algorithms: Readonly<Record<string, { readonly kty: string; readonly digest: string | null; readonly options?: object }>> =
  {
    RS256: { kty: 'RSA', digest: 'sha256' },
    PS256: {
      kty: 'RSA',
      digest: 'sha256',
      options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    },
    ES256: { kty: 'EC', digest: 'sha256', options: { dsaEncoding: 'ieee-p1363' } },
    EdDSA: { kty: 'OKP', digest: null },
  }

async function isSigned(
  [header, claims, signature]: [string, string, string],
  { alg, kid }: Claims,
  { keys }: LogoutExpectations,
) {
  const algorithm = typeof alg === 'string' && Object.hasOwn(algorithms, alg) ? algorithms[alg]! : undefined
  if (!algorithm || !(kid === undefined || typeof kid === 'string')) return false
  const fitting = (await keys(kid)).filter(
    (key) =>
      key.kty === algorithm.kty &&
      (kid === undefined || key.kid === kid) &&
      (key.use ?? 'sig') === 'sig' &&
      (key.alg ?? alg) === alg,
  )
  const content = Buffer.from(`${header}.${claims}`)
  return fitting.some((jwk) => {
    const key = publicKeyOf(jwk)
    return (
      key !== undefined && verify(algorithm.digest, content, { key, ...algorithm.options }, Buffer.from(signature, 'base64url'))
    )
  })
}

function publicKeyOf(jwk: ProviderKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

type Claims = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null && !Array.isArray(value)
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 1000

function objectOf(part: string | undefined): Claims | undefined {
  if (part === undefined || !/^[\w-]+$/.test(part)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
