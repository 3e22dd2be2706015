import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
  type CustomFetch,
} from 'openid-client'
import type { OidcClaims, ProviderLogout } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'
import { readLogoutToken, type ProviderKey } from './logout-token.ts'

/** An OpenID Connect provider, as the settings name it. */
export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Name of the claim with the person's groups; default `groups`. */
  readonly groupsClaim?: string
  /** What else to ask for besides `openid profile email`. */
  readonly scope?: string
  /** How the provider is called; outgoing calls may have to pass an allow-list. */
  readonly fetch: CustomFetch
}

/** `away`: no answer within five seconds, or none that makes sense; `refused`: an answer that proves nothing. */
export type OpenIdFailure = 'away' | 'refused'

export interface OpenIdProvider {
  /** Where the browser goes, and what has to be remembered until it comes back. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly remember: JsonObject } | OpenIdFailure>
  /** `url` is the address the browser came back to, with all its parameters. */
  finish(url: URL, remembered: JsonObject): Promise<OidcClaims | OpenIdFailure>
  /** What a logout token says, checked against the provider's keys; `now` in milliseconds since the epoch. */
  signedOut(logoutToken: string, now: number): Promise<ProviderLogout | OpenIdFailure>
}

/** Seconds. */
const patience = 5
const skew = 60

/**
 * Authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636, RFC 9700). `openid-client` checks issuer, audience,
 * expiry and nonce of the ID token, and its signature because we ask for it: the standard would trust the connection alone. The provider is asked for when somebody signs in, not
 * at start: when it is away, everything else goes on.
 */
export function createOpenIdProvider(settings: OpenIdSettings): OpenIdProvider {
  let known: Promise<Configuration> | undefined
  const configuration = (): Promise<Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  const keys = createKeySet(settings, configuration)
  return {
    signedOut: async (logoutToken, now) => {
      try {
        const { issuer } = (await configuration()).serverMetadata()
        return (await readLogoutToken(logoutToken, { issuer, clientId: settings.clientId, now, keys: keys(now) })) ?? 'refused'
      } catch {
        return 'away'
      }
    },
    begin: async (redirectUri) => {
      try {
        const config = await configuration()
        const remember = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce(), redirectUri }
        const url = buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: `openid profile email${settings.scope ? ` ${settings.scope}` : ''}`,
          code_challenge: await calculatePKCECodeChallenge(remember.verifier),
          code_challenge_method: 'S256',
          state: remember.state,
          nonce: remember.nonce,
        })
        return { url: url.href, remember }
      } catch {
        return 'away'
      }
    },
    finish: async (url, remembered) => {
      try {
        const tokens = await authorizationCodeGrant(await configuration(), url, {
          pkceCodeVerifier: String(remembered['verifier']),
          expectedState: String(remembered['state']),
          expectedNonce: String(remembered['nonce']),
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        return claims ? claimsOf(claims, settings.groupsClaim ?? 'groups') : 'refused'
      } catch (error) {
        return isAway(error) ? 'away' : 'refused'
      }
    },
  }
}

/** Milliseconds in which the provider is asked for its keys once at most: tokens with made-up names of keys must not make us ask each time. */
const keysEvery = 60_000
const keysKept = 60 * 60_000

/** The provider's keys (RFC 7517), kept for an hour; a key that is not among them may be new. */
function createKeySet({ fetch: call }: OpenIdSettings, configuration: () => Promise<Configuration>) {
  let known: { readonly keys: readonly ProviderKey[]; readonly at: number } | undefined
  const load = async (now: number): Promise<readonly ProviderKey[]> => {
    const { jwks_uri: address } = (await configuration()).serverMetadata()
    if (address === undefined) return []
    const signal = AbortSignal.timeout(patience * 1000)
    const answer = await call(address, {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: null,
      redirect: 'manual',
      signal,
    })
    if (!answer.ok) throw new Error('The provider gave no keys.')
    const { keys } = (await answer.json()) as { keys?: readonly ProviderKey[] }
    known = { keys: Array.isArray(keys) ? keys : [], at: now }
    return known.keys
  }
  return (now: number) =>
    async (kid: string | undefined): Promise<readonly ProviderKey[]> => {
      if (!known || now - known.at > keysKept) return load(now)
      const isThere = kid === undefined || known.keys.some((key) => key.kid === kid)
      return isThere || now - known.at < keysEvery ? known.keys : load(now)
    }
}

async function discover({ issuer, clientId, clientSecret, fetch: call }: OpenIdSettings): Promise<Configuration> {
  const server = new URL(issuer)
  return discovery(server, clientId, { [clockTolerance]: skew, client_secret: clientSecret }, ClientSecretBasic(clientSecret), {
    timeout: patience,
    [customFetch]: call,
    execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
  })
}

function claimsOf(claims: Readonly<Record<string, unknown>> & { iss: string; sub: string }, groupsClaim: string): OidcClaims {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined)
  const groups = [claims[groupsClaim] ?? []].flat().filter((group): group is string => typeof group === 'string')
  const [name, email, sid] = [text('name') ?? text('preferred_username'), text('email'), text('sid')]
  return { issuer: claims.iss, subject: claims.sub, groups, ...(name && { name }), ...(email && { email }), ...(sid && { sid }) }
}

/** No connection, no answer in time, or an error of the provider itself. */
function isAway(error: unknown): boolean {
  const { code, name, status, cause } = error as { code?: string; name?: string; status?: number; cause?: unknown }
  if (code === 'OAUTH_TIMEOUT' || name === 'TimeoutError' || name === 'AbortError') return true
  if (error instanceof TypeError && error.message === 'fetch failed') return true
  if (typeof status === 'number' && status >= 500) return true
  if (cause instanceof Response) return cause.status >= 500
  return cause instanceof Error && isAway(cause)
}
