import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { RouteEntry } from '@fachwerk/web'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openWholeServer, urlOf, type WholeServer } from '../test-kit/whole-server.ts'

// What every route owes, asked of the running route table: a new route is in here without anybody thinking of it.
let server: WholeServer
/** By visitor; none of the tests signs anybody in or out. */
let tokens: Readonly<Record<string, string>>
beforeAll(async () => {
  server = await openWholeServer({ https: true })
  const each = Object.entries(server.visitors).map(async ([who, visitor]) => [who, await visitor.csrf()] as const)
  tokens = Object.fromEntries(await Promise.all(each))
}, 60_000)
afterAll(() => server.close())

vi.setConfig({ testTimeout: 180_000 })
const routesThat = (want: (route: RouteEntry) => boolean): readonly RouteEntry[] => server.app.routeTable.filter(want)
const named = ({ method, url }: RouteEntry): string => `${method} ${url}`
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('headers of every route', () => {
  const owed: Readonly<Record<string, RegExp>> = {
    'content-security-policy':
      /^default-src 'none'; script-src 'self'; style-src 'self'.*object-src 'none'; base-uri 'none'; frame-ancestors 'none'/,
    'strict-transport-security': /^max-age=63072000; includeSubDomains$/,
    'x-content-type-options': /^nosniff$/,
    'x-frame-options': /^DENY$/,
    'referrer-policy': /^same-origin$/,
    'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'cross-origin-embedder-policy': /^require-corp$/,
  }
  const faults = (answer: LightMyRequestResponse, isAsset: boolean): string[] => {
    const { headers } = answer
    const wrong = Object.entries(owed).flatMap(([name, pattern]) => (pattern.test(String(headers[name])) ? [] : [name]))
    const kept = String(headers['cache-control'])
    const mayKeep = isAsset && answer.statusCode === 200
    return [
      ...wrong,
      ...(/unsafe|\*/.test(String(headers['content-security-policy'])) ? ['unsafe content-security-policy'] : []),
      ...(mayKeep === kept.includes('immutable') && (mayKeep || /\bno-store\b/.test(kept)) ? [] : [`cache-control: ${kept}`]),
      ...['server', 'x-powered-by', 'access-control-allow-origin'].filter((name) => headers[name] !== undefined),
    ]
  }

  test('are complete, whoever asks and whatever comes of it', async () => {
    expect(server.app.routeTable.length).toBeGreaterThan(40)
    const wrong: string[] = []
    for (const route of server.app.routeTable)
      for (const [who, visitor] of Object.entries(server.visitors)) {
        const answer = await visitor.request({ method: route.method as never, url: urlOf(route) })
        const found = faults(answer, route.url.startsWith('/assets/'))
        if (found.length > 0) wrong.push(`${named(route)} as ${who} (${answer.statusCode}): ${found.join(', ')}`)
      }
    expect(wrong).toEqual([])
  })

  test('are complete where no route is: unknown and unreadable addresses', async () => {
    for (const url of ['/gibt-es-nicht', '/api/gibt-es-nicht', '/%ff', '/vorgaenge/%zz', '/assets/..%2f..%2fpackage.json']) {
      const answer = await server.visitors['guest']!.request({ url })
      expect([url, answer.statusCode]).toEqual([url, expect.toSatisfy((status: number) => status === 400 || status === 404)])
      expect([url, faults(answer, false)]).toEqual([url, []])
    }
  })
})

describe('answers of every route', () => {
  test('name the type of what they carry, and the charset of texts', async () => {
    const wrong: string[] = []
    for (const route of routesThat(({ method }) => method === 'GET'))
      for (const [who, visitor] of Object.entries(server.visitors)) {
        const { body, headers, statusCode } = await visitor.request({ url: urlOf(route) })
        const type = String(headers['content-type'] ?? '')
        if (body === '' && type === '') continue
        const isText = /^text\/|json|xml|javascript/.test(type)
        if (!/^[a-z]+\/[\w.+-]+/.test(type) || (isText && !/; ?charset=utf-8$/i.test(type)))
          wrong.push(`${named(route)} as ${who} (${statusCode}): ${type}`)
      }
    expect(wrong).toEqual([])
  })

  test('folders, other methods and files beside the assets are not there', async () => {
    const guest = server.visitors['guest']!
    const unknown = [
      '/assets',
      '/assets/',
      '/.git/config',
      '/.git/',
      '/.env',
      '/package.json',
      '/assets/x/.git/config',
      '/src/',
      '/api/',
      '/debug',
    ]
    for (const url of unknown) expect([url, (await guest.get(url)).statusCode]).toEqual([url, 404])
    for (const method of ['TRACE', 'PROPFIND'])
      for (const url of ['/', '/anmelden', '/healthz'])
        expect([method, url, (await guest.request({ method: method as never, url })).statusCode]).toEqual([method, url, 404])
  })
})

