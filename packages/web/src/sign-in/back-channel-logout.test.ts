import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { openProductionHouse, type ProductionHouse } from '../../../kernel/src/test-kit/production-house.ts'
import { createServer } from '../server.ts'
import { settingsFor, startProvider, type RunningProvider } from '../test-kit/oidc-provider.ts'
import { visitor, type Visitor } from '../test-kit/visitor.ts'
import { createOpenIdProvider } from './open-id-provider.ts'

// A real provider in a process of its own calls us as it would in service; its call comes in at a port that hands it on to the server.
const publicUrl = 'http://localhost'
const route = '/anmelden/landeskennung/abmelden'
const event = 'http://schemas.openid.net/event/backchannel-logout'

const [{ create }] = testDatabases() as [ReturnType<typeof testDatabases>[number]]
let store: TestDatabase
let house: ProductionHouse
let provider: RunningProvider
let app: FastifyInstance
let door: Server
/** Answers to what the provider itself has sent. */
const answers: number[] = []

const logout = (token: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: route,
    payload: new URLSearchParams({ logout_token: token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

beforeAll(async () => {
  door = createHttpServer(async (request, response) => {
    let payload = ''
    for await (const chunk of request) payload += String(chunk)
    const answer = await app.inject({
      method: 'POST',
      url: route,
      payload,
      headers: { 'content-type': request.headers['content-type']! },
    })
    answers.push(answer.statusCode)
    response.writeHead(answer.statusCode).end(answer.body)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  store = await create()
  house = await openProductionHouse(
    store.database,
    { oidcGroups: { 'FW-Sach': { tenant: 'land', groups: ['buergeramt'], roles: ['clerk'] } } },
    Date.now(),
  )
  provider = await startProvider(
    `${publicUrl}/anmelden/landeskennung/zurueck`,
    `http://127.0.0.1:${(door.address() as AddressInfo).port}${route}`,
  )
  const signIn = { provider: createOpenIdProvider(settingsFor(provider.issuer)), breakGlass: false }
  app = await createServer({ kernel: house.kernel, routes: [], demo: false, publicUrl, signIn })
}, 60_000)
afterAll(async () => {
  await app.close()
  await provider.stop()
  await house.kernel.stop()
  await store.drop()
  door.close()
})
beforeEach(async () => {
  answers.length = 0
  await provider.tell({ tampering: 'none', groups: ['FW-Sach'] })
})

/** A browser that has signed in through the provider. */
async function signedIn(subject: string): Promise<Visitor> {
  const one = visitor(app)
  const begun = await one.get('/anmelden/landeskennung?weiter=%2Fkonto')
  const address = await provider.signIn(begun.headers.location!, subject)
  expect((await one.get(address.slice(publicUrl.length))).headers.location).toBe('/konto')
  return one
}
const isIn = async (one: Visitor): Promise<boolean> => (await one.get('/konto')).statusCode === 200

let tokens = 0
const seconds = () => Math.floor(Date.now() / 1000)
const claimsFor = (subject: string): Readonly<Record<string, unknown>> => ({
  iss: provider.issuer,
  aud: 'fachwerk',
  iat: seconds(),
  exp: seconds() + 120,
  jti: `token-${tokens++}`,
  sub: subject,
  events: { [event]: {} },
})

test('the provider signs somebody out: exactly that session ends here, at once', async () => {
  const [here, other] = [await signedIn('lena'), await signedIn('lena')]
  const stranger = await signedIn('malte')
  const sids = await sql<{ n: number }>`select count(distinct provider_session)::int as n from kernel.session`.execute(
    store.database.kysely,
  )
  expect(sids.rows[0]!.n).toBe(3)
  const sid = await provider.lastSid('lena')
  await provider.signOut({ subject: 'lena', sid })
  expect(answers).toEqual([200])
  expect([await isIn(here), await isIn(other), await isIn(stranger)]).toEqual([true, false, true])
})

test('without a session in the token all that came from this provider end; a local account stays', async () => {
  const browsers = [await signedIn('ole'), await signedIn('ole')]
  const own = await sql<{ id: string }>`select person_id as id from kernel.session order by created_at desc limit 1`.execute(
    store.database.kysely,
  )
  const local = await house.kernel.sessions.create(own.rows[0]!.id, 'passkey')
  const answer = await logout(await provider.forge({ claims: claimsFor('ole'), signed: 'by-provider' }))
  expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, '', 'no-store'])
  for (const one of browsers) expect(await isIn(one)).toBe(false)
  expect(await house.kernel.sessions.person(local)).toBeDefined()
})

test('whom nobody knows is answered like everybody else; a session of somebody else is not ended', async () => {
  const here = await signedIn('pia')
  expect((await logout(await provider.forge({ claims: claimsFor('niemand'), signed: 'by-provider' }))).statusCode).toBe(200)
  const sid = await provider.lastSid('pia')
  const mixed = { ...claimsFor('niemand'), sid }
  expect((await logout(await provider.forge({ claims: mixed, signed: 'by-provider' }))).statusCode).toBe(200)
  expect(await isIn(here)).toBe(true)
  const { sub: _sub, ...nameless } = claimsFor('pia')
  expect((await logout(await provider.forge({ claims: { ...nameless, sid }, signed: 'by-provider' }))).statusCode).toBe(200)
  expect(await isIn(here)).toBe(false)
})

test('the same token twice is refused the second time', async () => {
  const token = await provider.forge({ claims: claimsFor('quirin'), signed: 'by-provider' })
  expect((await logout(token)).statusCode).toBe(200)
  const here = await signedIn('quirin')
  const again = await logout(token)
  expect([again.statusCode, again.json().error, again.headers['cache-control']]).toEqual([400, 'invalid_request', 'no-store'])
  expect(again.json().error_description).toContain('used before')
  expect(await isIn(here)).toBe(true)
})

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['another issuer', { iss: 'https://evil.example' }],
  ['another client', { aud: 'another-client' }],
  ['no audience', { aud: undefined }],
  ['expired', { exp: 1 }],
  ['no expiry', { exp: undefined }],
  ['from the future', { iat: 4_000_000_000, exp: 4_000_000_100 }],
  ['too old, though not expired', { iat: 1_700_000_000 }],
  ['no time of issue', { iat: undefined }],
  ['a nonce, as in an ID token', { nonce: 'x' }],
  ['no events', { events: undefined }],
  ['another event', { events: { 'http://schemas.openid.net/event/other': {} } }],
  ['an event that is no object', { events: { [event]: 'yes' } }],
  ['no id', { jti: undefined }],
  ['neither subject nor session', { sub: undefined }],
  ['a subject that is no text', { sub: 7 }],
])('a token with %s ends nothing', async (_what, changes) => {
  const here = await signedIn('rike')
  const answer = await logout(await provider.forge({ claims: { ...claimsFor('rike'), ...changes }, signed: 'by-provider' }))
  expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_request'])
  expect(await isIn(here)).toBe(true)
})

test('a token that the provider has not signed, or for something else, ends nothing', async () => {
  const here = await signedIn('swantje')
  const claims = claimsFor('swantje')
  const genuine = await provider.forge({ claims, signed: 'by-provider' })
  const forged = [
    await provider.forge({ claims, signed: 'by-somebody-else' }),
    await provider.forge({ claims, header: { alg: 'none' }, signed: 'not-at-all' }),
    await provider.forge({ claims, header: { alg: 'HS256' }, signed: 'by-provider' }),
    await provider.forge({ claims, header: { alg: 'ES256' }, signed: 'by-provider' }),
    await provider.forge({ claims, header: { kid: 'unknown' }, signed: 'by-provider' }),
    await provider.forge({ claims, header: { typ: 'at+jwt' }, signed: 'by-provider' }),
    await provider.forge({ claims, header: { crit: ['x'] }, signed: 'by-provider' }),
    `${genuine}x.y`,
    genuine.split('.').slice(0, 2).join('.'),
    `${genuine.slice(0, -4)}AAAA`,
    'x',
    '',
    'a.b.c',
    `${genuine}${'A'.repeat(10_000)}`,
  ]
  for (const token of forged) expect((await logout(token)).statusCode, token.slice(0, 60)).toBe(400)
  expect((await app.inject({ method: 'POST', url: route })).statusCode).toBe(400)
  expect(await isIn(here)).toBe(true)
  expect((await logout(genuine)).statusCode).toBe(200)
  expect(await isIn(here)).toBe(false)
})
