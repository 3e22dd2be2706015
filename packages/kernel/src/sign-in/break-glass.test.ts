import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import type { Role } from '../api.ts'
import { value } from '../test-kit/house.ts'
import { openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'
import { createPasswordHasher, isPasswordHash } from './password-hasher.ts'

const secret = 'siegel-kuvert-tresor-2026'
const reason = 'Der Anmeldedienst des Landes ist seit 7 Uhr gestört.'

describe.each(testDatabases())('emergency access on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  let hash: string
  beforeAll(async () => {
    const hasher = createPasswordHasher()
    hash = await hasher.hash(secret)
    await hasher.stop()
    store = await create()
    house = await openProductionHouse(store.database, { breakGlass: hash })
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  const open = (given: string, why = reason) => house.kernel.accounts.breakGlass(given, why, '192.0.2.1')

  test('opens with the secret and a reason, as administrator and operator', async () => {
    expect(value(await open(secret))).toMatchObject({ id: 'break-glass', roles: ['administrator', 'operator'], tenant: 'land' })
  })

  test('without a reason it stays shut', async () => {
    for (const why of ['', '   ', 'eilig'])
      expect(await open(secret, why)).toMatchObject({ ok: false, error: { code: 'invalid' } })
  })

  test('every use is announced to administrators and operators, to nobody else', async () => {
    value(await open(secret, 'Zweite Benutzung an diesem Tag.'))
    const hear = async (...roles: Role[]) => {
      const person = await house.hire(`hears-${roles.join()}`, ...roles)
      return (await house.kernel.accounts.announcements(person)).map(({ text }) => text.de).join('\n')
    }
    expect(await hear('administrator')).toContain('Zweite Benutzung')
    expect(await hear('operator')).toContain('Zweite Benutzung')
    expect(await hear('clerk')).toBe('')
    expect(await hear('privacy-officer')).toBe('')
  })

  test('a refused try is announced to nobody, and five of them make it wait', async () => {
    const before = (await house.kernel.accounts.announcements((await house.kernel.people.get('break-glass'))!)).length
    for (let i = 0; i < 5; i += 1) expect(await open('geraten geraten geraten')).toMatchObject({ ok: false })
    expect(await open(secret)).toMatchObject({ ok: false })
    house.pass(1000)
    expect(await open(secret)).toMatchObject({ ok: true })
    const after = (await house.kernel.accounts.announcements((await house.kernel.people.get('break-glass'))!)).length
    expect(after).toBe(before + 1)
  })

  test('without a hash in the settings there is none, and its sessions are over', async () => {
    const token = await house.kernel.sessions.create('break-glass', 'break-glass')
    await house.kernel.stop()
    house = await openProductionHouse(store.database, {}, house.now())
    expect(await house.kernel.sessions.open(token)).toBeUndefined()
    expect(await open(secret)).toMatchObject({ ok: false })
    expect(await open('')).toMatchObject({ ok: false })
  })

  test('settings are checked before the first emergency', () => {
    expect(isPasswordHash(hash)).toBe(true)
    for (const wrong of ['', secret, hash.slice(0, -1), hash.replace('argon2id', 'argon2i'), hash.replace('t=2', 't=99')])
      expect(isPasswordHash(wrong)).toBe(false)
  })
})