describe('forged requests to every route that changes something', () => {
  /** The command line beside the server shows a token of its own, and has no cookie that a foreign page could ride on. */
  const withoutCookies = new Set([
    'POST /api/v1/command-line/deployments',
    'POST /api/v1/command-line/administrators',
    // The provider's servers call it; the token that it takes is signed (OpenID Connect Back-Channel Logout 1.0, 2.5).
    'POST /anmelden/landeskennung/abmelden',
  ])
  const changing = () => routesThat(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))

  const boundary = 'forged'
  const multipart = `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${boundary}--\r\n`
  type Forge = (own: string, foreign: string) => Pick<InjectOptions, 'headers' | 'payload'>
  const body = (token: string) => new URLSearchParams({ _csrf: token, a: '1' }).toString()
  const forgeries: readonly (readonly [string, Forge])[] = [
    ['without a token', () => ({ headers: form, payload: 'a=1' })],
    ['with an empty token', () => ({ headers: form, payload: '_csrf=&a=1' })],
    ["with somebody else's token", (_own, foreign) => ({ headers: form, payload: body(foreign) })],
    ['with two tokens', (own) => ({ headers: form, payload: `${body(own)}&_csrf=x` })],
    ['with nothing at all', () => ({})],
    ['as text', () => ({ headers: { 'content-type': 'text/plain' }, payload: '{"a":1}' })],
    [
      'as a form with files, without a token',
      () => ({ headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, payload: multipart }),
    ],
    [
      'from another site, with the token',
      (own) => ({ headers: { ...form, 'sec-fetch-site': 'cross-site' }, payload: body(own) }),
    ],
    [
      'from a sister site, with the token',
      (own) => ({ headers: { ...form, 'sec-fetch-site': 'same-site' }, payload: body(own) }),
    ],
    [
      'from another origin, with the token',
      (own) => ({ headers: { ...form, origin: 'https://evil.example' }, payload: body(own) }),
    ],
    ['from a sandboxed frame, with the token', (own) => ({ headers: { ...form, origin: 'null' }, payload: body(own) })],
    [
      'as JSON from another site',
      () => ({ headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, payload: '{}' }),
    ],
    [
      'as JSON from another origin',
      () => ({ headers: { 'content-type': 'application/json', origin: 'https://evil.example' }, payload: '{}' }),
    ],
  ]

  test.each(forgeries)('%s: refused, and for those who may use the route because of the forgery', async (_, forge) => {
    const accepted: string[] = []
    const unanswered: string[] = []
    expect(changing().length).toBeGreaterThan(10)
    for (const route of changing()) {
      const reasons = new Set<string>()
      // A form with files is read by its route, which may find out before that what it is for does not exist.
      const early = route.config.multipart && route.url.includes(':id') ? ['not-found'] : []
      const because = () => ['form-outdated', 'wrong-type', ...early].some((reason) => reasons.has(reason))
      for (const [who, visitor] of Object.entries(server.visitors)) {
        // The guest, and on until somebody who may use the route was refused because of the forgery.
        if (because()) break
        const { headers, payload } = forge(tokens[who]!, who === 'guest' ? 'x'.repeat(43) : tokens['guest']!)
        const answer = await visitor.request({
          method: route.method as never,
          url: urlOf(route),
          headers: { ...headers, accept: 'application/json' },
          ...(payload === undefined ? {} : { payload }),
        })
        if (answer.statusCode < 400) accepted.push(`${named(route)} as ${who}: ${answer.statusCode}`)
        reasons.add(answer.body === '' ? 'done' : answer.json<{ type: string }>().type.split(':').at(-1)!)
      }
      if (!because() && !withoutCookies.has(named(route))) unanswered.push(`${named(route)}: ${[...reasons].join(', ')}`)
    }
    expect(accepted).toEqual([])
    expect(unanswered).toEqual([])
  })

  test('the same requests with the own token are not refused as forged', async () => {
    for (const route of changing().filter((each) => !withoutCookies.has(named(each)) && !each.config.multipart)) {
      const reasons = new Set<string>()
      for (const [who, visitor] of Object.entries(server.visitors)) {
        const answer = await visitor.request({
          method: route.method as never,
          url: urlOf(route),
          headers: { ...form, accept: 'application/json', 'sec-fetch-site': 'same-origin' },
          payload: body(tokens[who]!),
        })
        reasons.add(String(answer.headers['content-type']).includes('problem') ? answer.json<{ type: string }>().type : 'done')
      }
      expect([named(route), [...reasons].every((reason) => reason.endsWith('form-outdated'))]).toEqual([named(route), false])
    }
  })
})
