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
import type { OidcClaims } from '@fachwerk/kernel'
import type { JsonObject } from '@fachwerk/problem'

/** An OpenID Connect provider, as the settings name it. */
export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Name of the claim with the person's groups; default `groups`. */
  readonly groupsClaim?: string
  /** What else to ask for besides `openid profile email`. */
  readonly scope?: string
  /** How the provider is called; outgoing calls may have to pass an allow-list. Default: the global one. */
  readonly fetch?: CustomFetch
}

/** `away`: no answer within five seconds, or none that makes sense; `refused`: an answer that proves nothing. */
export type OpenIdFailure = 'away' | 'refused'

export interface OpenIdProvider {
  /** Where the browser goes, and what has to be remembered until it comes back. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly remember: JsonObject } | OpenIdFailure>
  /** `url` is the address the browser came back to, with all its parameters. */
  finish(url: URL, remembered: JsonObject): Promise<OidcClaims | OpenIdFailure>
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
  return {
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

async function discover({ issuer, clientId, clientSecret, fetch: call }: OpenIdSettings): Promise<Configuration> {
  const server = new URL(issuer)
  return discovery(server, clientId, { [clockTolerance]: skew, client_secret: clientSecret }, ClientSecretBasic(clientSecret), {
    timeout: patience,
    ...(call && { [customFetch]: call }),
    execute: [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])],
  })
}

function claimsOf(claims: Readonly<Record<string, unknown>> & { iss: string; sub: string }, groupsClaim: string): OidcClaims {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined)
  const groups = [claims[groupsClaim] ?? []].flat().filter((group): group is string => typeof group === 'string')
  const [name, email] = [text('name') ?? text('preferred_username'), text('email')]
  return { issuer: claims.iss, subject: claims.sub, groups, ...(name && { name }), ...(email && { email }) }
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
