import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { createServer } from '../server.ts'
import { demoPeople, fakeKernel } from '../test-kit/fake-kernel.ts'
import { visitor, type Visitor } from '../test-kit/visitor.ts'
import { goodPassword, openProductionHouse, type ProductionHouse } from '../../../kernel/src/test-kit/production-house.ts'
import { codeOf } from '../../../kernel/src/test-kit/code-of.ts'
import { value } from '../../../kernel/src/test-kit/house.ts'
import { createPasswordHasher } from '@fachwerk/kernel'

const minute = 60_000
const emergencySecret = 'siegel-kuvert-tresor-2026'

// The database makes no difference to pages; the kernel's tests run on both.
const [{ create }] = testDatabases() as [ReturnType<typeof testDatabases>[number]]
let store: TestDatabase
let house: ProductionHouse
let app: FastifyInstance
let guest: Visitor

beforeAll(async () => {
  store = await create()
  const hasher = createPasswordHasher()
  house = await openProductionHouse(store.database, { breakGlass: await hasher.hash(emergencySecret) })
  await hasher.stop()
  const { kernel } = house
  app = await createServer({
    kernel,
    routes: [],
    demo: false,
    https: true,
    now: () => new Date(house.now()),
    signIn: { breakGlass: true },
  })
  await house.employ('clara', 'clerk')
  await house.employ('oskar', 'modeller')
  await house.employ('ada', 'administrator')
}, 60_000)
afterAll(async () => {
  await app.close()
  await house.kernel.stop()
  await store.drop()
})
beforeEach(() => {
  guest = visitor(app)
})
const session = '__Host-fachwerk-session'
const signInAs = async (who: Visitor, login: string, password = goodPassword, weiter = '/konto') =>
  who.send('/anmelden', { login, password, weiter })
const secretOf = (body: string): string => /<code class="fw-sign-in__secret">([^<]+)</.exec(body)![1]!.replaceAll(' ', '')
const field = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)![1]!

describe('password', () => {
  test('leads to where one wanted to go, with a cookie for this host over HTTPS alone', async () => {
    const answer = await signInAs(guest, 'clara')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/konto'])
    const cookie = answer.cookies.find(({ name }) => name === session)!
    expect(cookie).toMatchObject({ path: '/', httpOnly: true, secure: true, sameSite: 'Lax' })
    expect(cookie).not.toHaveProperty('domain')
    expect((await guest.get('/konto')).body).toContain('Anmeldename: clara')
  })

  test.each(['https://böse.example/', '//böse.example', '/\\böse.example', 'javascript:alert(1)'])(
    'leads nowhere else: %s',
    async (weiter) => {
      expect((await signInAs(guest, 'clara', goodPassword, weiter)).headers.location).toBe('/')
    },
  )

  test('wrong: the page says so, keeps the name and shows no password', async () => {
    const answer = await signInAs(guest, 'clara', 'falsch geraten')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('passen nicht zusammen')
    expect(answer.body).toContain('<title>Fehler:')
    expect(answer.body).toContain('value="clara"')
    expect(answer.body).not.toContain('falsch geraten')
    expect(guest.cookies.has(session)).toBe(false)
  })

  test('without the token of the form nobody is signed in', async () => {
    const answer = await guest.post('/anmelden', { login: 'clara', password: goodPassword })
    expect(answer.statusCode).toBe(403)
  })

  test('a session that somebody planted is not taken over: a new token, and the planted one is worth nothing', async () => {
    const planted = await house.kernel.sessions.create('clara', 'password')
    guest.cookies.set(session, planted)
    await signInAs(guest, 'clara')
    expect(guest.cookies.get(session)).not.toBe(planted)
    expect(await house.kernel.sessions.open(planted)).toBeUndefined()
    guest.cookies.set(session, 'chosen-by-an-attacker')
    await signInAs(guest, 'clara')
    expect(guest.cookies.get(session)).not.toBe('chosen-by-an-attacker')
    expect(await house.kernel.sessions.open('chosen-by-an-attacker')).toBeUndefined()
  })

  test('a form that was open while the token changed still counts', async () => {
    await signInAs(guest, 'clara')
    const page = await guest.get('/konto')
    const token = guest.cookies.get(session)
    house.pass(16 * minute)
    await guest.get('/konto')
    expect(guest.cookies.get(session)).not.toBe(token)
    const answer = await guest.post('/konto/hinweise', { _csrf: field(page.body, '_csrf'), id: 'n_none' })
    expect(answer.statusCode).toBe(303)
  })

  test('demo people do not exist in production', async () => {
    expect((await guest.get('/anmelden')).body).not.toContain('name="person"')
    const answer = await guest.send('/anmelden', { person: 'aylin' })
    expect(answer.statusCode).toBe(403)
    expect(guest.cookies.has(session)).toBe(false)
  })
})

