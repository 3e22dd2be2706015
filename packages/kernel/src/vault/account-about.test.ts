import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import type { Person, StoredAbout } from '../api.ts'
import { codeOf } from '../test-kit/code-of.ts'
import { value } from '../test-kit/house.ts'
import { operator } from '../test-kit/people.ts'
import { createPasskey, register } from '../test-kit/software-authenticator.ts'
import { goodPassword, openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'

const day = 24 * 3_600_000

describe.each(testDatabases())('the account of a person, for that person, on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  beforeAll(async () => {
    store = await create()
    house = await openProductionHouse(store.database)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  const account = async (person: Person): Promise<StoredAbout> => {
    const stored = await house.kernel.privacy.storedAbout((await house.kernel.people.get(person.id))!)
    return stored.find(({ kind }) => kind === 'account')!
  }
  const textsOf = ({ fields }: StoredAbout) =>
    Object.fromEntries(fields.map(({ path, value: stored, text }) => [path, text?.de ?? stored]))

  test('says who they are, where, with which rights, how they sign in and who stands in for whom', async () => {
    const { accounts, identity, sessions } = house.kernel
    for (const id of ['insa', 'jelto', 'frauke']) await house.hire(id, 'clerk', 'modeller')
    await sql`insert into kernel.unit (id, tenant, name) values ('kfz', 'land', 'Zulassungsstelle')`.execute(
      store.database.kysely,
    )
    await sql`update kernel.person set unit_id = 'kfz' where id = 'insa'`.execute(store.database.kysely)
    const { secret } = value(await accounts.invite('insa', operator))
    const insa = value(await accounts.acceptInvitation(secret, 'Insa@celle.example', goodPassword))
    const app = value(await accounts.startTotp(insa, 'session'))
    value(await accounts.confirmTotp(app.step, codeOf(app.secret, house.now()), insa))
    const created = new Date(house.now())
    const { step, options } = value(await accounts.startPasskeyEnrolment(insa))
    const { challenge } = options as { challenge: string }
    const response = register(createPasskey(), { origin: 'https://fachwerk.example.de', challenge })
    value(await accounts.confirmPasskey(step, response, 'Diensthandy', insa))
    await sessions.create('insa', 'password+totp', 'Firefox auf Linux')
    const from = new Date(house.now())
    const until = new Date(house.now() + 7 * day)
    value(await identity.addDeputy({ absent: 'insa', deputy: 'jelto', from, until }, insa))
    const frauke = (await house.kernel.people.get('frauke'))!
    value(await identity.addDeputy({ absent: 'frauke', deputy: 'insa', from, until }, frauke))

    const found = await account(insa)
    expect(found).toMatchObject({
      title: 'Ihr Konto',
      tenantName: 'Land Niedersachsen',
      since: created,
      legalBasis: 'Art. 6 Abs. 1 lit. e DSGVO i. V. m. § 3 NDSG',
      period: { de: expect.stringContaining('solange Ihr Konto besteht') },
    })
    expect(textsOf(found)).toEqual({
      name: 'Name von insa',
      authority: 'Land Niedersachsen',
      unit: 'Zulassungsstelle',
      roles: 'Sachbearbeitung\nModellierung',
      login: 'insa@celle.example',
      totp: 'eingerichtet am 23. November 2026',
      passkeys: '„Diensthandy“, seit 23. November 2026, noch nicht benutzt',
      recoveryCodes: 10,
      sessions:
        'Firefox auf Linux, angemeldet am 23. November 2026 um 09:00 Uhr, zuletzt benutzt am 23. November 2026 um 09:00 Uhr',
      deputies: 'Name von jelto, 23. November 2026 bis 30. November 2026',
      deputyFor: 'Name von frauke, 23. November 2026 bis 30. November 2026',
    })
    // For programs as they are stored: times in ISO 8601, no secrets.
    const stored = JSON.stringify(found)
    expect(stored).toContain(`"createdAt":"${created.toISOString()}"`)
    expect(stored).not.toContain(app.secret)
    expect(stored).not.toContain('argon2')
  })

  test('reading it is recorded under the pseudonym, at the own authority or at the Land', async () => {
    const clerk = await house.hire('own-look', 'clerk')
    const citizen: Person = { id: 'buerger', name: 'Tomke Behrens', roles: ['citizen'], groups: [] }
    await sql`insert into kernel.person (id, name, groups, roles) values ('buerger', 'x', '{}', '{citizen}')`.execute(
      store.database.kysely,
    )
    // Somebody of whom nothing was ever sealed has no name in the ledger.
    const { secret } = value(await house.kernel.accounts.invite(citizen.id, operator))
    value(await house.kernel.accounts.acceptInvitation(secret, 'tomke', goodPassword))
    for (const person of [clerk, citizen]) {
      await account(person)
      const { items } = await house.kernel.ledger.mine(person, { own: true })
      expect(items).toMatchObject([
        {
          tenant: 'land',
          channel: 'page',
          purpose: 'own-data',
          legalBasis: 'Art. 15 DSGVO',
          categories: expect.arrayContaining(['name']),
          actor: { self: true, relation: 'starter' },
        },
      ])
      expect(items[0]!.actor.id).not.toBe(person.id)
      expect((await house.kernel.ledger.mine(person)).items).toEqual([])
    }
  })

  test('what cannot be recorded is not shown', async () => {
    const person = await house.hire('unrecorded', 'clerk')
    await sql`alter table kernel.ledger_entry rename to ledger_away`.execute(store.database.kysely)
    try {
      await expect(house.kernel.privacy.storedAbout(person)).rejects.toThrow()
    } finally {
      await sql`alter table kernel.ledger_away rename to ledger_entry`.execute(store.database.kysely)
    }
    expect(await account(person)).toMatchObject({ kind: 'account' })
  })
})
