import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { value } from '../test-kit/house.ts'
import { openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'

const issuer = 'https://anmeldung.example'
const minute = 60_000

describe.each(testDatabases())('signed out by the provider on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  beforeAll(async () => {
    store = await create()
    house = await openProductionHouse(store.database, { oidcGroups: { '*': { tenant: 'land', roles: ['clerk'] } } })
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  const signIn = async (subject: string) => {
    const person = value(await house.kernel.accounts.personOfClaims({ issuer, subject, groups: [], name: subject }))
    return house.kernel.sessions.create(person.id, 'oidc', undefined, { issuer, sid: `session of ${subject}` })
  }
  const logoutOf = (subject: string) => ({ issuer, id: `token of ${subject}`, goodUntil: house.now() + 2 * minute, subject })

  test('a token is used only with what it ends: after a fault the next try with it ends the session, and the one after is a replay', async () => {
    const { accounts, sessions } = house.kernel
    const session = await signIn('wiebke')
    await store.database
      .execute(`create function kernel.fault() returns trigger language plpgsql as $$ begin raise 'fault'; end $$;
      create trigger fault before delete on kernel.session for each row execute function kernel.fault()`)
    await expect(accounts.endByProvider(logoutOf('wiebke'))).rejects.toThrow('fault')
    await store.database.execute('drop trigger fault on kernel.session; drop function kernel.fault()')
    expect(await sessions.person(session)).toBeDefined()

    expect(await accounts.endByProvider(logoutOf('wiebke'))).toEqual({ ended: 1 })
    expect(await sessions.person(session)).toBeUndefined()
    const again = await signIn('wiebke')
    expect(await accounts.endByProvider(logoutOf('wiebke'))).toBe('replayed')
    expect(await sessions.person(again)).toBeDefined()
  })

  test('of the same token sent many times at once one counts', async () => {
    const session = await signIn('harm')
    const answers = await Promise.all(Array.from({ length: 5 }, () => house.kernel.accounts.endByProvider(logoutOf('harm'))))
    expect(answers.filter((answer) => answer !== 'replayed')).toEqual([{ ended: 1 }])
    expect(await house.kernel.sessions.person(session)).toBeUndefined()
  })
})
