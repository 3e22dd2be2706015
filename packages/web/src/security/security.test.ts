import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { defineRoutes } from '../routes.ts'
import { createServer } from '../server.ts'
import { demoPeople, fakeKernel } from '../test-kit/fake-kernel.ts'
import { visitor } from '../test-kit/visitor.ts'
import { rateKindOf } from './rate-limits.ts'

const routes = defineRoutes((app) => {
  app.get('/seite', { config: { policy: 'public' } }, async () => 'da')
  app.post('/senden', { config: { policy: 'public' } }, async () => 'da')
  app.get('/api/v1/da', { config: { policy: 'public' } }, async () => ({ da: true }))
})
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('where a request comes from', () => {
  let app: FastifyInstance
  beforeAll(async () => {
    app = await createServer({ kernel: fakeKernel(), routes: [routes], demo: true, publicUrl: 'https://fachwerk.example.de' })
  })
  afterAll(() => app.close())

  const send = async (headers: Readonly<Record<string, string>>) => {
    const guest = visitor(app)
    const token = await guest.csrf()
    const page = await app.inject({ url: '/gibt-es-nicht', headers: { accept: 'text/html' } })
    const visit = page.cookies.find(({ name }) => name === 'fachwerk-visit')!.value
    const { csrfTokenFor } = await import('./csrf.ts')
    expect(token).not.toBe(csrfTokenFor(visit))
    return app.inject({
      method: 'POST',
      url: '/senden',
      headers: { host: 'localhost:80', cookie: `fachwerk-visit=${visit}`, ...form, ...headers },
      payload: new URLSearchParams({ _csrf: csrfTokenFor(visit) }).toString(),
    })
  }

  test.each([
    ['nothing said (a program)', {}],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' }],
    ['typed by hand', { 'sec-fetch-site': 'none' }],
    ['our own page, without Fetch Metadata', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
    ['our public address, while the proxy names another host', { host: 'localhost:9', origin: 'https://fachwerk.example.de' }],
  ])('is accepted: %s', async (_, headers) => expect((await send(headers as Record<string, string>)).statusCode).toBe(200))

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister of our host', { 'sec-fetch-site': 'same-site' }],
    ['something new', { 'sec-fetch-site': 'elsewhere' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { host: 'localhost:8080', origin: 'http://localhost:8081' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['our name as a part of another', { origin: 'https://fachwerk.example.de.evil.example' }],
  ])('is refused with a valid token: %s', async (_, headers) =>
    expect((await send(headers as Record<string, string>)).statusCode).toBe(403),
  )

  test('the session cookie is for this site only, unreadable for scripts, and Secure over HTTPS', async () => {
    const secure = await createServer({ kernel: fakeKernel(), routes: [routes], demo: true, https: true })
    for (const [server, isSecure] of [
      [app, undefined],
      [secure, true],
    ] as const) {
      const answer = await visitor(server).send('/anmelden', { person: demoPeople[0]!.id })
      const cookie = answer.cookies.find(({ name }) => name.includes('session'))
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: expect.stringMatching(/^(Lax|Strict)$/), path: '/' })
      expect(cookie?.secure).toBe(isSecure)
    }
    await secure.close()
  })
})

test('every cookie over HTTPS is for this host alone, for this site only, and unreadable for scripts', async () => {
  const app = await createServer({ kernel: fakeKernel(), routes: [routes], demo: true, https: true })
  const guest = visitor(app)
  const answers = [
    await guest.get('/gibt-es-nicht?lang=en'),
    await guest.send('/anmelden', { person: demoPeople[0]!.id }),
    await guest.send('/abmelden', {}),
  ]
  const set = answers.flatMap(({ cookies }) => cookies)
  for (const kind of ['session', 'visit', 'step', 'language'])
    expect(set.map(({ name }) => name)).toContain(`__Host-fachwerk-${kind}`)
  for (const cookie of set) {
    expect(cookie.name).toMatch(/^__Host-/)
    expect(cookie).toMatchObject({ path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })
    expect(cookie).not.toHaveProperty('domain')
  }
  expect((await guest.get('/gibt-es-nicht')).body).toContain('<html lang="en">')
  await app.close()
})

