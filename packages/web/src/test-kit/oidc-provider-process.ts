/**
 * A real OpenID Connect provider as a process of its own: `oidc-provider` on a free port of this machine, with a switch that tampers with
 * the ID tokens it hands out. Started by tests, told what to do over the process channel.
 */
import { createSign, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export type Tampering =
  | 'none'
  | 'wrong-key'
  | 'alg-none'
  | 'expired'
  | 'expired-within-skew'
  | 'from-the-future'
  | 'from-the-future-within-skew'
  | 'wrong-nonce'
  | 'no-nonce'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'no-id-token'
  | 'server-error'
  | 'silent'

export interface Order {
  readonly tampering: Tampering
  /** What the next person who signs in carries. */
  readonly subject: string
  readonly groups: readonly string[]
}

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const strangeKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...(keys.privateKey.export({ format: 'jwk' }) as JsonWebKey), kid: 'test', use: 'sig', alg: 'RS256' }

let order: Order = { tampering: 'none', subject: 'u-1', groups: [] }
let provider: Provider
/** The session of which each subject was told last. */
const sids = new Map<string, string>()
type Message = Order | { readonly logout: Logout } | { readonly forge: Forged } | { readonly sidOf: string }
process.on('message', (message) => void obey(message as Message))
async function obey(message: Message): Promise<void> {
  if ('sidOf' in message) return void process.send!({ sid: sids.get(message.sidOf) })
  if ('forge' in message) return void process.send!({ token: forge(message.forge) })
  if ('logout' in message) {
    const client = (await provider.Client.find('fachwerk')) as unknown as {
      backchannelLogout(sub: string, sid: string): Promise<void>
    }
    await client.backchannelLogout(message.logout.subject, message.logout.sid)
  } else order = message
  process.send!('done')
}

/** The provider signs somebody out: it calls every client that knows of the session. */
export interface Logout {
  readonly subject: string
  readonly sid: string
}
/** A token of any content, signed by the provider or by somebody else. */
export interface Forged {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  readonly signed: 'by-provider' | 'by-somebody-else' | 'not-at-all'
}
function forge({ header, claims, signed }: Forged): string {
  const content = `${encode({ alg: 'RS256', typ: 'logout+jwt', kid: 'test', ...header })}.${encode(claims)}`
  if (signed === 'not-at-all') return `${content}.`
  const key = signed === 'by-provider' ? keys.privateKey : strangeKeys.privateKey
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key).toString('base64url')}`
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The token that the provider made, changed and signed anew. */
function tamper(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
  const now = Math.floor(Date.now() / 1000)
  const changes: Partial<Record<Tampering, Record<string, unknown>>> = {
    expired: { iat: now - 4000, exp: now - 90 },
    'expired-within-skew': { iat: now - 4000, exp: now - 30 },
    'from-the-future': { nbf: now + 90 },
    'from-the-future-within-skew': { nbf: now + 30 },
    'wrong-nonce': { nonce: 'somebody-elses' },
    'no-nonce': { nonce: undefined },
    'wrong-audience': { aud: 'another-client' },
    'wrong-issuer': { iss: 'https://evil.example' },
  }
  const header = order.tampering === 'alg-none' ? { alg: 'none', typ: 'JWT' } : { alg: 'RS256', typ: 'JWT', kid: 'test' }
  const content = `${encode(header)}.${encode({ ...claims, ...changes[order.tampering] })}`
  if (order.tampering === 'alg-none') return `${content}.`
  const key = order.tampering === 'wrong-key' ? strangeKeys.privateKey : keys.privateKey
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key).toString('base64url')}`
}

function tamperWithAnswer(body: string): string {
  const answer = JSON.parse(body) as { id_token?: string }
  if (answer.id_token === undefined) return body
  if (order.tampering === 'no-id-token') return JSON.stringify({ ...answer, id_token: undefined })
  return JSON.stringify({ ...answer, id_token: tamper(answer.id_token) })
}

/** Lets the provider write its answer, then puts the changed one in its place. */
function changeAnswer(response: ServerResponse): void {
  const end = response.end.bind(response)
  response.end = ((chunk?: unknown) => {
    const changed = tamperWithAnswer(Buffer.from((chunk as Buffer | string | undefined) ?? '').toString())
    response.setHeader('content-length', Buffer.byteLength(changed))
    return end(changed)
  }) as typeof response.end
}

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'fachwerk',
        client_secret: 'WkmWqVqBxVRWgbAe9Yw3',
        redirect_uris: [process.env['REDIRECT_URI']!],
        ...(process.env['LOGOUT_URI'] && {
          backchannel_logout_uri: process.env['LOGOUT_URI'],
          backchannel_logout_session_required: true,
        }),
      },
    ],
    jwks: { keys: [jwk as never] },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
    cookies: { keys: ['test'] },
    // Its own guard against calls to private addresses would refuse the test on this very machine.
    fetch: (input: string | URL | Request, init: RequestInit & { dispatcher?: unknown } = {}) => {
      const { dispatcher: _guarded, ...rest } = init
      return fetch(input, rest)
    },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: `Person ${id}`, email: `${id}@land.example`, groups: [...order.groups] }),
    }),
  })
  provider.on('grant.success', (context) => {
    const token = (context.body as { id_token?: string }).id_token
    const { sub, sid } = JSON.parse(Buffer.from(token?.split('.')[1] ?? 'e30', 'base64url').toString()) as {
      sub: string
      sid?: string
    }
    if (sid !== undefined) sids.set(sub, sid)
  })
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (order.tampering === 'silent') return
    if (order.tampering === 'server-error') {
      response.statusCode = 503
      response.end('{}')
      return
    }
    if (request.url?.startsWith('/token') && order.tampering !== 'none') changeAnswer(response)
    void answer(request, response)
  })
  process.send!({ issuer })
})
