import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { value } from '../test-kit/house.ts'
import { operator } from '../test-kit/people.ts'
import { openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'

const minute = 60_000
const hour = 60 * minute

describe.each(testDatabases())('sessions on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  beforeAll(async () => {
    store = await create()
    house = await openProductionHouse(store.database)
    await house.hire('clara', 'clerk')
    await house.hire('oskar', 'modeller')
    await house.hire('ada', 'administrator')
  })
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  const sessions = () => house.kernel.sessions

  test('a token names its person; what the database holds does not', async () => {
    const token = await sessions().create('clara', 'password', 'Firefox auf Linux')
    expect(await sessions().open(token)).toMatchObject({
      person: { id: 'clara' },
      session: { method: 'password', device: 'Firefox auf Linux' },
      announcements: 0,
    })
    const stored = await sql<{ token_hash: string; id: string }>`select * from kernel.session_token t
      join kernel.session s on s.id = t.session_id`.execute(store.database.kysely)
    expect(JSON.stringify(stored.rows)).not.toContain(token)
    for (const guess of ['', 'x', stored.rows[0]!.token_hash, stored.rows[0]!.id])
      expect(await sessions().open(guess)).toBeUndefined()
    await sessions().end(token)
    expect(await sessions().open(token)).toBeUndefined()
  })

  test('the token changes after 15 minutes; the old one is good for 30 seconds, and one of two requests at once gets the new one', async () => {
    const first = await sessions().create('clara', 'password')
    house.pass(14 * minute)
    expect((await sessions().open(first))!.next).toBeUndefined()
    house.pass(minute)
    const [one, two] = await Promise.all([sessions().open(first), sessions().open(first)])
    const next = [one!.next, two!.next].filter((token) => token !== undefined)
    expect(next).toHaveLength(1)
    expect(one!.formKey).toBe(two!.formKey)
    house.pass(30_000)
    expect((await sessions().open(first))!.person.id).toBe('clara')
    expect(await sessions().open(next[0]!)).toMatchObject({ person: { id: 'clara' }, formKey: one!.formKey })
    await sessions().end(next[0]!)
    expect(await sessions().open(first)).toBeUndefined()
  })

  test('a token that comes back later ends the session, and its owner hears of it', async () => {
    const first = await sessions().create('clara', 'password')
    house.pass(15 * minute)
    const { next } = (await sessions().open(first))!
    house.pass(30_001)
    expect(await sessions().open(first)).toBeUndefined()
    expect(await sessions().open(next!)).toBeUndefined()
    const clara = (await house.kernel.people.get('clara'))!
    const [told] = await house.kernel.accounts.announcements(clara)
    expect(told!.text.de).toContain('zweimal benutzt')
    await house.kernel.accounts.dismissAnnouncement(told!.id, clara)
    expect(await house.kernel.accounts.announcements(clara)).toEqual([])
  })

  test.each([
    ['clara', 'password', 2 * hour],
    ['oskar', 'passkey', 30 * minute],
    ['clara', 'break-glass', 15 * minute],
  ] as const)('ends for %s by %s when nobody is there', async (who, method, idle) => {
    const token = await sessions().create(who, method)
    const left = await sessions().create(who, method)
    house.pass(idle - 1)
    const kept = (await sessions().open(token))!
    house.pass(1)
    expect(await sessions().open(left)).toBeUndefined()
    expect((await sessions().open(kept.next ?? token))?.person.id).toBe(who)
    await sessions().end(kept.next ?? token)
  })

  test.each([
    ['password', 12],
    ['break-glass', 1],
  ] as const)('by %s it ends after %i hours whatever happens', async (method, hours) => {
    let token = await sessions().create('clara', method)
    for (let passed = 0; passed < hours * 60 - 10; passed += 10) {
      house.pass(10 * minute)
      token = (await sessions().open(token))!.next ?? token
    }
    house.pass(10 * minute)
    expect(await sessions().open(token)).toBeUndefined()
  })

  test('one sees and ends own devices, not those of others', async () => {
    const clara = (await house.kernel.people.get('clara'))!
    const oskar = (await house.kernel.people.get('oskar'))!
    const [one, two] = [
      await sessions().create('clara', 'password', 'Firefox'),
      await sessions().create('clara', 'passkey', 'Chrome'),
    ]
    const listed = await sessions().list(clara)
    expect(listed.map(({ device }) => device).toSorted()).toEqual(['Chrome', 'Firefox'])
    const firefox = listed.find(({ device }) => device === 'Firefox')!
    expect(await sessions().revoke(firefox.id, oskar)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await sessions().open(one)).toBeDefined()
    expect(await sessions().revoke(firefox.id, clara)).toMatchObject({ ok: true })
    expect(await sessions().open(one)).toBeUndefined()
    expect(await sessions().open(two)).toBeDefined()
    expect(await sessions().revoke('s_nonsense\0', clara)).toMatchObject({ ok: false })
    await sessions().end(two)
  })

  test('signing out everywhere: oneself, the own administrator, the operator; nobody else', async () => {
    const oskar = (await house.kernel.people.get('oskar'))!
    const ada = (await house.kernel.people.get('ada'))!
    const foreign = { ...ada, id: 'other', tenant: 'anderswo' }
    const clara = (await house.kernel.people.get('clara'))!
    const token = await sessions().create('clara', 'password')
    for (const by of [oskar, foreign]) expect(await sessions().endAll('clara', by)).toMatchObject({ ok: false })
    expect(await sessions().open(token)).toBeDefined()
    for (const by of [ada, operator, clara]) {
      const [a, b] = [await sessions().create('clara', 'password'), await sessions().create('clara', 'demo')]
      expect(value(await sessions().endAll('clara', by)).ended).toBeGreaterThanOrEqual(2)
      expect([await sessions().open(a), await sessions().open(b)]).toEqual([undefined, undefined])
    }
  })

  test('who is locked is out at once', async () => {
    const token = await sessions().create('clara', 'password')
    await sql`update kernel.person set state = 'locked' where id = 'clara'`.execute(store.database.kysely)
    expect(await sessions().open(token)).toBeUndefined()
    await sql`update kernel.person set state = 'active' where id = 'clara'`.execute(store.database.kysely)
  })
})