describe('privileged role', () => {
  test('sets up an app before anything else, gets recovery codes, and then signs in with a code', async () => {
    const first = await signInAs(guest, 'oskar')
    expect(first.headers.location).toBe('/anmelden/einrichten?weiter=%2Fkonto')
    expect((await guest.get('/konto')).headers.location).toContain('/?weiter=')
    const page = await guest.get('/anmelden/einrichten?weiter=%2Fkonto')
    expect(page.body).toContain('src="data:image/svg+xml;base64,')
    const wrong = await guest.send('/anmelden/einrichten', { totp: field(page.body, 'totp'), code: '000000', weiter: '/konto' })
    expect(wrong.headers.location).toContain('falsch=1')
    const again = await guest.get(wrong.headers.location!)
    expect(again.body).toContain('Der Code passt nicht')
    const secret = secretOf(page.body)
    expect(secretOf(again.body)).toBe(secret)
    const code = codeOf(secret, house.now())
    const done = await guest.send('/anmelden/einrichten', { totp: field(again.body, 'totp'), code, weiter: '/konto' })
    expect(done.body.match(/<code>[a-z0-9]{5}-[a-z0-9]{5}<\/code>/g)).toHaveLength(10)
    const account = await guest.get('/konto')
    expect(account.body).toContain('Noch 10 von 10')
    expect(account.body).toContain('Passwort und Code')

    house.pass(minute)
    const other = visitor(app)
    expect((await signInAs(other, 'oskar')).headers.location).toBe('/anmelden/code?weiter=%2Fkonto')
    expect((await other.get('/anmelden/code')).body).toContain('Name von oskar')
    const mistyped = await other.send('/anmelden/code', { code: '123456', weiter: '/konto' })
    expect((await other.get(mistyped.headers.location!)).body).toContain('Der Code passt nicht')
    const entered = await other.send('/anmelden/code', { code: codeOf(secret, house.now()), weiter: '/konto' })
    expect([entered.statusCode, entered.headers.location]).toEqual([303, '/konto'])
    const recovery = /<code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/.exec(done.body)![1]!
    const third = visitor(app)
    await signInAs(third, 'oskar')
    expect((await third.get('/anmelden/wiederherstellung')).statusCode).toBe(200)
    await third.send('/anmelden/wiederherstellung', { code: recovery, weiter: '/konto' })
    const told = await third.get('/konto')
    expect(told.body).toContain('noch 9 übrig')
    expect(told.body).toContain('Sicherheitshinweise:')
  })

  test('a step of somebody else, of before, or none: begin again', async () => {
    for (const path of ['/anmelden/code', '/anmelden/wiederherstellung', '/anmelden/einrichten']) {
      expect((await guest.get(path)).statusCode).toBe(409)
      const answer = await guest.send(path, { code: '123456', totp: 'x' })
      expect([answer.statusCode, guest.cookies.has(session)]).toEqual([409, false])
    }
  })
})

