import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anna, carla, dirk, gerd, heike, twoTowns } from '../test-kit/authorities.ts'
import { openHouse, value, type House } from '../test-kit/house.ts'

describe.each(testDatabases())('account data on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database, { demo: twoTowns })
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const seenOf = async (person: typeof carla) => (await house.kernel.ledger.mine(person)).items

  test('who keeps accounts and opens one is recorded, and the person it belongs to sees that', async () => {
    const { identity } = house.kernel
    expect(await seenOf(carla)).toEqual([])
    value(await identity.member(carla.id, anna))
    expect(await seenOf(carla)).toMatchObject([
      {
        tenant: 'celle',
        channel: 'administration',
        purpose: 'administration',
        categories: ['name'],
        actor: { id: 'anna', role: 'Verwaltung der Zugänge', tenant: 'celle' },
      },
    ])
  })

  test('a list is one entry for each person it shows, except the one who looks and programs', async () => {
    const { identity } = house.kernel
    const service = value(await identity.createMember({ name: 'Schnittstelle', kind: 'service', roles: [], groups: [] }, anna))
    value(await identity.saveMember(dirk.id, { email: 'dirk@celle.example' }, 1, anna))
    const before = await seenOf(dirk)
    const { items } = await identity.members(heike, { limit: 200 })
    expect(items.map(({ person }) => person.id)).toEqual(expect.arrayContaining([heike.id, dirk.id, service.person.id]))
    const after = await seenOf(dirk)
    expect(after.length).toBe(before.length + 1)
    expect(after[0]).toMatchObject({ actor: { id: 'heike' }, categories: ['name', 'contact'] })
    expect(await seenOf(heike)).toEqual([])
    expect(await seenOf(service.person as typeof carla)).toEqual([])
  })

  test('what is not shown is not recorded, and numbers are no names', async () => {
    const { identity } = house.kernel
    const before = (await seenOf(carla)).length
    expect(await identity.member(carla.id, gerd)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect((await identity.members(anna, { limit: 0 })).total).toBeGreaterThan(3)
    expect((await identity.members(anna, { text: 'dirk' })).items.map(({ person }) => person.id)).toEqual(['dirk'])
    expect((await seenOf(carla)).length).toBe(before)
  })
})
