import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Identity, Person } from '../api.ts'
import { anna, bernd, carla, current, dirk, gerd, gesa, heike, twoTowns } from '../test-kit/authorities.ts'
import { day, openHouse, value, type House } from '../test-kit/house.ts'

const refused = (code: string, rule?: string) => ({
  ok: false,
  error: { code, ...(rule !== undefined && { problems: [{ rule }] }) },
})

const dead = (reason: string, at?: Date) => ({ ok: false, error: { reason, ...(at && { at }) } })

describe.each(testDatabases())('deputies, agreements and tokens on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let identity: Identity
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database, { demo: twoTowns })
    identity = house.kernel.identity
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const inDays = (days: number) => new Date(house.now() + days * day)
  const now = (person: Person) => current(house.kernel, person)

  test('a deputy has the tasks and groups of the absent one in the period, and only then', async () => {
    expect((await now(dirk)).deputyFor).toBeUndefined()
    value(await identity.addDeputy({ absent: 'carla', deputy: 'dirk', from: inDays(1), until: inDays(3) }, carla))
    expect((await now(dirk)).deputyFor).toBeUndefined()
    await house.pass(day)
    expect(await now(dirk)).toMatchObject({ deputyFor: ['carla'], groups: ['buergeramt'], roles: ['clerk'] })
    // What is lent is neither shown as own nor handed on.
    expect(value(await identity.member('dirk', anna)).person.groups).toEqual([])
    value(await identity.addDeputy({ absent: 'dirk', deputy: 'heike', from: inDays(0), until: inDays(5) }, anna))
    expect(await now(heike)).toMatchObject({ deputyFor: ['dirk'], groups: ['fachwerk:privacy-officer@celle'] })
    expect((await identity.deputies(carla)).map(({ deputyName }) => deputyName)).toEqual(['Person dirk'])
    expect((await identity.deputies(anna)).length).toBe(2)
    await house.pass(2 * day)
    expect(await now(dirk)).toMatchObject({ groups: [] })
    expect((await now(dirk)).deputyFor).toBeUndefined()
    const [left] = await identity.deputies(dirk)
    value(await identity.endDeputy(left!.id, dirk))
    expect((await now(heike)).deputyFor).toBeUndefined()
  })

  test('one names an own deputy only, a colleague, for a period that makes sense', async () => {
    const period = { from: inDays(0), until: inDays(2) }
    expect(await identity.addDeputy({ absent: 'carla', deputy: 'dirk', ...period }, dirk)).toMatchObject(refused('not-found'))
    expect(await identity.addDeputy({ absent: 'carla', deputy: 'gesa', ...period }, carla)).toMatchObject(
      refused('invalid', 'unknown'),
    )
    expect(await identity.addDeputy({ absent: 'carla', deputy: 'carla', ...period }, carla)).toMatchObject(
      refused('invalid', 'same'),
    )
    const wrong = [
      { from: inDays(2), until: inDays(1), rule: 'order' },
      { from: inDays(-3), until: inDays(-1), rule: 'past' },
      { from: inDays(0), until: inDays(400), rule: 'too-long' },
      { from: new Date(Number.NaN), until: inDays(1), rule: 'date' },
    ]
    for (const { rule, ...dates } of wrong)
      expect(await identity.addDeputy({ absent: 'carla', deputy: 'dirk', ...dates }, carla)).toMatchObject(
        refused('invalid', rule),
      )
    const { id } = value(await identity.addDeputy({ absent: 'carla', deputy: 'dirk', ...period }, carla))
    expect(await identity.endDeputy(id, gesa)).toMatchObject(refused('not-found'))
    expect(await identity.endDeputy(id, { ...dirk, id: 'heike' })).toMatchObject(refused('not-found'))
    value(await identity.endDeputy(id, carla))
  })

  test('a joint group counts once both have agreed, and until its end', async () => {
    const terms = {
      group: 'buergeramt',
      host: 'celle',
      guest: 'gifhorn',
      purpose: 'Gemeinsame Urlaubsvertretung',
      legalBasis: '§ 1 NKomZG',
    }
    expect(await identity.proposeAgreement({ ...terms, until: inDays(30) }, gerd)).toMatchObject(refused('not-found'))
    expect(await identity.proposeAgreement({ ...terms, guest: 'celle', until: inDays(30) }, anna)).toMatchObject(
      refused('invalid', 'unknown'),
    )
    expect(await identity.proposeAgreement({ ...terms, purpose: '', until: inDays(30) }, anna)).toMatchObject(
      refused('invalid', 'required'),
    )
    const { id } = value(await identity.proposeAgreement({ ...terms, until: inDays(30) }, anna))
    expect(await identity.setMembership('buergeramt', 'gesa', true, gerd)).toMatchObject(refused('not-found'))
    const own = await identity.agree(id, anna)
    expect(own).toMatchObject(refused('conflict'))
    expect(own).toMatchObject({ error: { detail: { de: expect.stringContaining('Gifhorn') } } })
    expect(await identity.approve(id, anna)).toMatchObject(refused('conflict'))
    expect((await identity.agreements(gerd))[0]?.agreedByGuest).toBeUndefined()
    expect(await identity.agree(id, gesa)).toMatchObject(refused('not-allowed'))
    const waiting = (await identity.pending(gerd)).find((change) => change.id === id)
    expect(waiting).toMatchObject({ what: 'agreement', mayApprove: true })
    value(await identity.approve(id, gerd))
    value(await identity.setMembership('buergeramt', 'gesa', true, gerd))
    expect(await now(gesa)).toMatchObject({ tenant: 'gifhorn', groups: ['buergeramt'], jointTenants: ['celle'] })
    expect((await identity.groups(anna)).find((group) => group.id === 'buergeramt')?.members).toEqual(['carla', 'gesa'])
    expect((await identity.groups(gerd)).find((group) => group.id === 'buergeramt')?.members).toEqual(['gesa'])
    await house.pass(30 * day)
    expect(await now(gesa)).toMatchObject({ groups: [] })
    expect((await now(gesa)).jointTenants).toBeUndefined()
    const again = value(await identity.proposeAgreement({ ...terms, until: inDays(30) }, anna))
    value(await identity.agree(again.id, gerd))
    expect((await now(gesa)).groups).toEqual(['buergeramt'])
    value(await identity.endAgreement(again.id, anna))
    expect((await now(gesa)).groups).toEqual([])
    expect(await identity.agree(again.id, gerd)).toMatchObject(refused('conflict'))
    expect((await identity.adminLog(gerd)).items[0]?.text.de).toContain('beendet')
  })

  test('a token is shown once, stored hashed, limited and revocable', async () => {
    const service = value(
      await identity.createMember({ name: 'Kassenprogramm', kind: 'service', roles: ['clerk'], groups: ['buergeramt'] }, anna),
    )
    const wanted = {
      person: service.person.id,
      name: 'Kasse 2026',
      scopes: ['cases:read', 'cases:read'] as const,
      expiresAt: inDays(30),
    }
    expect(await identity.createToken({ ...wanted, expiresAt: inDays(367) }, anna)).toMatchObject(refused('invalid', 'period'))
    expect(await identity.createToken({ ...wanted, expiresAt: inDays(0) }, anna)).toMatchObject(refused('invalid', 'period'))
    expect(await identity.createToken({ ...wanted, scopes: [] }, anna)).toMatchObject(refused('invalid', 'required'))
    expect(await identity.createToken({ ...wanted, person: 'carla' }, anna)).toMatchObject(refused('not-allowed'))
    const { secret, token } = value(await identity.createToken(wanted, anna))
    expect(secret).toMatch(/^fw_[\w-]{59}$/)
    const { rows } = await sql<{ all: string }>`select t::text as all from kernel.api_token t`.execute(own.database.kysely)
    expect(rows.map(({ all }) => all).join()).not.toContain(secret.slice(19))
    expect(value(await identity.personOfToken(secret))).toMatchObject({
      id: service.person.id,
      tenant: 'celle',
      service: true,
      groups: ['buergeramt'],
      access: { channel: 'api', scopes: ['cases:read'] },
    })
    for (const wrong of [
      '',
      'fw_',
      secret.slice(0, -1),
      `${secret}x`,
      `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`,
      `fw_${'x'.repeat(59)}`,
      '\0',
    ])
      expect(await identity.personOfToken(wrong)).toEqual(dead('unknown'))
    const used = (await identity.tokens(anna))[0]!.lastUsedAt!
    await house.pass(59_000)
    await identity.personOfToken(secret)
    expect((await identity.tokens(anna))[0]!.lastUsedAt).toEqual(used)
    await house.pass(1_000)
    await identity.personOfToken(secret)
    expect((await identity.tokens(anna))[0]!.lastUsedAt!.getTime()).toBe(house.now())
    expect(await identity.tokens(gerd)).toEqual([])
    expect(await identity.revokeToken(token.id, gerd)).toMatchObject(refused('not-found'))
    value(await identity.revokeToken(token.id, bernd))
    expect(await identity.personOfToken(secret)).toEqual(dead('revoked', new Date(house.now())))
    const second = value(await identity.createToken(wanted, anna))
    await house.pass(30 * day)
    expect(await identity.personOfToken(second.secret)).toEqual(dead('expired', second.token.expiresAt))
    // Only who holds the whole secret hears what became of the token.
    for (const known of [secret, second.secret])
      expect(await identity.personOfToken(`${known.slice(0, 19)}${'x'.repeat(43)}`)).toEqual(dead('unknown'))
  })

  test('a locked service account has no working token; nobody hands out more than they have', async () => {
    const account = { name: 'Prüfprogramm', kind: 'service', roles: ['privacy-officer'], groups: [] } as const
    const { person } = value(await identity.createMember(account, anna))
    value(await identity.approve((await identity.pending(bernd))[0]!.id, bernd))
    const wanted = { person: person.id, name: 'Prüfung', scopes: ['ledger:read'] as const, expiresAt: inDays(3) }
    expect(await identity.createToken(wanted, anna)).toMatchObject(refused('not-allowed'))
    const { secret } = value(await identity.createToken(wanted, { ...anna, roles: ['administrator', 'privacy-officer'] }))
    expect(value(await identity.personOfToken(secret)).roles).toEqual(['privacy-officer'])
    const { revision } = value(await identity.member(person.id, anna))
    value(await identity.saveMember(person.id, { state: 'locked' }, revision, anna))
    expect(await identity.personOfToken(secret)).toEqual(dead('account'))
  })

  test('the log says who did what, in both languages, to those who keep or supervise', async () => {
    const log = await identity.adminLog(heike, { limit: 3 })
    expect(log.items).toHaveLength(3)
    expect(log.total).toBeGreaterThan(10)
    for (const { byName, text } of log.items) expect([byName !== '', text.de !== '', text.en !== '']).toEqual([true, true, true])
    expect(await identity.adminLog(carla)).toEqual({ items: [], total: 0 })
  })
})
