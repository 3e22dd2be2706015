import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silent } from '../log.ts'
import { value } from '../test-kit/house.ts'
import { operator } from '../test-kit/people.ts'
import { goodPassword, openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'

describe.each(testDatabases())('events for whoever watches over security, on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  const lines: string[] = []
  beforeAll(async () => {
    store = await create()
    const log = { ...silent, security: (event: string, fields = {}) => void lines.push(JSON.stringify({ event, ...fields })) }
    house = await openProductionHouse(store.database, {}, undefined, log)
    await house.employ('wiebke', 'clerk')
    await house.employ('anna', 'administrator')
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  beforeEach(() => void (lines.length = 0))
  const events = () => lines.map((line) => JSON.parse(line) as { event: string })
  const signIn = (password: string) => house.kernel.accounts.signIn('wiebke', password, '192.0.2.7')

  test('sign-ins, refused ones, and when there are too many of them; nobody is named', async () => {
    value(await signIn(goodPassword))
    for (let tries = 0; tries < 6; tries += 1) await signIn('Falsches Kennwort 1962')
    const [first, ...more] = events()
    expect(first).toEqual({ event: 'sign-in', method: 'password' })
    expect(more.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => ({ event: 'sign-in-refused', method: 'password' })))
    expect(more.at(-1)).toEqual({ event: 'lock-out', method: 'password' })
    expect(lines.join()).not.toMatch(/wiebke|192\.0\.2|Deich|Kennwort/)
  })

  test('rights that are asked for, given, and a token that opens nothing', async () => {
    const anna = (await house.kernel.people.get('anna'))!
    const member = value(await house.kernel.identity.member('wiebke', anna))
    value(await house.kernel.identity.setRoles('wiebke', ['clerk', 'modeller'], member.revision, anna))
    const changed = value(await house.kernel.identity.member('wiebke', anna))
    value(await house.kernel.identity.setRoles('wiebke', ['clerk', 'modeller', 'privacy-officer'], changed.revision, anna))
    expect(await house.kernel.identity.setRoles('wiebke', ['clerk'], 0, anna)).toMatchObject({ ok: false })
    await house.kernel.identity.personOfToken('fw_nicht-von-hier')
    expect(events()).toEqual([
      { event: 'rights-changed', tenant: 'land' },
      { event: 'rights-change-requested', tenant: 'land' },
      { event: 'token-refused', reason: 'unknown' },
    ])
    expect(operator.id).not.toBe(anna.id)
  })

  test('a session whose token was used twice', async () => {
    const token = await house.kernel.sessions.create('wiebke', 'password', 'Firefox auf Linux')
    house.pass(16 * 60_000)
    await house.kernel.sessions.open(token)
    house.pass(60_000)
    expect(await house.kernel.sessions.open(token)).toBeUndefined()
    expect(events()).toEqual([{ event: 'session-copied' }])
  })
})
