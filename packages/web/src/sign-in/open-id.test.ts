import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { createServer } from '../server.ts'
import { settingsFor, startProvider, type RunningProvider } from '../test-kit/oidc-provider.ts'
import type { Tampering } from '../test-kit/oidc-provider-process.ts'
import { visitor, type Visitor } from '../test-kit/visitor.ts'
import { idOfSubject, openProductionHouse, type ProductionHouse } from '../../../kernel/src/test-kit/production-house.ts'
import { storedTexts } from '../../../kernel/src/test-kit/stored-texts.ts'
import { createOpenIdProvider } from './open-id-provider.ts'

const publicUrl = 'http://localhost'
const callback = '/anmelden/landeskennung/zurueck'
const session = 'fachwerk-session'

const [{ create }] = testDatabases() as [ReturnType<typeof testDatabases>[number]]
let store: TestDatabase
let house: ProductionHouse
let provider: RunningProvider
let app: FastifyInstance
let guest: Visitor

async function openServer(issuer: string): Promise<FastifyInstance> {
  const signIn = { provider: createOpenIdProvider(settingsFor(issuer)), breakGlass: false }
  return createServer({ kernel: house.kernel, routes: [], demo: false, publicUrl, signIn })
}

beforeAll(async () => {
  store = await create()
  house = await openProductionHouse(store.database, {
    oidcGroups: {
      'FW-Modell': { tenant: 'land', roles: ['modeller'] },
      'FW-Sach': { tenant: 'land', groups: ['buergeramt'], roles: ['clerk'] },
      'FW-Fremd': { tenant: 'nirgends', roles: ['operator'] },
    },
  })
  provider = await startProvider(`${publicUrl}${callback}`)
  app = await openServer(provider.issuer)
}, 60_000)
afterAll(async () => {
  await app.close()
  await provider.stop()
  await house.kernel.stop()
  await store.drop()
})
beforeEach(async () => {
  guest = visitor(app)
  await provider.tell({ tampering: 'none', groups: ['FW-Sach', 'Kantine'] })
})

const toProvider = async (who: Visitor = guest): Promise<string> => {
  const answer = await who.get('/anmelden/landeskennung?weiter=%2Fkonto')
  return answer.headers.location!
}
const back = (who: Visitor, url: string) => who.get(url.slice(publicUrl.length))
/** The whole way: there, sign in, back. */
async function signIn(who: Visitor, subject: string) {
  return back(who, await provider.signIn(await toProvider(who), subject))
}
const personOf = async (subject: string) => {
  const id = await idOfSubject(store.database, provider.issuer, subject)
  return id === undefined ? undefined : house.kernel.people.get(id)
}