describe('the name in the address', () => {
  test('must be ours where the server knows its address', async () => {
    const app = await createServer({
      kernel: fakeKernel(),
      routes: [routes],
      demo: true,
      publicUrl: 'https://fachwerk.example.de',
    })
    const ask = async (host: string) => (await app.inject({ url: '/seite', headers: { host } })).statusCode
    expect(await ask('fachwerk.example.de')).toBe(200)
    expect(await ask('FACHWERK.example.de')).toBe(200)
    expect(await ask('127.0.0.1:8080')).toBe(200)
    expect(await ask('evil.example')).toBe(421)
    expect(await ask('fachwerk.example.de.evil.example')).toBe(421)
    expect(await ask('fachwerk.example.de:81')).toBe(421)
    await app.close()
  })

  test('a forwarded name counts from a trusted proxy only', async () => {
    const forwarded = { host: 'fachwerk.example.de', 'x-forwarded-host': 'evil.example' }
    for (const [trustProxy, status] of [
      [false, 200],
      ['127.0.0.1', 421],
    ] as const) {
      const app = await createServer({
        kernel: fakeKernel(),
        routes: [routes],
        demo: true,
        trustProxy,
        publicUrl: 'https://fachwerk.example.de',
      })
      expect((await app.inject({ url: '/seite', headers: forwarded })).statusCode).toBe(status)
      await app.close()
    }
  })
})

describe('rate limits', () => {
  const few = { perPerson: 3, perAddress: 5 }
  const start = (trustProxy: string | boolean = false) =>
    createServer({
      kernel: fakeKernel(),
      routes: [routes],
      demo: true,
      trustProxy,
      rateLimits: { 'sign-in': { perPerson: 2, perAddress: 2 }, api: few, upload: few, page: { perPerson: 8, perAddress: 20 } },
    })

  test('per address: 429 with Retry-After, as a page and as problem+json, in both languages', async () => {
    const app = await start()
    for (let i = 0; i < 5; i++) expect((await app.inject({ url: '/api/v1/da' })).statusCode).toBe(200)
    const refused = await app.inject({ url: '/api/v1/da' })
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.headers['content-security-policy']).toBeDefined()
    expect(refused.json()).toMatchObject({
      'title-de': 'Zu viele Anfragen in kurzer Zeit',
      'title-en': 'Too many requests in a short time',
    })
    // Another kind of route has its own count.
    const html = { accept: 'text/html' }
    for (let i = 0; i < 20; i++) expect((await app.inject({ url: '/seite', headers: html })).statusCode).toBe(200)
    const page = await app.inject({ url: '/seite', headers: html })
    expect([page.statusCode, page.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8'])
    expect(page.body).toContain('Zu viele Anfragen')
    expect((await app.inject({ url: '/seite?lang=en', headers: html })).body).toContain('Too many requests')
    await app.close()
  })

  test('per person: one does not use up what others may', async () => {
    const app = await start()
    const [one, other] = [visitor(app), visitor(app)]
    await one.send('/anmelden', { person: demoPeople[0]!.id })
    await other.send('/anmelden', { person: demoPeople[1]!.id })
    const statuses = []
    for (let i = 0; i < 9; i++) statuses.push((await one.get('/seite')).statusCode)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
    expect((await other.get('/seite')).statusCode).toBe(200)
    await app.close()
  })

  test('signing in is the strictest', async () => {
    const app = await start()
    const guest = visitor(app)
    expect((await guest.send('/anmelden', { person: 'niemand' })).statusCode).toBe(403)
    expect((await guest.send('/anmelden', { person: 'niemand' })).statusCode).toBe(403)
    expect((await guest.send('/anmelden', { person: 'niemand' })).statusCode).toBe(429)
    await app.close()
  })

  test('stylesheets, islands and signs of life are never counted', async () => {
    const app = await start()
    for (let i = 0; i < 40; i++) expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
    expect(app.routeTable.filter(({ url }) => url.startsWith('/assets/')).length).toBeGreaterThan(2)
    for (const { method, url, config } of app.routeTable.filter((route) => route.url.startsWith('/assets/')))
      expect(rateKindOf({ method, routeOptions: { url, config } } as never), url).toBe('none')
    await app.close()
  })

  test('the address is that of the connection, unless a trusted proxy names another', async () => {
    const ask = async (app: FastifyInstance, address: string) =>
      (await app.inject({ url: '/api/v1/da', headers: { 'x-forwarded-for': address } })).statusCode
    const open = await start()
    const behindProxy = await start('127.0.0.1')
    const elsewhere = await start('10.0.0.0/8')
    const answers = []
    for (let i = 0; i < 6; i++)
      answers.push([
        await ask(open, `192.0.2.${i}`),
        await ask(behindProxy, `192.0.2.${i}`),
        await ask(elsewhere, `192.0.2.${i}`),
      ])
    expect(answers.at(-1)).toEqual([429, 200, 429])
    for (const app of [open, behindProxy, elsewhere]) await app.close()
  })
})
