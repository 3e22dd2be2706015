import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anna, carla, dirk, gerd, heike, twoTowns } from '../test-kit/authorities.ts'
import { openHouse, value, type House } from '../test-kit/house.ts'
import { storedTexts } from '../test-kit/stored-texts.ts'

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
        actor: { id: expect.stringMatching(/^[0-9a-f]{32}$/), role: 'Verwaltung der Zugänge', tenant: 'celle' },
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
    expect(after[0]).toMatchObject({ actor: { role: 'Datenschutzbeauftragte Stelle' }, categories: ['name', 'contact'] })
    expect(await seenOf(heike)).toEqual([])
    expect(await seenOf(service.person as typeof carla)).toEqual([])
  })

  test('the answer to a change shows the account, so it is recorded; what is changed need not be known', async () => {
    const { identity } = house.kernel
    const erik = value(await identity.createMember({ name: 'Erik Voss', kind: 'person', roles: [], groups: [] }, anna)).person
    expect(await seenOf(erik as typeof carla)).toEqual([])
    const saved = value(await identity.saveMember(erik.id, {}, 1, anna))
    if (!('person' in saved)) throw new Error('The change needed a second person')
    expect(saved.person.name).toBe('Erik Voss')
    expect((await seenOf(erik as typeof carla)).length).toBe(1)
    value(await identity.setRoles(erik.id, ['clerk'], saved.revision, anna))
    expect((await seenOf(erik as typeof carla)).length).toBe(2)
  })

  test('what is not shown is not recorded, and numbers are no names', async () => {
    const { identity } = house.kernel
    const before = (await seenOf(carla)).length
    expect(await identity.member(carla.id, gerd)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect((await identity.members(anna, { limit: 0 })).total).toBeGreaterThan(3)
    expect((await identity.members(anna, { text: 'dirk' })).items.map(({ person }) => person.id)).toEqual(['dirk'])
    expect((await seenOf(carla)).length).toBe(before)
  })

  test('names and addresses are nowhere in the database, also not in the log and in requests', async () => {
    const { identity } = house.kernel
    const erna = value(
      await identity.createMember(
        {
          name: 'Erna Wiesenthal',
          email: 'erna.wiesenthal@celle.example',
          kind: 'person',
          roles: ['clerk', 'privacy-officer'],
          groups: [],
        },
        anna,
      ),
    )
    expect(erna).toMatchObject({ person: { name: 'Erna Wiesenthal' }, email: 'erna.wiesenthal@celle.example' })
    const changed = value(await identity.saveMember(erna.person.id, { name: 'Erna Heidekamp' }, 1, anna))
    expect(changed).toMatchObject({ person: { name: 'Erna Heidekamp' }, email: 'erna.wiesenthal@celle.example' })
    value(await identity.setMembership('buergeramt', erna.person.id, true, anna))
    const until = new Date(house.now() + 86_400_000)
    value(await identity.addDeputy({ absent: erna.person.id, deputy: carla.id, from: new Date(house.now()), until }, anna))
    const texts = (await storedTexts(own.database)).filter(({ text }) => /Wiesenthal|Heidekamp|Person anna/i.test(text))
    expect(texts).toEqual([])
    // And shown they are named as they are called now.
    const log = (await identity.adminLog(anna, { limit: 10 })).items
    expect(log.map(({ byName }) => byName)).toContain('Person anna')
    expect(log.map(({ text }) => text.de).join(' ')).toContain('Erna Heidekamp angelegt')
    expect((await identity.pending(anna)).map(({ text }) => text.de).join(' ')).toContain('Erna Heidekamp bekommt')
    expect((await identity.groups(anna)).find(({ id }) => id === 'buergeramt')?.names[erna.person.id]).toBe('Erna Heidekamp')
    expect((await identity.deputies(anna))[0]).toMatchObject({ absentName: 'Erna Heidekamp', deputyName: 'Person carla' })
  })

  test('people are found by parts of name, address and id, in the order of their names', async () => {
    const { identity } = house.kernel
    const found = async (text: string) => (await identity.members(anna, { text })).items.map(({ person }) => person.name)
    expect(await found('heideKAMP')).toEqual(['Erna Heidekamp'])
    expect(await found('wiesenthal@')).toEqual(['Erna Heidekamp'])
    const all = (await identity.members(anna, { limit: 200 })).items.map(({ person }) => person.name)
    expect(all).toEqual(all.toSorted((a, b) => a.localeCompare(b, 'de')))
    expect((await identity.members(anna, { offset: 1, limit: 1 })).items.map(({ person }) => person.name)).toEqual([all[1]])
    expect((await identity.members(carla, { text: 'wiesenthal@' })).items).toEqual([])
  })

  test('a name whose key is destroyed is gone: in lists, in the log, everywhere', async () => {
    const { identity } = house.kernel
    const gone = value(await identity.createMember({ name: 'Kurt Vergangen', kind: 'person', roles: [], groups: [] }, anna))
    await house.kernel.stop()
    await sql`delete from vault.key where id = ${`person/${gone.person.id}`}`.execute(own.database.kysely)
    house = await house.restart()
    const after = house.kernel.identity
    expect(await house.kernel.people.get(gone.person.id)).toMatchObject({ name: 'Gelöschte Person' })
    expect((await after.adminLog(anna, { limit: 1 })).items[0]!.text.de).toBe('Gelöschte Person angelegt.')
    expect((await after.members(anna, { text: 'Vergangen' })).items).toEqual([])
  })
})
