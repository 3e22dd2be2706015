import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import type { Person } from '../api.ts'
import { goodPassword, openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'
import { value } from '../test-kit/house.ts'
import { authenticate, createPasskey, register, type SoftwarePasskey } from '../test-kit/software-authenticator.ts'

const origin = 'https://fachwerk.example.de'
const minute = 60_000

describe.each(testDatabases())('passkeys on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  let person: Person
  let passkey: SoftwarePasskey
  let people = 0
  beforeAll(async () => {
    store = await create()
    house = await openProductionHouse(store.database)
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  beforeEach(async () => {
    person = await house.employ(`person-${(people += 1)}`, 'modeller')
    passkey = createPasskey()
  })
  const accounts = () => house.kernel.accounts
  const challengeOf = (options: unknown): string => (options as { challenge: string }).challenge

  async function add(key = passkey, change: { origin?: string; verified?: boolean; challenge?: string } = {}) {
    const { step, options } = value(await accounts().startPasskeyEnrolment(person))
    const response = register(key, { origin, challenge: challengeOf(options), ...change })
    return accounts().confirmPasskey(step, response, 'Dienst-Laptop', person)
  }
  async function signIn(key = passkey, change: { origin?: string; verified?: boolean; challenge?: string } = {}) {
    const { step, options } = await accounts().startPasskey()
    const response = authenticate(key, { origin, challenge: challengeOf(options), ...change })
    return accounts().finishPasskey(step, response, '192.0.2.1')
  }

  test('one signs in without name and password, and is enough for a privileged role', async () => {
    value(await add())
    expect(value(await signIn())).toMatchObject({ kind: 'signed-in', person: { id: person.id } })
    const { passkeys } = await accounts().overview(person)
    expect(passkeys).toMatchObject([{ name: 'Dienst-Laptop', lastUsedAt: new Date(house.now()) }])
    expect(value(await accounts().signIn(person.id, goodPassword, '192.0.2.2')).kind).toBe('needs-totp')
  })

  test('what it is called stands sealed in the database, and goes with the key of the person', async () => {
    value(await add())
    const rows = () => store.database.kysely.selectFrom('kernel.passkey').selectAll().where('person_id', '=', person.id).execute()
    const [row] = await rows()
    expect(JSON.stringify(row)).not.toContain('Dienst')
    await sql`delete from vault.key where id = ${`person/${person.id}`}`.execute(store.database.kysely)
    await house.kernel.stop()
    house = await openProductionHouse(store.database)
    expect((await accounts().overview(person)).passkeys).toMatchObject([{ id: row!.id, name: 'Passkey' }])
  })

  test('asks for a discoverable one with PIN or fingerprint, and tells the authenticator nothing about the person', async () => {
    const { options } = value(await accounts().startPasskeyEnrolment(person))
    expect(options).toMatchObject({
      rp: { id: 'fachwerk.example.de' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    const handle = Buffer.from((options as { user: { id: string } }).user.id, 'base64url').toString()
    expect(handle).not.toContain(person.id)
    expect((await accounts().startPasskey()).options).toMatchObject({ userVerification: 'required', rpId: 'fachwerk.example.de' })
  })

  test('a person may have several, each known once', async () => {
    value(await add())
    value(await add(createPasskey()))
    expect((await accounts().overview(person)).passkeys).toHaveLength(2)
    expect(await add()).toMatchObject({ ok: false })
  })

  test.each([
    ['another site', { origin: 'https://fachwerk.example.com' }],
    ['another host below the same domain', { origin: 'https://evil.fachwerk.example.de' }],
    ['plain HTTP', { origin: 'http://fachwerk.example.de' }],
    ['no PIN and no fingerprint', { verified: false }],
    ['another challenge', { challenge: Buffer.from('somebody else asked for this').toString('base64url') }],
  ])('refuses what was signed for or with: %s', async (_what, change) => {
    expect(await add(passkey, change)).toMatchObject({ ok: false })
    value(await add())
    expect(await signIn(passkey, change)).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(value(await signIn()).kind).toBe('signed-in')
  })

  test('refuses the same answer twice, and one that took more than five minutes', async () => {
    value(await add())
    const { step, options } = await accounts().startPasskey()
    const response = authenticate(passkey, { origin, challenge: challengeOf(options) })
    expect(value(await accounts().finishPasskey(step, response, '192.0.2.1')).kind).toBe('signed-in')
    expect(await accounts().finishPasskey(step, response, '192.0.2.1')).toMatchObject({ ok: false })
    const late = await accounts().startPasskey()
    house.pass(5 * minute)
    const answer = authenticate(passkey, { origin, challenge: challengeOf(late.options) })
    expect(await accounts().finishPasskey(late.step, answer, '192.0.2.1')).toMatchObject({ ok: false })
  })

  test('a counter that goes back is a copy of the authenticator', async () => {
    value(await add())
    value(await signIn())
    value(await signIn())
    expect(await signIn({ ...passkey, counter: 0 })).toMatchObject({ ok: false })
    expect(value(await signIn()).kind).toBe('signed-in')
  })

  test('an unknown passkey, another key under a known name, and no passkey at all', async () => {
    value(await add())
    expect(await signIn(createPasskey())).toMatchObject({ ok: false })
    expect(await signIn({ ...createPasskey(), id: passkey.id })).toMatchObject({ ok: false })
    for (const nonsense of [undefined, null, 'x', 7, {}, { id: passkey.id.toString('base64url') }, { id: 'x'.repeat(5000) }]) {
      const { step } = await accounts().startPasskey()
      expect(await accounts().finishPasskey(step, nonsense, '192.0.2.3')).toMatchObject({ ok: false })
      house.pass(20 * minute)
    }
  })

  test('the last second factor of a privileged role stays; another one may go, and then signs in nobody', async () => {
    value(await add())
    const [first] = (await accounts().overview(person)).passkeys
    expect(await accounts().removePasskey(first!.id, person)).toMatchObject({ ok: false, error: { code: 'conflict' } })
    value(await add(createPasskey()))
    const other = await house.employ(`other-${people}`, 'clerk')
    expect(await accounts().removePasskey(first!.id, other)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    value(await accounts().removePasskey(first!.id, person))
    expect(await signIn()).toMatchObject({ ok: false })
  })

  test('whom a provider vouches for gets none: it would outlive the account there', async () => {
    const outside = await house.hire(`outside-${people}`, 'clerk')
    expect(await accounts().startPasskeyEnrolment(outside)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
  })
})
