import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { defineRoutes } from './routes.ts'
import { collectFile, readForm } from './read-form.ts'
import { createServer } from './server.ts'
import { demoPeople, fakeKernel } from './test-kit/fake-kernel.ts'
import { visitor, type Visitor } from './test-kit/visitor.ts'

const routes = defineRoutes((app) => {
  app.get('/geheim', { config: { policy: { action: 'read', resource: 'tool' } } }, async () => 'offen')
  app.get('/nur-betrieb', { config: { policy: { action: 'administer', resource: 'status' } } }, async () => 'offen')
  app.get('/kaputt', { config: { policy: 'public' } }, async () => {
    throw new Error('broken invariant with a name in it: Aylin')
  })
  app.post('/senden', { config: { policy: 'public' } }, async (request) => ({ got: await readForm(request) }))
  app.post('/api/senden', { config: { policy: 'public' } }, async (request) => ({ got: request.body }))
  app.post('/hochladen', { config: { policy: 'public', multipart: true } }, async (request) => {
    const sizes: (number | undefined)[] = []
    const got = await readForm(request, async (file) => void sizes.push((await collectFile(file, 100))?.byteLength))
    return { got, sizes }
  })
})

describe('server', () => {
  let app: FastifyInstance
  let guest: Visitor
  const log: string[] = []
  const security: unknown[] = []
  beforeAll(async () => {
    const stream = { write: (line: string) => void log.push(line) }
    app = await createServer({
      kernel: fakeKernel(),
      routes: [routes],
      demo: true,
      log: { level: 'info', stream },
      securityLog: (...event) => void security.push(event),
    })
    guest = visitor(app)
  })
  afterAll(() => app.close())

  test('sends security headers and a request id with every answer', async () => {
    const answer = await guest.get('/healthz')
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    expect(answer.headers['content-security-policy']).not.toContain('unsafe')
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('unknown address: a page for browsers, problem+json for programs', async () => {
    const html = await guest.get('/gibt-es-nicht')
    expect([html.statusCode, html.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(html.body).toContain('Diese Seite gibt es nicht')
    const json = await app.inject({ url: '/api/gibt-es-nicht' })
    expect([json.statusCode, json.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
    expect(json.json()).toMatchObject({
      status: 404,
      type: 'urn:fachwerk:problem:not-found',
      'title-en': 'This page does not exist',
    })
  })

  test('a broken invariant is our fault, says nothing of the inside and is logged', async () => {
    const answer = await guest.get('/kaputt')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).toContain('Da ist uns ein Fehler unterlaufen')
    expect(answer.body).not.toContain('invariant')
    const line = log.find((each) => each.includes('request failed'))
    expect(line).toContain('server.test.ts')
    expect(line).not.toMatch(/Aylin|invariant/)
  })

  test('the request log has routes and no addresses or people', async () => {
    await guest.get('/geheim?suche=Demir')
    const line = log.findLast((each) => each.includes('"route":"/geheim"'))
    expect(line).toBeDefined()
    expect(line).not.toMatch(/Demir|127\.0\.0\.1/)
  })

  test('a form without or with a foreign token is refused', async () => {
    expect((await guest.post('/senden', { a: '1', _csrf: 'falsch' })).statusCode).toBe(403)
    expect((await guest.post('/senden', { a: '1', _csrf: '' })).body).toContain('gilt nicht mehr')
    expect((await visitor(app).post('/senden', { a: '1', _csrf: await guest.csrf() })).statusCode).toBe(403)
    expect((await guest.send('/senden', { a: '1' })).json()).toEqual({ got: { a: '1' } })
  })

  test('JSON is taken from our own origin only', async () => {
    const ours = await app.inject({ method: 'POST', url: '/api/senden', payload: { a: 1 } })
    expect(ours.json()).toEqual({ got: { a: 1 } })
    const theirs = await app.inject({
      method: 'POST',
      url: '/api/senden',
      payload: { a: 1 },
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(theirs.statusCode).toBe(403)
    const text = await app.inject({
      method: 'POST',
      url: '/api/senden',
      payload: '{"a":1}',
      headers: { 'content-type': 'text/plain' },
    })
    expect(text.statusCode).toBe(415)
  })

  test('files: token first, size limited by the route, refused where no files are expected', async () => {
    const file = { field: 'datei', name: '../../böse.txt', content: 'x'.repeat(50) }
    const token = await guest.csrf()
    expect((await guest.multipart('/hochladen', { _csrf: token, a: 'ä' }, [file])).json()).toEqual({
      got: { a: 'ä' },
      sizes: [50],
    })
    expect((await guest.multipart('/hochladen', { _csrf: token }, [{ ...file, content: 'x'.repeat(500) }])).json()).toEqual({
      got: {},
      sizes: [null],
    })
    expect((await guest.multipart('/hochladen', { a: '1' }, [file])).statusCode).toBe(403)
    expect((await guest.multipart('/senden', { _csrf: token }, [file])).statusCode).toBe(415)
  })

  test('a file beyond the limit of the server is too large', async () => {
    const huge = { field: 'datei', name: 'a.bin', content: 'x'.repeat(20_500_000) }
    const answer = await guest.multipart('/hochladen', { _csrf: await guest.csrf() }, [huge])
    expect(answer.statusCode).toBe(413)
    expect(answer.body).toContain('zu groß')
  })

  test('a body beyond the limit is too large', async () => {
    const answer = await guest.send('/senden', { a: 'x'.repeat(1_100_000) })
    expect(answer.statusCode).toBe(413)
  })

  test('pages are for those who are signed in, unless they say otherwise', async () => {
    const answer = await guest.get('/geheim?x=1')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/?weiter=${encodeURIComponent('/geheim?x=1')}`])
    expect((await app.inject({ url: '/geheim' })).statusCode).toBe(401)
  })

  test('signing in goes on to where someone wanted to go, never elsewhere; roles are kept', async () => {
    const aylin = visitor(app)
    expect((await aylin.send('/anmelden', { person: 'aylin', weiter: '/geheim' })).headers.location).toBe('/geheim')
    expect((await aylin.get('/geheim')).body).toBe('offen')
    expect((await aylin.get('/nur-betrieb')).statusCode).toBe(403)
    for (const weiter of ['//evil.example', 'https://evil.example', String.raw`/\evil.example`, 'javascript:alert(1)'])
      expect((await aylin.send('/anmelden', { person: 'aylin', weiter })).headers.location).toBe('/')
    await aylin.send('/abmelden', {})
    expect((await aylin.get('/geheim')).statusCode).toBe(303)
    expect((await guest.send('/anmelden', { person: 'niemand' })).statusCode).toBe(403)
  })

  test('refused accesses and forged requests are events of security, and name nobody', async () => {
    const aylin = visitor(app)
    await aylin.send('/anmelden', { person: 'aylin' })
    security.length = 0
    await aylin.get('/nur-betrieb')
    await aylin.post('/senden', { a: '1' })
    await aylin.request({ method: 'POST', url: '/senden', headers: { origin: 'https://example.org' } })
    expect(security).toEqual([
      ['access-refused', { action: 'administer', resource: 'status' }],
      ['request-forged'],
      ['request-forged'],
    ])
  })

  test('signing out stands on every page of somebody who is signed in, and clears what the browser kept', async () => {
    const aylin = visitor(app)
    await aylin.send('/anmelden', { person: 'aylin' })
    for (const url of ['/konto', '/gibt-es-nicht', '/nur-betrieb', '/kaputt'])
      expect([url, (await aylin.get(url)).body]).toEqual([url, expect.stringContaining('action="/abmelden"')])
    expect((await guest.get('/gibt-es-nicht')).body).not.toContain('action="/abmelden"')
    const answer = await aylin.send('/abmelden', {})
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
    await aylin.send('/anmelden', { person: 'aylin' })
    const everywhere = await aylin.send('/konto/ueberall-abmelden', {})
    expect(everywhere.headers['clear-site-data']).toBe('"cache", "storage"')
  })

  test('English by link, remembered by cookie', async () => {
    const reader = visitor(app)
    expect((await reader.get('/nirgends')).body).toContain('<html lang="de">')
    expect((await reader.get('/nirgends?lang=en')).body).toContain('This page does not exist')
    expect((await reader.get('/nirgends')).body).toContain('<html lang="en">')
    expect((await reader.get('/nirgends?lang=xx')).body).toContain('<html lang="en">')
  })

  test('assets: compressed, kept for a year, fonts from here', async () => {
    const css = /\/assets\/[0-9a-f]+\/fachwerk\.css/.exec((await guest.get('/nirgends')).body)![0]
    const answer = await app.inject({ url: css, headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/css; charset=utf-8' })
    expect(answer.headers['cache-control']).toContain('immutable')
    expect((await app.inject({ url: css.replace('fachwerk.css', 'fonts/FiraSans-Regular.woff2') })).statusCode).toBe(200)
    expect(
      (await app.inject({ url: css.replace('fachwerk.css', 'fonts/..%2f..%2fpackage.json') })).statusCode,
    ).toBeGreaterThanOrEqual(400)
  })

  test('describes its routes', async () => {
    const api = (await app.inject({ url: '/api/openapi.json' })).json() as { openapi: string; paths: Record<string, unknown> }
    expect(api.openapi).toBe('3.1.0')
    expect(Object.keys(api.paths)).toContain('/readyz')
    expect(Object.keys(api.paths).some((path) => path.startsWith('/assets'))).toBe(false)
  })

  test('is not ready without its database, but alive', async () => {
    const down = await createServer({ kernel: fakeKernel({ database: 'down' }), routes: [], demo: false })
    expect((await down.inject({ url: '/readyz' })).statusCode).toBe(503)
    expect((await down.inject({ url: '/healthz' })).statusCode).toBe(200)
    await down.close()
  })

  test('demo people exist in demo mode only', async () => {
    const real = await createServer({ kernel: fakeKernel(), routes: [], demo: false, https: true })
    const someone = visitor(real)
    expect((await someone.send('/anmelden', { person: 'aylin' })).statusCode).toBe(403)
    const answer = await someone.get('/nirgends')
    expect(answer.body).not.toContain('fw-demo')
    expect(answer.headers['strict-transport-security']).toBeDefined()
    await real.close()
  })
})

describe('policies', () => {
  const one = (routes: Parameters<typeof defineRoutes>[0]) =>
    createServer({ kernel: fakeKernel(), routes: [defineRoutes(routes)], demo: true })

  test('a server with a route that has none does not start, and says what to do', async () => {
    await expect(one((app) => void app.get('/vergessen', async () => 'offen'))).rejects.toThrow(
      /GET \/vergessen.*policy: \{ action, resource \}/,
    )
  })

  test('a token of the API is its person within its scopes, and nobody on pages', async () => {
    const clerk = demoPeople.find(({ id }) => id === 'jonas')!
    const kernel = {
      ...fakeKernel(),
      identity: {
        personOfToken: async (secret: string) =>
          secret === 'lesen'
            ? { ok: true, value: { ...clerk, access: { channel: 'api', scopes: ['cases:read'] } as const } }
            : { ok: false, error: { reason: 'unknown' } },
      },
    } as unknown as ReturnType<typeof fakeKernel>
    const policy = (action: 'read' | 'start') => ({ config: { policy: { action, resource: 'case' } as const } })
    const app = await createServer({
      kernel,
      demo: true,
      routes: [
        defineRoutes((scope) => {
          scope.get('/api/lesen', policy('read'), async (request) => request.person?.access)
          scope.get('/api/beginnen', policy('start'), async () => 'begonnen')
          scope.get('/seite', policy('read'), async () => 'Seite')
        }),
      ],
    })
    const ask = (url: string, token: string) => app.inject({ url, headers: { authorization: `Bearer ${token}` } })
    expect((await ask('/api/lesen', 'lesen')).json()).toEqual({ channel: 'api', scopes: ['cases:read'] })
    const outside = await ask('/api/beginnen', 'lesen')
    expect([outside.statusCode, outside.json().type]).toEqual([403, 'urn:fachwerk:problem:outside-scope'])
    expect((await ask('/api/lesen', 'falsch')).statusCode).toBe(401)
    expect((await ask('/seite', 'lesen')).statusCode).toBe(401)
    await app.close()
  })
})