describe('signing in through a provider', () => {
  test('asks for a code with PKCE, state and nonce', async () => {
    const { searchParams } = new URL(await toProvider())
    expect(searchParams.get('response_type')).toBe('code')
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce']) expect(searchParams.get(name)!.length).toBeGreaterThan(30)
    expect(searchParams.get('redirect_uri')).toBe(`${publicUrl}${callback}`)
  })

  test('makes the person at the first time, with the rights of the mapped groups, and lands where one wanted to go', async () => {
    const answer = await signIn(guest, 'hanna')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/konto'])
    expect(await personOf('hanna')).toMatchObject({
      name: 'Person hanna',
      tenant: 'land',
      roles: ['clerk'],
      groups: ['buergeramt'],
    })
    // Who it is at the provider is kept as a keyed hash only.
    expect((await storedTexts(store.database)).filter(({ text }) => text.includes('hanna'))).toEqual([])
    const account = await guest.get('/konto')
    expect(account.body).toContain('Landeskennung')
    expect(account.body).not.toContain('Passkey hinzufügen')
  })

  test('is the same person next time; a role mapped away is gone, a new one is there', async () => {
    await provider.tell({ groups: ['FW-Sach', 'FW-Modell'] })
    await signIn(guest, 'kai')
    const before = (await personOf('kai'))!
    expect(before.roles).toEqual(['modeller', 'clerk'])
    await provider.tell({ groups: ['FW-Modell'] })
    await signIn(visitor(app), 'kai')
    expect(await personOf('kai')).toMatchObject({ id: before.id, roles: ['modeller'], groups: [] })
  })

  test('without a mapped group, or with one of an authority that is not here, nobody gets in and nothing remains', async () => {
    await signIn(guest, 'lena')
    const token = guest.cookies.get(session)!
    for (const groups of [[], ['Kantine'], ['FW-Fremd']]) {
      await provider.tell({ groups })
      const again = visitor(app)
      const answer = await signIn(again, 'lena')
      expect([answer.statusCode, again.cookies.has(session)]).toEqual([403, false])
      expect(answer.body).toContain('noch keine Aufgabe zugeordnet')
    }
    expect(await house.kernel.sessions.open(token)).toBeUndefined()
    expect((await personOf('lena'))!.roles).toEqual([])
  })

  test('the same subject of another provider is somebody else', async () => {
    const claims = { subject: 'gleich', groups: ['FW-Sach'], name: 'Gleich' }
    const ask = async (issuer: string) => {
      const answer = await house.kernel.accounts.personOfClaims({ issuer, ...claims })
      return answer.ok ? answer.value.id : answer.error.code
    }
    const one = await ask('https://eins.example')
    expect(await ask('https://zwei.example')).not.toBe(one)
    expect(await ask('https://eins.example')).toBe(one)
  })

  test('does not let in whom the administrator has locked', async () => {
    await signIn(guest, 'gesperrt')
    const { id } = (await personOf('gesperrt'))!
    await sql`update kernel.person set state = 'locked' where id = ${id}`.execute(store.database.kysely)
    const answer = await signIn(visitor(app), 'gesperrt')
    expect([answer.statusCode, answer.body.includes('gesperrt')]).toEqual([403, true])
  })
})

test('what a provider says of itself must name the issuer that is set up', async () => {
  const issuer = 'https://anmeldung.example.de'
  const begin = (named: string) =>
    createOpenIdProvider({
      issuer,
      clientId: 'fachwerk',
      clientSecret: 'WkmWqVqBxVRWgbAe9Yw3',
      fetch: async () =>
        Response.json({
          issuer: named,
          authorization_endpoint: `${issuer}/hin`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
        }),
    }).begin(`${publicUrl}${callback}`)
  expect(await begin(issuer)).toMatchObject({ url: expect.stringContaining(`${issuer}/hin?`) })
  for (const other of ['https://evil.example', `${issuer}.evil.example`, `${issuer}/anderer`])
    expect(await begin(other)).toBe('away')
})