describe('my account', () => {
  test('lists devices, signs one out, and all of them', async () => {
    await signInAs(guest, 'clara')
    const phone = visitor(app)
    await signInAs(phone, 'clara')
    const clara = (await house.kernel.people.get('clara'))!
    const own = (await house.kernel.sessions.open(guest.cookies.get(session)!))!.session.id
    const other = (await house.kernel.sessions.list(clara)).find(({ id }) => id !== own)!
    expect((await guest.get('/konto')).body).toContain('(dieses Gerät)')
    await guest.send('/konto/geraete/abmelden', { id: other.id })
    const foreign = await guest.send('/konto/geraete/abmelden', { id: 's_somebody-elses' })
    expect(foreign.statusCode).toBe(404)
    await signInAs(phone, 'clara')
    await guest.send('/konto/ueberall-abmelden', {})
    for (const device of [guest, phone]) expect((await device.get('/konto')).statusCode).toBe(303)
    expect(await house.kernel.sessions.list(clara)).toEqual([])
  })

  test('an app is added with the secret that was scanned, also after a mistyped code', async () => {
    await house.employ('tippfehler', 'clerk')
    await signInAs(guest, 'tippfehler')
    const page = await guest.get('/konto/app')
    const secret = secretOf(page.body)
    const wrong = await guest.send('/konto/app', { totp: field(page.body, 'totp'), code: '000000' })
    expect(wrong.headers.location).toBe('/konto/app?falsch=1')
    const again = await guest.get('/konto/app?falsch=1')
    expect(secretOf(again.body)).toBe(secret)
    const done = await guest.send('/konto/app', { totp: field(again.body, 'totp'), code: codeOf(secret, house.now()) })
    expect(done.body.match(/<code>[a-z0-9]{5}-[a-z0-9]{5}<\/code>/g)).toHaveLength(10)
  })

  test('changing what protects it needs a fresh sign-in', async () => {
    await signInAs(guest, 'clara')
    expect((await guest.get('/konto/app')).statusCode).toBe(200)
    house.pass(15 * minute + 1)
    const again = '/anmelden?erneut=1&weiter=%2Fkonto'
    expect((await guest.get('/konto/app')).headers.location).toBe(again)
    expect((await guest.send('/konto/codes', {})).headers.location).toBe(again)
    expect((await guest.send('/konto/passkeys', { name: 'x' })).headers.location).toBe(again)
    expect((await guest.get(again)).body).toContain('Noch einmal anmelden')
  })

  test('a changed password signs out every other device and gives this one a new token', async () => {
    await house.employ('paul', 'clerk')
    const phone = visitor(app)
    await signInAs(phone, 'paul')
    await signInAs(guest, 'paul')
    const before = guest.cookies.get(session)
    const refused = await guest.send('/konto/passwort', { old: 'falsch geraten', new: 'Neues Passwort für Paul' })
    expect(refused.statusCode).toBe(422)
    const changed = await guest.send('/konto/passwort', { old: goodPassword, new: 'Neuer Satz für mein Konto' })
    expect(changed.headers.location).toBe('/konto?fertig=password')
    expect(guest.cookies.get(session)).not.toBe(before)
    expect((await guest.get('/konto?fertig=password')).body).toContain('Ihr Passwort ist geändert')
    expect((await phone.get('/konto')).statusCode).toBe(303)
  })
})

describe('invitation', () => {
  test('sets up the account and signs in', async () => {
    const ada = (await house.kernel.people.get('ada'))!
    await house.hire('neu', 'clerk')
    const { secret } = value(await house.kernel.accounts.invite('neu', ada))
    const link = `/einladung/${secret}`
    expect((await guest.get(link)).body).toContain('Willkommen, Name von neu')
    const differ = await guest.send(link, { login: 'neu', password: goodPassword, repeat: 'anders' })
    expect(differ.body).toContain('verschieden')
    const weak = await guest.send(link, { login: 'neu', password: 'kurz', repeat: 'kurz' })
    expect(weak.body).toContain('mindestens 12 Zeichen')
    const done = await guest.send(link, { login: 'neu', password: goodPassword, repeat: goodPassword })
    expect(done.statusCode).toBe(303)
    expect((await guest.get('/konto')).body).toContain('Anmeldename: neu')
    expect((await visitor(app).get(link)).statusCode).toBe(404)
    expect((await visitor(app).get('/einladung/wrong')).body).toContain('gilt nicht mehr')
  })
})

