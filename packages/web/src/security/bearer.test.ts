import type { DeadToken } from '@fachwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineRoutes, type RoutePolicy } from '../routes.ts'
import { createServer } from '../server.ts'
import { demoPeople, fakeKernel } from '../test-kit/fake-kernel.ts'

const clerk = demoPeople.find(({ id }) => id === 'jonas')!
const at = new Date('2026-03-03T08:05:00Z')
const dead: Readonly<Record<string, DeadToken>> = {
  abgelaufen: { reason: 'expired', at },
  widerrufen: { reason: 'revoked', at },
  gesperrt: { reason: 'account' },
}

let app: FastifyInstance
beforeAll(async () => {
  const identity = {
    personOfToken: async (secret: string) =>
      secret === 'lesen'
        ? { ok: true, value: { ...clerk, access: { channel: 'api', scopes: ['cases:read'] } } }
        : { ok: false, error: dead[secret] ?? { reason: 'unknown' } },
  }
  const policy = (action: RoutePolicy['action'], resource: RoutePolicy['resource']) => ({
    config: { policy: { action, resource } },
  })
  const routes = defineRoutes((scope) => {
    scope.get('/api/vorgang', policy('read', 'case'), async () => 'Vorgang')
    scope.post('/api/aufgabe', policy('work', 'task'), async () => 'erledigt')
    scope.get('/api/zugaenge', policy('administer', 'token'), async () => 'Zugänge')
    scope.get('/api/offen', { config: { policy: 'public' } }, async () => 'offen')
    scope.get('/seite', policy('read', 'case'), async () => 'Seite')
  })
  app = await createServer({ kernel: { ...fakeKernel(), identity } as never, routes: [routes], demo: true })
})
afterAll(() => app.close())

const ask = async (url: string, authorization?: string, method: 'GET' | 'POST' = 'GET') => {
  const headers = authorization === undefined ? {} : { authorization }
  const answer = await app.inject({ method, url, headers })
  return { status: answer.statusCode, challenge: answer.headers['www-authenticate'], problem: answer.json() }
}

test.each([
  [
    'abgelaufen',
    'token-expired',
    'Das Zugangstoken ist am 03.03.2026, 09:05 Uhr abgelaufen.',
    'The token expired on 03/03/2026, 09:05 (German time).',
  ],
  [
    'widerrufen',
    'token-revoked',
    'Das Zugangstoken wurde am 03.03.2026, 09:05 Uhr widerrufen.',
    'The token was revoked on 03/03/2026, 09:05 (German time).',
  ],
  ['gesperrt', 'token-account', 'Das Zugangstoken gilt noch, aber', 'The token is still valid, but'],
  ['irgendeines', 'token-unknown', 'Das mitgeschickte Zugangstoken ist hier nicht bekannt.', 'The token sent is not known here.'],
])('invalid_token: what became of the token %s stands in the header and in both languages', async (token, code, de, en) => {
  const { status, challenge, problem } = await ask('/api/vorgang', `Bearer ${token}`)
  expect(status).toBe(401)
  expect(problem).toMatchObject({ type: `urn:fachwerk:problem:${code}`, status: 401 })
  expect(problem['detail-de']).toContain(de)
  expect(problem['detail-en']).toContain(en)
  expect(challenge).toBe(`Bearer realm="fachwerk", error="invalid_token", error_description="${problem['detail-en']}"`)
})

test('insufficient_scope names the scope that is needed', async () => {
  const { status, challenge, problem } = await ask('/api/aufgabe', 'Bearer lesen', 'POST')
  expect(status).toBe(403)
  expect(problem).toMatchObject({ type: 'urn:fachwerk:problem:outside-scope', scopes: ['tasks:work'] })
  expect(problem['detail-de']).toContain('Umfang tasks:work')
  expect(challenge).toBe(
    `Bearer realm="fachwerk", error="insufficient_scope", error_description="${problem['detail-en']}", scope="tasks:work"`,
  )
})

test('what no token reaches says so and names no scope', async () => {
  const { status, challenge, problem } = await ask('/api/zugaenge', 'Bearer lesen')
  expect([status, problem.scopes]).toEqual([403, []])
  expect(problem['detail-de']).toContain('kein Zugangstoken')
  expect(challenge).toMatch(/error="insufficient_scope"/)
  expect(challenge).not.toContain('scope="')
})

test('without a token: the scheme, and no error', async () => {
  const { status, challenge, problem } = await ask('/api/vorgang')
  expect([status, challenge, problem.type]).toEqual([401, 'Bearer realm="fachwerk"', 'urn:fachwerk:problem:not-signed-in'])
})

test('malformed tokens are tokens that nobody knows; other schemes are none', async () => {
  for (const odd of ['Bearer', 'Bearer ', 'bearer  a b', `Bearer ${'x'.repeat(4000)}`, 'Bearer "ü\\'])
    expect(await ask('/api/vorgang', odd)).toMatchObject({ status: 401, problem: { type: 'urn:fachwerk:problem:token-unknown' } })
  for (const other of ['Basic YTpi', 'Bearerlesen'])
    expect(await ask('/api/vorgang', other)).toMatchObject({ status: 401, challenge: 'Bearer realm="fachwerk"' })
})

test('what is public asks for no token; pages lead to the sign-in and take none', async () => {
  expect((await app.inject({ url: '/api/offen', headers: { authorization: 'Bearer abgelaufen' } })).body).toBe('offen')
  const page = await app.inject({ url: '/seite', headers: { accept: 'text/html', authorization: 'Bearer lesen' } })
  expect([page.statusCode, page.headers.location, page.headers['www-authenticate']]).toEqual([
    303,
    '/?weiter=%2Fseite',
    undefined,
  ])
})
