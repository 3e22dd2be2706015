import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import type { Person } from '../api.ts'
import { codeOf } from '../test-kit/code-of.ts'
import { value } from '../test-kit/house.ts'
import { operator } from '../test-kit/people.ts'
import { goodPassword, openProductionHouse, type ProductionHouse } from '../test-kit/production-house.ts'
import { storedTexts } from '../test-kit/stored-texts.ts'
import { createPasswordHasher } from './password-hasher.ts'

const minute = 60_000

describe.each(testDatabases())('local accounts on $kind', ({ create }) => {
  let store: TestDatabase
  let house: ProductionHouse
  beforeAll(async () => {
    store = await create()
    house = await openProductionHouse(store.database)
  })
  afterAll(async () => {
    await house.kernel.stop()
    await store.drop()
  })
  const accounts = () => house.kernel.accounts
  let address = 0
  /** A fresh address each, so that one test's failures do not make another one wait. */
  const elsewhere = () => `192.0.2.${(address += 1)}`

  /** Gives a person an authenticator app; returns its secret. */
  async function enrol(person: Person): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
    const { step, secret } = value(await accounts().startTotp(person, 'session'))
    const { recoveryCodes } = value(await accounts().confirmTotp(step, codeOf(secret, house.now()), person))
    house.pass(minute)
    return { secret, recoveryCodes }
  }
  async function stepAfterPassword(login: string): Promise<string> {
    const outcome = value(await accounts().signIn(login, goodPassword, elsewhere()))
    if (outcome.kind !== 'needs-totp') throw new Error(outcome.kind)
    return outcome.step
  }

  test('a clerk signs in with name and password; the name without regard to case', async () => {
    const clerk = await house.employ('c-meyer', 'clerk')
    const outcome = value(await accounts().signIn(' C-Meyer ', goodPassword, elsewhere()))
    expect(outcome).toMatchObject({ kind: 'signed-in', person: { id: clerk.id, roles: ['clerk'] } })
  })

  test('stored is an Argon2id string with its parameters, not the password', async () => {
    await house.employ('stored', 'clerk')
    const { rows } = await sql<{ password: string }>`select password from kernel.credential where person_id = 'stored'`.execute(
      store.database.kysely,
    )
    expect(rows[0]!.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('a login name is found by a keyed hash and shown from what is sealed; as text it is nowhere', async () => {
    await house.hire('sealed', 'clerk')
    await house.hire('namesake', 'clerk')
    const login = 'Wiebke.Ohlendorf@celle.example'
    const invited = value(await accounts().invite('sealed', operator)).secret
    const person = value(await accounts().acceptInvitation(invited, login, goodPassword))
    // Tried with a wrong password, and by somebody who types a password where the name belongs.
    expect(await accounts().signIn(login, 'Nicht das Passwort', elsewhere())).toMatchObject({ ok: false })
    expect(value(await accounts().signIn(` ${login.toUpperCase()}`, goodPassword, elsewhere())).kind).toBe('signed-in')
    await enrol(person)
    const other = value(await accounts().invite('namesake', operator)).secret
    expect(await accounts().acceptInvitation(other, login.toLowerCase(), goodPassword)).toMatchObject({
      error: { code: 'invalid' },
    })
    expect((await accounts().overview(person)).login).toBe('wiebke.ohlendorf@celle.example')
    const texts = (await storedTexts(store.database)).filter(({ text }) => /ohlendorf/i.test(text))
    expect(texts).toEqual([])
  })

  test('a hash of weaker parameters is made anew at the next sign-in', async () => {
    await house.employ('weak', 'clerk')
    const weaker = createPasswordHasher({ memory: 8192, iterations: 1, parallelism: 1 })
    const old = await weaker.hash(goodPassword)
    await sql`update kernel.credential set password = ${old} where person_id = 'weak'`.execute(store.database.kysely)
    value(await accounts().signIn('weak', goodPassword, elsewhere()))
    const { rows } = await sql<{ password: string }>`select password from kernel.credential where person_id = 'weak'`.execute(
      store.database.kysely,
    )
    expect(rows[0]!.password).toContain('m=19456')
    expect(value(await accounts().signIn('weak', goodPassword, elsewhere())).kind).toBe('signed-in')
    await weaker.stop()
  })

  test('wrong name, wrong password, locked person and a wait get the same answer', async () => {
    await house.employ('same', 'clerk')
    await house.employ('gone', 'clerk')
    await sql`update kernel.person set state = 'locked' where id = 'gone'`.execute(store.database.kysely)
    const waiting = await house.employ('waiting', 'clerk').then(async () => {
      for (let i = 0; i < 5; i += 1) await accounts().signIn('waiting', 'falsch geraten', elsewhere())
      return accounts().signIn('waiting', goodPassword, elsewhere())
    })
    const answers = [
      await accounts().signIn('nobody\0', goodPassword, elsewhere()),
      await accounts().signIn('same', 'falsch geraten', elsewhere()),
      await accounts().signIn('same', '', elsewhere()),
      await accounts().signIn('gone', goodPassword, elsewhere()),
      waiting,
    ]
    expect(answers[0]).toMatchObject({ ok: false, error: { code: 'invalid' } })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('after five failures the account waits, twice as long each time, up to 15 minutes; a restart forgets nothing', async () => {
    await house.employ('slow', 'clerk')
    const fail = () => accounts().signIn('slow', 'falsch geraten', elsewhere())
    const succeeds = async () => (await accounts().signIn('slow', goodPassword, elsewhere())).ok
    for (let i = 0; i < 5; i += 1) await fail()
    expect(await succeeds()).toBe(false)
    house.pass(999)
    expect(await succeeds()).toBe(false)
    house.pass(1)
    await fail()
    for (const seconds of [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      house.pass(seconds * 1000 - 1)
      expect(await succeeds(), `after almost ${seconds} s`).toBe(false)
      house.pass(1)
      await fail()
    }
    await house.kernel.stop()
    house = await openProductionHouse(store.database, {}, house.now() + 899_999)
    expect(await succeeds()).toBe(false)
    house.pass(1)
    expect(await succeeds()).toBe(true)
    await fail()
    expect(await succeeds()).toBe(true)
  })

  test('thirty guesses at once are thirty attempts', async () => {
    await house.employ('burst', 'clerk')
    const guesses = Array.from({ length: 30 }, (_, i) =>
      accounts().signIn('burst', i === 29 ? goodPassword : `falsch geraten ${i}`, `198.51.100.${i}`),
    )
    const right = (await Promise.all(guesses)).filter(({ ok }) => ok)
    expect(right).toEqual([])
  })

  test('an address waits after twenty failures with many names; another one does not', async () => {
    await house.employ('shared', 'clerk')
    const here = '203.0.113.9'
    for (let i = 0; i < 20; i += 1) await accounts().signIn(`name-${i}`, 'falsch geraten', here)
    expect((await accounts().signIn('shared', goodPassword, here)).ok).toBe(false)
    expect((await accounts().signIn('shared', goodPassword, elsewhere())).ok).toBe(true)
    house.pass(1000)
    expect((await accounts().signIn('shared', goodPassword, here)).ok).toBe(true)
  })

  test('one IPv6 network is one address', async () => {
    for (let i = 0; i < 20; i += 1) await accounts().signIn(`six-${i}`, 'falsch geraten', `2001:db8:1:2::${i.toString(16)}`)
    expect((await accounts().signIn('shared', goodPassword, '2001:db8:1:2:ffff::1')).ok).toBe(false)
    expect((await accounts().signIn('shared', goodPassword, '2001:db8:1:3::1')).ok).toBe(true)
  })

  describe('with a privileged role', () => {
    test.each(['administrator', 'operator', 'privacy-officer', 'modeller'] as const)(
      '%s sets up a second factor before anything else',
      async (role) => {
        await house.employ(`first-${role}`, role)
        const outcome = value(await accounts().signIn(`first-${role}`, goodPassword, elsewhere()))
        if (outcome.kind !== 'needs-enrolment') throw new Error(outcome.kind)
        const waiting = (await accounts().awaiting(outcome.step))!
        expect(waiting).toMatchObject({ kind: 'enrolment', person: { id: `first-${role}` }, totp: false, passkey: false })
        expect((await accounts().finishEnrolment(outcome.step)).ok).toBe(false)
        await enrol(waiting.person)
        expect(value(await accounts().finishEnrolment(outcome.step)).id).toBe(`first-${role}`)
        expect((await accounts().finishEnrolment(outcome.step)).ok).toBe(false)
        expect(value(await accounts().signIn(`first-${role}`, goodPassword, elsewhere())).kind).toBe('needs-totp')
      },
    )

    test('the step to set it up is over after 15 minutes', async () => {
      await house.employ('late', 'modeller')
      const outcome = value(await accounts().signIn('late', goodPassword, elsewhere()))
      if (outcome.kind !== 'needs-enrolment') throw new Error(outcome.kind)
      house.pass(15 * minute)
      expect(await accounts().awaiting(outcome.step)).toBeUndefined()
      expect((await accounts().finishEnrolment(outcome.step)).ok).toBe(false)
    })
  })

  describe('codes of an authenticator app', () => {
    let secret: string
    let recoveryCodes: readonly string[]
    beforeAll(async () => {
      ;({ secret, recoveryCodes } = await enrol(await house.employ('app', 'modeller')))
    })

    test('let in once: the same code again is refused, with the same step and with a new one', async () => {
      house.pass(minute)
      const code = codeOf(secret, house.now())
      const step = await stepAfterPassword('app')
      const done = value(await accounts().finishTotp(step, `${code.slice(0, 3)} ${code.slice(3)}`, elsewhere()))
      expect(done).toMatchObject({ kind: 'signed-in', person: { id: 'app' } })
      expect(await accounts().finishTotp(step, code, elsewhere())).toMatchObject({ ok: false, error: { code: 'conflict' } })
      const again = value(await accounts().finishTotp(await stepAfterPassword('app'), code, elsewhere()))
      expect(again.kind).toBe('needs-totp')
    })

    test('a phone may be off by one step of 30 seconds, not by two', async () => {
      for (const [skew, outcome] of [
        [-30_000, 'signed-in'],
        [30_000, 'signed-in'],
        [60_000, 'needs-totp'],
        [-60_000, 'needs-totp'],
      ] as const) {
        house.pass(5 * minute)
        const step = await stepAfterPassword('app')
        const code = codeOf(secret, house.now() + skew)
        expect(value(await accounts().finishTotp(step, code, elsewhere())).kind, `${skew}`).toBe(outcome)
      }
    })

    test('a wrong code opens a new step that ends when the first would have; the old one is used up', async () => {
      house.pass(60 * minute)
      const step = await stepAfterPassword('app')
      house.pass(4 * minute)
      const retry = value(await accounts().finishTotp(step, '000000', elsewhere()))
      if (retry.kind !== 'needs-totp') throw new Error(retry.kind)
      expect(await accounts().awaiting(step)).toBeUndefined()
      house.pass(minute)
      expect(await accounts().finishTotp(retry.step, codeOf(secret, house.now()), elsewhere())).toMatchObject({ ok: false })
    })

    test('after five wrong codes the right one has to wait too, and the owner is told that the password is known', async () => {
      house.pass(60 * minute)
      let step = await stepAfterPassword('app')
      for (let i = 0; i < 6; i += 1) {
        const code = i === 5 ? codeOf(secret, house.now()) : '000000'
        const retry = value(await accounts().finishTotp(step, code, elsewhere()))
        if (retry.kind !== 'needs-totp') throw new Error(retry.kind)
        step = retry.step
      }
      house.pass(1000)
      expect(value(await accounts().finishTotp(step, codeOf(secret, house.now()), elsewhere())).kind).toBe('signed-in')
      const person = (await house.kernel.people.get('app'))!
      const told = await accounts().announcements(person)
      expect(told.some(({ text }) => text.de.includes('Passwort richtig'))).toBe(true)
    })

    test('a recovery code works once, in any spelling, and is announced', async () => {
      expect(recoveryCodes).toHaveLength(10)
      house.pass(minute)
      const code = recoveryCodes[0]!.toUpperCase().replace('-', ' ')
      const done = value(await accounts().finishRecovery(await stepAfterPassword('app'), code, elsewhere()))
      expect(done.kind).toBe('signed-in')
      const again = value(await accounts().finishRecovery(await stepAfterPassword('app'), code, elsewhere()))
      expect(again.kind).toBe('needs-totp')
      const person = (await house.kernel.people.get('app'))!
      expect((await accounts().overview(person)).recoveryCodesLeft).toBe(9)
      expect((await accounts().announcements(person))[0]!.text.de).toContain('noch 9')
    })

    test('neither secret nor recovery codes can be read in the database', async () => {
      const { rows } = await sql`select t.*, r.code_hash, encode(t.secret, 'escape') as escaped from kernel.totp t
        join kernel.recovery_code r using (person_id)`.execute(store.database.kysely)
      expect(JSON.stringify(rows)).not.toContain(secret)
      for (const code of recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''))
    })

    test('a secret copied into the row of another person opens nothing', async () => {
      const victim = await house.employ('victim', 'modeller')
      await enrol(victim)
      await sql`update kernel.totp set secret = (select secret from kernel.totp where person_id = 'app'), last_step = 0
        where person_id = 'victim'`.execute(store.database.kysely)
      const step = await stepAfterPassword('victim')
      expect(value(await accounts().finishTotp(step, codeOf(secret, house.now()), elsewhere())).kind).toBe('needs-totp')
    })

    test('a new app makes the old one and its recovery codes void', async () => {
      const person = await house.employ('two-phones', 'modeller')
      const first = await enrol(person)
      const { step, secret: second } = value(await accounts().startTotp(person, 'session'))
      expect(await accounts().confirmTotp(step, codeOf(first.secret, house.now()), person)).toMatchObject({ ok: false })
      value(await accounts().confirmTotp(step, codeOf(second, house.now()), person))
      house.pass(minute)
      const withOld = await accounts().finishTotp(
        await stepAfterPassword('two-phones'),
        codeOf(first.secret, house.now()),
        elsewhere(),
      )
      expect(value(withOld).kind).toBe('needs-totp')
      expect((await accounts().announcements(person)).map(({ text }) => text.de).join()).toContain('Authenticator-App')
      const recovered = await accounts().finishRecovery(
        await stepAfterPassword('two-phones'),
        first.recoveryCodes[0]!,
        elsewhere(),
      )
      expect(value(recovered).kind).toBe('needs-totp')
    })

    test('one set-up keeps its secret through mistyped codes, for 15 minutes; another one has its own', async () => {
      const person = await house.employ('mistyped', 'modeller')
      const start = async (setUp: string) => value(await accounts().startTotp(person, setUp))
      const shown = await start('laptop')
      expect(await accounts().confirmTotp(shown.step, '000000', person)).toMatchObject({ ok: false, error: { code: 'invalid' } })
      expect(await start('laptop')).toEqual(shown)
      expect((await start('telephone')).secret).not.toBe(shown.secret)
      const { rows } = await sql`select data from kernel.sign_in_step where person_id = 'mistyped'`.execute(store.database.kysely)
      expect(rows).toHaveLength(2)
      expect(JSON.stringify(rows)).not.toContain(shown.secret)
      house.pass(14 * minute)
      value(await accounts().confirmTotp(shown.step, codeOf(shown.secret, house.now()), person))
      expect(await accounts().confirmTotp(shown.step, codeOf(shown.secret, house.now()), person)).toMatchObject({
        error: { code: 'conflict' },
      })
      const next = await start('laptop')
      expect(next.secret).not.toBe(shown.secret)
      house.pass(15 * minute)
      expect(await accounts().confirmTotp(next.step, codeOf(next.secret, house.now()), person)).toMatchObject({
        error: { code: 'conflict' },
      })
      expect((await start('laptop')).secret).not.toBe(next.secret)
    })

    test('a step of one person is no step of another', async () => {
      const [one, two] = [await house.employ('one', 'modeller'), await house.employ('two', 'modeller')]
      const { step, secret: own } = value(await accounts().startTotp(one, 'session'))
      expect(await accounts().confirmTotp(step, codeOf(own, house.now()), two)).toMatchObject({ ok: false })
      expect((await accounts().overview(two)).totp).toBe(false)
    })
  })

  describe('invitations', () => {
    test('work once and for seven days', async () => {
      await house.hire('new', 'clerk')
      const { secret } = value(await accounts().invite('new', operator))
      expect((await accounts().invited(secret))!.id).toBe('new')
      expect(await accounts().acceptInvitation('wrong', 'new', goodPassword)).toMatchObject({ ok: false })
      const both = await Promise.all([
        accounts().acceptInvitation(secret, 'new', goodPassword),
        accounts().acceptInvitation(secret, 'new', goodPassword),
      ])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await accounts().invited(secret)).toBeUndefined()
      const late = value(await accounts().invite('new', operator))
      house.pass(7 * 24 * 60 * minute)
      expect(await accounts().invited(late.secret)).toBeUndefined()
      expect(await accounts().acceptInvitation(late.secret, 'new', goodPassword)).toMatchObject({ error: { code: 'conflict' } })
    })

    test('a newer one makes the older void', async () => {
      await house.hire('twice', 'clerk')
      const [first, second] = [
        value(await accounts().invite('twice', operator)),
        value(await accounts().invite('twice', operator)),
      ]
      expect(await accounts().invited(first.secret)).toBeUndefined()
      expect(await accounts().invited(second.secret)).toBeDefined()
    })

    test.each([
      ['Kurz123!', /mindestens 12/],
      ['Passwort2026!', /Angreifer zuerst/],
      ['aaaaaaaaaaaaaa', /Angreifer zuerst/],
      ['123456789012', /Angreifer zuerst/],
      ['picky-people1', /Anmeldename/],
      ['x'.repeat(201), /höchstens 200/],
    ])('refuse the password %s', async (password, sentence) => {
      if (!(await house.kernel.people.get('picky'))) await house.hire('picky', 'clerk')
      const { secret } = value(await accounts().invite('picky', operator))
      const answer = await accounts().acceptInvitation(secret, 'picky-people', password)
      expect(answer.ok ? '' : answer.error.detail.de).toMatch(sentence)
      expect(await accounts().invited(secret)).toBeDefined()
    })

    test('take no login name that somebody has, or that is none', async () => {
      await house.employ('taken', 'clerk')
      await house.hire('wants', 'clerk')
      const { secret } = value(await accounts().invite('wants', operator))
      for (const login of ['TAKEN', 'ab', '<b>x</b>', 'mit leer'])
        expect(await accounts().acceptInvitation(secret, login, goodPassword)).toMatchObject({ error: { code: 'invalid' } })
      expect(await accounts().acceptInvitation(secret, 'w.ants@celle.de', goodPassword)).toMatchObject({ ok: true })
    })

    test('for somebody who has lost everything set the account up anew: old factors and sessions are gone', async () => {
      const person = await house.employ('lost', 'modeller')
      await enrol(person)
      const token = await house.kernel.sessions.create('lost', 'password+totp')
      const { secret } = value(await accounts().invite('lost', operator))
      value(await accounts().acceptInvitation(secret, 'lost', 'Ein ganz neues Passwort'))
      expect(await house.kernel.sessions.open(token)).toBeUndefined()
      expect(value(await accounts().signIn('lost', 'Ein ganz neues Passwort', elsewhere())).kind).toBe('needs-enrolment')
      expect((await accounts().announcements(person)).map(({ text }) => text.de).join()).toContain('neu eingerichtet')
    })

    test('are no way for one administrator to become another: accounts with special rights are invited by operators', async () => {
      const administrator = await house.hire('first', 'administrator')
      const other = await house.employ('second', 'administrator')
      await enrol(other)
      expect(await accounts().invite('second', administrator)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
      expect((await accounts().invite('second', operator)).ok).toBe(true)
      // Rights given between the link and its use count as well.
      const clerk = await house.employ('third', 'clerk')
      const { secret } = value(await accounts().invite('third', administrator))
      expect((await accounts().invited(secret))?.id).toBe(clerk.id)
      await house.kernel.identity.setRoles('third', ['clerk', 'privacy-officer'], 1, administrator)
      const [request] = await house.kernel.identity.pending(other)
      value(await house.kernel.identity.approve(request!.id, other))
      expect(await accounts().invited(secret)).toBeUndefined()
      expect(await accounts().acceptInvitation(secret, 'third', goodPassword)).toMatchObject({ ok: false })
    })

    test('nor to take the account of one who has never signed in, nor by rights given after the link was made', async () => {
      const administrator = await house.hire('alone', 'administrator')
      for (const [id, role] of [
        ['unused-boss', 'administrator'],
        ['unused-officer', 'privacy-officer'],
        ['unused-operator', 'operator'],
      ] as const) {
        await house.hire(id, 'clerk', role)
        expect(await accounts().invite(id, administrator)).toMatchObject({ ok: false, error: { code: 'not-allowed' } })
        const { secret } = value(await accounts().invite(id, operator))
        expect((await accounts().invited(secret))?.id).toBe(id)
      }
      await house.hire('promoted', 'clerk')
      const { secret } = value(await accounts().invite('promoted', administrator))
      await sql`update kernel.person set roles = '{privacy-officer}' where id = 'promoted'`.execute(store.database.kysely)
      expect(await accounts().invited(secret)).toBeUndefined()
      expect(await accounts().acceptInvitation(secret, 'promoted', goodPassword)).toMatchObject({ ok: false })
      // The same for a link of an operator who is one no more.
      const former = await house.hire('former', 'operator')
      const late = value(await accounts().invite('promoted', former))
      expect((await accounts().invited(late.secret))?.id).toBe('promoted')
      await sql`update kernel.person set roles = '{administrator}' where id = 'former'`.execute(store.database.kysely)
      expect(await accounts().invited(late.secret)).toBeUndefined()
    })

    test('stand in the log of the authority and are told to the person and to the other administrators', async () => {
      const administrator = await house.hire('inviter', 'administrator')
      const other = await house.hire('watcher', 'administrator')
      const person = await house.hire('told', 'clerk')
      const { secret } = value(await accounts().invite('told', administrator))
      const [newest] = (await house.kernel.identity.adminLog(other)).items
      expect(newest).toMatchObject({
        byName: 'Name von inviter',
        at: new Date(house.now()),
        text: { de: 'Einladungslink für Name von told erstellt.' },
      })
      const heard = async (who: Person) => (await accounts().announcements(who)).map(({ text }) => text.de)
      expect(await heard(person)).toContainEqual(
        expect.stringContaining('Name von inviter hat einen Einladungslink für Ihr Konto'),
      )
      expect(await heard(other)).toContain('Name von inviter hat einen Einladungslink für Name von told erstellt.')
      expect(await heard(administrator)).not.toContain('Name von inviter hat einen Einladungslink für Name von told erstellt.')
      expect(JSON.stringify([newest, await heard(person), await heard(other)])).not.toContain(secret)
    })

    test('are for the own authority: others hear that there is no such person', async () => {
      const administrator = await house.hire('boss', 'administrator')
      expect((await accounts().invite('wants', administrator)).ok).toBe(true)
      const foreign = { ...administrator, tenant: 'anderswo' }
      const clerk = { ...administrator, roles: ['clerk' as const] }
      for (const by of [foreign, clerk])
        expect(await accounts().invite('wants', by)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    })
  })

  test('changing the password needs the old one and ends every session', async () => {
    const person = await house.employ('changes', 'clerk')
    const token = await house.kernel.sessions.create('changes', 'password')
    expect(await accounts().changePassword('falsch geraten', 'Etwas Neues für mich', person)).toMatchObject({ ok: false })
    expect(await house.kernel.sessions.open(token)).toBeDefined()
    value(await accounts().changePassword(goodPassword, 'Etwas Neues für mich', person))
    expect(await house.kernel.sessions.open(token)).toBeUndefined()
    expect((await accounts().signIn('changes', goodPassword, elsewhere())).ok).toBe(false)
    expect((await accounts().signIn('changes', 'Etwas Neues für mich', elsewhere())).ok).toBe(true)
  })

  test('the first administrator of an authority comes from the command line and by invitation', async () => {
    const clerk: Person = { id: 'x', name: 'X', groups: [], roles: ['administrator'], tenant: 'land' }
    const wanted = { name: 'Frauke Janßen', email: 'f.janssen@land.example', tenant: 'land' }
    expect(await accounts().createAdministrator(wanted, clerk)).toMatchObject({ ok: false })
    expect(await accounts().createAdministrator({ ...wanted, tenant: 'nirgends' }, operator)).toMatchObject({ ok: false })
    expect(await accounts().createAdministrator({ ...wanted, email: 'keine' }, operator)).toMatchObject({ ok: false })
    const { person, secret } = value(await accounts().createAdministrator(wanted, operator))
    expect(person).toMatchObject({ name: 'Frauke Janßen', tenant: 'land', roles: ['administrator'] })
    value(await accounts().acceptInvitation(secret, wanted.email, goodPassword))
    expect(value(await accounts().signIn(wanted.email, goodPassword, elsewhere())).kind).toBe('needs-enrolment')
    const told = await accounts().announcements(person)
    expect(told.some(({ text }) => text.de.includes('Frauke Janßen'))).toBe(true)
  })

  test('a password is good for years', async () => {
    await house.employ('years', 'clerk')
    house.pass(10 * 365 * 24 * 60 * minute)
    expect(value(await accounts().signIn('years', goodPassword, elsewhere()))).toMatchObject({ kind: 'signed-in' })
  })
})