test('fields for passwords are hidden, can be pasted into, and are known to password managers', async () => {
  await house.hire('pia', 'clerk')
  const ada = (await house.kernel.people.get('ada'))!
  const { secret } = value(await house.kernel.accounts.invite('pia', ada))
  const clara = visitor(app)
  await signInAs(clara, 'clara')
  const pages = [
    [await guest.get('/anmelden'), ['current-password']],
    [await guest.get(`/einladung/${secret}`), ['new-password', 'new-password']],
    [await clara.get('/konto'), ['current-password', 'new-password']],
  ] as const
  for (const [{ body }, kinds] of pages) {
    const fields = body.match(/<input[^>]*name="(?:password|old|new|repeat)"[^>]*>/g)!
    expect(fields.map((html) => /autocomplete="([^"]+)"/i.exec(html)![1])).toEqual(kinds)
    for (const html of fields) {
      expect(html).toContain('type="password"')
      expect(html).not.toMatch(/maxlength|readonly|onpaste|pattern/i)
    }
  }
})

describe('emergency access', () => {
  test('asks for a reason, lasts an hour, and every administrator sees it', async () => {
    const hasty = await guest.send('/anmelden/notfall', { secret: emergencySecret, reason: 'eilig' })
    expect(hasty.body).toContain('mindestens zehn Zeichen')
    const wrong = await guest.send('/anmelden/notfall', { secret: 'falsch', reason: 'Anmeldedienst ausgefallen' })
    expect([wrong.statusCode, guest.cookies.has(session)]).toEqual([422, false])
    const opened = await guest.send('/anmelden/notfall', { secret: emergencySecret, reason: 'Anmeldedienst ausgefallen' })
    expect(opened.statusCode).toBe(303)
    expect((await guest.get('/konto')).body).toContain('Notfallzugang')
    const ada = (await house.kernel.people.get('ada'))!
    const told = await house.kernel.accounts.announcements(ada)
    expect(told.map(({ text }) => text.de).join()).toContain('Anmeldedienst ausgefallen')
    for (let i = 0; i < 5; i += 1) {
      house.pass(10 * minute)
      expect((await guest.get('/konto')).statusCode).toBe(200)
    }
    house.pass(10 * minute)
    expect((await guest.get('/konto')).statusCode).toBe(303)
  })

  test('is not there where it is not set up', async () => {
    const other = await createServer({ kernel: house.kernel, routes: [], demo: false })
    expect((await visitor(other).get('/anmelden/notfall')).statusCode).toBe(404)
    expect((await visitor(other).get('/anmelden')).body).not.toContain('Notfall')
    await other.close()
  })
})

test('in demo mode one click signs in, and the account page shows the device', async () => {
  const demo = await createServer({ kernel: fakeKernel(), routes: [], demo: true })
  const someone = visitor(demo)
  const offered = (await someone.get('/anmelden?weiter=/konto')).body
  for (const { id, label } of demoPeople) {
    expect(offered).toContain(`name="person" value="${id}"`)
    expect(offered).toContain(`Als ${label.de} weiter`)
  }
  const answer = await someone.send('/anmelden', { person: demoPeople[0]!.id, weiter: '/konto' })
  expect(answer.headers.location).toBe('/konto')
  expect((await someone.get('/konto')).body).toContain('Angemeldete Geräte')
  expect((await someone.send('/anmelden', { person: 'nobody' })).statusCode).toBe(403)
  await demo.close()
})