describe('what proves nothing is refused', () => {
  const forged: readonly Tampering[] = [
    'wrong-key',
    'alg-none',
    'expired',
    'from-the-future',
    'wrong-nonce',
    'no-nonce',
    'wrong-audience',
    'wrong-issuer',
    'no-id-token',
  ]
  test.each(forged)('an ID token that is: %s', async (tampering) => {
    await provider.tell({ tampering })
    const answer = await signIn(guest, `forger-${tampering}`)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/anmelden?hinweis=refused'])
    expect(guest.cookies.has(session)).toBe(false)
    expect(await personOf(`forger-${tampering}`)).toBeUndefined()
    expect((await guest.get('/anmelden?hinweis=refused')).body).toContain('ungültig, abgelaufen oder schon benutzt')
  })

  test.each(['expired-within-skew', 'from-the-future-within-skew'] as const)(
    'clocks may differ by a minute: %s is taken',
    async (tampering) => {
      await provider.tell({ tampering })
      expect((await signIn(guest, 'uhr')).headers.location).toBe('/konto')
    },
  )

  test('the same answer twice: a code is good once', async () => {
    const address = await provider.signIn(await toProvider(), 'doppelt')
    expect((await back(guest, address)).headers.location).toBe('/konto')
    expect((await back(guest, address)).headers.location).toBe('/anmelden?hinweis=refused')
    const thief = visitor(app)
    await toProvider(thief)
    expect((await back(thief, address)).headers.location).toBe('/anmelden?hinweis=refused')
    expect(thief.cookies.has(session)).toBe(false)
  })

  test('a code of one attempt with the state of another', async () => {
    const first = new URL(await provider.signIn(await toProvider(), 'misch'))
    const second = new URL(await provider.signIn(await toProvider(), 'misch'))
    second.searchParams.set('code', first.searchParams.get('code')!)
    expect((await back(guest, second.href)).headers.location).toBe('/anmelden?hinweis=refused')
  })

  test('a wrong state, another issuer in the answer, an error of the provider, no code at all', async () => {
    for (const change of [
      { state: 'x' },
      { iss: 'https://evil.example' },
      { code: undefined },
      { code: undefined, error: 'access_denied' },
    ]) {
      const address = new URL(await provider.signIn(await toProvider(), 'falsch'))
      for (const [name, value] of Object.entries(change))
        if (value === undefined) address.searchParams.delete(name)
        else address.searchParams.set(name, value)
      expect((await back(guest, address.href)).headers.location, JSON.stringify(change)).toBe('/anmelden?hinweis=refused')
    }
    expect(guest.cookies.has(session)).toBe(false)
  })

  test('a link that somebody else prepared: without the own cookie nobody is signed in', async () => {
    const address = await provider.signIn(await toProvider(), 'angreifer')
    const victim = visitor(app)
    expect((await back(victim, address)).headers.location).toBe('/anmelden?hinweis=refused')
    expect(victim.cookies.has(session)).toBe(false)
  })

  test('more than ten minutes at the provider', async () => {
    const address = await provider.signIn(await toProvider(), 'langsam')
    house.pass(10 * 60_000)
    expect((await back(guest, address)).headers.location).toBe('/anmelden?hinweis=refused')
  })
})

describe('a provider that goes away', () => {
  test('the page says so and offers the local account; who is signed in stays so', async () => {
    await signIn(guest, 'bleibt')
    await house.employ('vor-ort', 'clerk')
    const late = visitor(app)
    const address = await provider.signIn(await toProvider(late), 'bleibt')
    await provider.tell({ tampering: 'server-error' })
    expect((await back(late, address)).headers.location).toBe('/anmelden?hinweis=away')
    const away = await late.get('/anmelden?hinweis=away')
    expect(away.body).toContain('antwortet gerade nicht')
    expect(away.body).toContain('name="password"')
    expect((await guest.get('/konto')).statusCode).toBe(200)
    const fresh = await openServer(provider.issuer)
    expect((await visitor(fresh).get('/anmelden/landeskennung')).headers.location).toBe('/anmelden?hinweis=away')
    await provider.tell({ tampering: 'none' })
    expect((await visitor(fresh).get('/anmelden/landeskennung')).headers.location).toContain(provider.issuer)
    await fresh.close()
  })

  test('one that takes the call and says nothing is given up after five seconds', { timeout: 20_000 }, async () => {
    const fresh = await openServer(provider.issuer)
    await provider.tell({ tampering: 'silent' })
    const started = Date.now()
    const answer = await visitor(fresh).get('/anmelden/landeskennung')
    expect(answer.headers.location).toBe('/anmelden?hinweis=away')
    expect(Date.now() - started).toBeLessThan(8000)
    await fresh.close()
  })

  test('and one that is gone altogether', async () => {
    await provider.stop()
    const fresh = await openServer(provider.issuer)
    expect((await visitor(fresh).get('/anmelden/landeskennung')).headers.location).toBe('/anmelden?hinweis=away')
    await fresh.close()
  })
})
