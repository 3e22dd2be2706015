import { startKernel, type Kernel, type Module, type Person } from '@fachwerk/kernel'
import { openDatabase, type Database } from '@fachwerk/postgres'
import { createServer, missingMessages } from '@fachwerk/web'
import { visitor, type Visitor } from '../../../packages/web/src/test-kit/visitor.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { navigation, routes } from './index.ts'
import { administrationMessages } from './messages.ts'

const text = (de: string) => ({ de, en: de })
const person = (id: string, tenant: string, roles: Person['roles'], groups: readonly string[] = []) => ({
  id,
  name: id,
  tenant,
  roles,
  groups,
  label: text(id),
  description: text(id),
})
const demo: NonNullable<Module['demo']> = {
  tenants: [
    { id: 'celle', name: 'Stadt Celle', kind: 'municipality' },
    { id: 'gifhorn', name: 'Stadt Gifhorn', kind: 'municipality' },
    { id: 'it', name: 'IT.Niedersachsen', kind: 'it-centre' },
  ],
  units: [{ id: 'rathaus', tenant: 'celle', name: 'Rathaus' }],
  groups: [
    { id: 'buergeramt', tenant: 'celle', name: 'Bürgeramt' },
    { id: 'gifhorn-buero', tenant: 'gifhorn', name: 'Büro Gifhorn' },
  ],
  people: [
    person('anna', 'celle', ['administrator']),
    person('bernd', 'celle', ['administrator']),
    person('carla', 'celle', ['clerk'], ['buergeramt']),
    person('dirk', 'celle', ['clerk']),
    person('gerd', 'gifhorn', ['administrator']),
    person('gesa', 'gifhorn', ['clerk'], ['gifhorn-buero']),
    person('otto', 'it', ['operator']),
  ],
  seed: async () => {},
}
const api = '/api/v1/administration'

test('no text is missing in either language', () => expect(missingMessages(administrationMessages)).toEqual([]))

describe('the administration of a running house', () => {
  let database: Database
  let kernel: Kernel
  let app: FastifyInstance
  const visitors = new Map<string, Visitor>()
  const as = (id: string): Visitor => visitors.get(id)!
  beforeAll(async () => {
    database = await openDatabase({ dataDirectory: 'memory://' })
    kernel = await startKernel({
      database,
      modules: [{ id: 'test', models: [], jobs: {}, demo }],
      demo: true,
      masterKey: new Uint8Array(32).fill(7),
    })
    app = await createServer({ kernel, routes, navigation, demo: true })
    for (const { id } of demo.people) {
      visitors.set(id, visitor(app))
      await as(id).send('/anmelden', { person: id })
    }
  }, 60_000)
  afterAll(async () => {
    await app.close()
    await kernel.stop()
    await database.close()
  })
  const created = async (name: string, fields: Readonly<Record<string, string | string[]>> = {}): Promise<string> => {
    const answer = await as('anna').send('/verwaltung/personen/neu', { name, ...fields })
    expect(answer.statusCode, answer.body).toBe(303)
    return String(answer.headers.location).split('/').at(-1)!
  }
  const call = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, token: string, payload?: object) =>
    app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload && { payload }) })
  const tokenOf = async (
    scopes: readonly ('administration' | 'cases:read')[],
    roles: Person['roles'] = ['clerk'],
  ): Promise<string> => {
    const anna = (await kernel.people.get('anna'))!
    const made = await kernel.identity.createMember({ name: 'Programm', kind: 'service', roles, groups: [] }, anna)
    if (!made.ok) throw new Error(made.error.code)
    for (const { id, subject } of await kernel.identity.pending(anna))
      if (subject === made.value.person.id) await kernel.identity.approve(id, (await kernel.people.get('bernd'))!)
    const expiresAt = new Date(Date.now() + 86_400_000)
    const issued = await kernel.identity.createToken({ person: made.value.person.id, name: 'x', scopes, expiresAt }, anna)
    if (!issued.ok) throw new Error(issued.error.code)
    return issued.value.secret
  }

  test.each([
    '/verwaltung',
    '/verwaltung/personen',
    '/verwaltung/personen/neu',
    '/verwaltung/personen/carla',
    '/verwaltung/personen/carla/angaben',
    '/verwaltung/personen/carla/rollen',
    '/verwaltung/personen/carla/gruppen',
    '/verwaltung/personen/carla/anmeldung',
    '/verwaltung/einheiten',
    '/verwaltung/einheiten/neu',
    '/verwaltung/einheiten/rathaus',
    '/verwaltung/gruppen',
    '/verwaltung/gruppen/buergeramt',
    '/verwaltung/gruppen/buergeramt/name',
    '/verwaltung/vertretungen',
    '/verwaltung/vertretungen/neu?person=carla',
    '/verwaltung/gemeinsame-gruppen',
    '/verwaltung/gemeinsame-gruppen/neu',
    '/verwaltung/wartend',
    '/verwaltung/zugaenge',
    '/verwaltung/zugaenge/neu',
    '/verwaltung/protokoll',
  ])('%s is for administrators, in both languages', async (url) => {
    const [german, english] = [await as('anna').get(url), await as('anna').get(`${url}${url.includes('?') ? '&' : '?'}lang=en`)]
    await as('anna').get('/verwaltung?lang=de')
    expect([german.statusCode, english.statusCode]).toEqual([200, 200])
    expect(german.body.match(/<h1/g)).toHaveLength(1)
    expect(english.body).toContain('<html lang="en">')
    // Of a single thing one hears that it does not exist.
    const isOfOne = /\/(carla|rathaus|buergeramt)/.test(url)
    expect((await as('carla').get(url)).statusCode).toBe(isOfOne ? 404 : 403)
    expect((await visitor(app).get(url)).statusCode).toBe(303)
  })

  test.each([
    '/verwaltung/personen/gesa',
    '/verwaltung/personen/gesa/rollen',
    '/verwaltung/gruppen/gifhorn-buero',
    '/verwaltung/gruppen/gifhorn-buero/name',
    '/verwaltung/einheiten/nirgends',
    '/verwaltung/zugaenge/gesa',
    '/verwaltung/zugaenge/carla',
    `${api}/people/gesa`,
  ])('%s does not exist for another authority', async (url) => expect((await as('anna').get(url)).statusCode).toBe(404))

  test('a person is created, changed, put into a group, invited, and found', async () => {
    const id = await created('Wilma Neu', {
      email: 'wilma@celle.example',
      unitId: 'rathaus',
      roles: ['clerk'],
      groups: ['buergeramt'],
    })
    const shown = (await as('anna').get(`/verwaltung/personen/${id}`)).body
    for (const part of ['wilma@celle.example', 'Rathaus', 'Sachbearbeitung', 'Bürgeramt']) expect(shown).toContain(part)
    await as('anna').send(`/verwaltung/personen/${id}/gruppen`, {})
    expect((await kernel.people.get(id))?.groups).toEqual([])
    expect((await as('anna').get('/verwaltung/personen?text=wilma@')).body).toContain('Wilma Neu')
    const invited = await as('anna').send(`/verwaltung/personen/${id}/einladen`, {})
    expect(invited.body).toMatch(/http:\/\/[^<]+\/einladung\/[\w-]{20,}/)
    expect((await as('gerd').send(`/verwaltung/personen/${id}/einladen`, {})).statusCode).toBe(404)
    expect((await as('gerd').send(`/verwaltung/personen/${id}/abmelden`, {})).statusCode).toBe(404)
  })

  test('an account with special rights is invited by operators only, never by one administrator alone', async () => {
    expect((await as('anna').get('/verwaltung/personen/carla')).body).toContain('Einladungslink erzeugen')
    const page = (await as('anna').get('/verwaltung/personen/bernd')).body
    expect(page).not.toContain('Einladungslink erzeugen')
    expect(page).toContain('nur der Betrieb der Plattform')
    const invited = await as('anna').send('/verwaltung/personen/bernd/einladen', {})
    expect([invited.statusCode, invited.body.includes('/einladung/')]).toEqual([403, false])
    expect((await as('anna').get('/verwaltung/protokoll')).body).not.toContain('Einladungslink für bernd')
  })

  test('wrong input comes back as it was typed, with a summary that leads to the field', async () => {
    const answer = await as('anna').send('/verwaltung/personen/neu', { name: '', email: 'wilma.celle', roles: ['modeller'] })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('<title>Fehler:')
    expect(answer.body).toContain('href="#f-name"')
    expect(answer.body).toContain('value="wilma.celle"')
    const period = {
      absent: 'carla',
      deputy: 'carla',
      'from.day': '1',
      'from.month': '12',
      'from.year': '2026',
      'until.day': '2',
      'until.month': '12',
      'until.year': '2099',
    }
    const deputy = await as('anna').send('/verwaltung/vertretungen/neu', period)
    expect([deputy.statusCode, deputy.body.includes('href="#f-deputy"'), deputy.body.includes('href="#f-until"')]).toEqual([
      422,
      true,
      true,
    ])
  })

  test('two administrators on one page: the second keeps the input and sees what the first did', async () => {
    const id = await created('Rita Rolle', { roles: ['clerk'] })
    const form = `/verwaltung/personen/${id}/rollen`
    expect((await as('anna').send(form, { _revision: '1', roles: ['clerk', 'modeller'] })).statusCode).toBe(303)
    const stale = await as('bernd').send(form, { _revision: '1', roles: [] })
    expect(stale.statusCode).toBe(409)
    expect(stale.body).toContain('anna: Rita Rolle hat jetzt die Rollen')
    expect(stale.body).toContain('name="_revision" value="2"')
    expect(stale.body).not.toContain('checked')
    expect((await kernel.people.get(id))?.roles).toEqual(['clerk', 'modeller'])
    expect((await as('bernd').send(form, { _revision: '2', roles: ['clerk'] })).statusCode).toBe(303)
    expect((await as('bernd').send(form, { roles: [] })).statusCode).toBe(409)
  })

  test('a right that needs four eyes waits on the page, and counts after the second person', async () => {
    const id = await created('Vera Vier', { roles: ['clerk', 'administrator'] })
    expect((await kernel.people.get(id))?.roles).toEqual(['clerk'])
    const own = (await as('anna').get('/verwaltung/wartend')).body
    const change = /wartend\/(v_[\w-]+)\/ablehnen/.exec(own)![1]!
    expect(own).not.toContain(`${change}/zustimmen`)
    expect((await as('anna').send(`/verwaltung/wartend/${change}/zustimmen`, {})).statusCode).toBe(403)
    expect((await as('gerd').send(`/verwaltung/wartend/${change}/zustimmen`, {})).statusCode).toBe(404)
    expect((await as('bernd').send(`/verwaltung/wartend/${change}/zustimmen`, {})).statusCode).toBe(303)
    expect((await kernel.people.get(id))?.roles).toEqual(['clerk', 'administrator'])
    expect((await as('anna').get('/verwaltung/protokoll')).body).toContain('Zugestimmt')
  })

  test('everybody of staff names an own deputy; the last day counts to its end', async () => {
    const fields = {
      deputy: 'dirk',
      'from.day': '1',
      'from.month': '7',
      'from.year': '2027',
      'until.day': '5',
      'until.month': '7',
      'until.year': '2027',
    }
    expect((await as('carla').send('/konto/vertretung/neu', fields)).statusCode).toBe(303)
    const [deputy] = await kernel.identity.deputies((await kernel.people.get('carla'))!)
    expect([deputy?.from.toISOString(), deputy?.until.toISOString()]).toEqual([
      '2027-06-30T22:00:00.000Z',
      '2027-07-05T22:00:00.000Z',
    ])
    const page = (await as('carla').get('/konto/vertretung')).body
    expect(page).toContain('05.07.2027')
    expect((await as('gesa').send(`/konto/vertretung/${deputy!.id}/beenden`, {})).statusCode).toBe(404)
    expect((await as('carla').send(`/konto/vertretung/${deputy!.id}/beenden`, {})).statusCode).toBe(303)
    expect((await as('carla').get('/konto/vertretung')).body).not.toContain('05.07.2027')
  })

  test('a joint group is proposed here, agreed there', async () => {
    const fields = {
      group: 'buergeramt',
      guest: 'gifhorn',
      purpose: 'Aushilfe',
      legalBasis: '§ 5 NKomZG',
      'until.day': '1',
      'until.month': '3',
      'until.year': String(new Date().getFullYear() + 1),
    }
    expect((await as('anna').send('/verwaltung/gemeinsame-gruppen/neu', fields)).statusCode).toBe(303)
    const there = (await as('gerd').get('/verwaltung/gemeinsame-gruppen')).body
    const id = /gemeinsame-gruppen\/(a_[\w-]+)\/annehmen/.exec(there)![1]!
    expect((await as('anna').get('/verwaltung/gemeinsame-gruppen')).body).not.toContain('/annehmen')
    expect((await as('gerd').send(`/verwaltung/gemeinsame-gruppen/${id}/annehmen`, {})).statusCode).toBe(303)
    expect((await as('gerd').send('/verwaltung/gruppen/buergeramt/aufnehmen', { person: 'gesa' })).statusCode).toBe(303)
    expect((await kernel.people.get('gesa'))?.jointTenants).toEqual(['celle'])
    expect((await as('anna').get('/verwaltung/gruppen/buergeramt')).body).toContain('gesa')
    expect((await as('anna').send(`/verwaltung/gemeinsame-gruppen/${id}/beenden`, {})).statusCode).toBe(303)
    expect((await kernel.people.get('gesa'))?.groups).toEqual(['gifhorn-buero'])
  })

  test('the secret of a token is shown once', async () => {
    const made = await as('anna').send('/verwaltung/zugaenge/neu', { name: 'Kasse', roles: ['clerk'] })
    const account = String(made.headers.location)
    expect((await as('anna').send(`${account}/schluessel/neu`, { name: 'kasse-2' })).statusCode).toBe(422)
    const year = String(new Date().getFullYear() + 1)
    const fields = {
      name: 'kasse-2',
      scopes: ['cases:read'],
      'expiresAt.day': '2',
      'expiresAt.month': '1',
      'expiresAt.year': year,
    }
    const issued = await as('anna').send(`${account}/schluessel/neu`, fields)
    const secret = /fw_[\w-]{59}/.exec(issued.body)![0]
    expect(issued.headers['cache-control']).toBe('no-store')
    expect(await kernel.identity.personOfToken(secret)).toMatchObject({ ok: true, value: { name: 'Kasse' } })
    const shown = (await as('anna').get(account)).body
    expect(shown).toContain('kasse-2')
    expect(shown).not.toContain(secret)
    const token = /schluessel\/([\w-]+)\/widerrufen/.exec(shown)![1]!
    expect((await as('gerd').send(`${account}/schluessel/${token}/widerrufen`, {})).statusCode).toBe(404)
    expect((await as('anna').send(`${account}/schluessel/${token}/widerrufen`, {})).statusCode).toBe(303)
    expect(await kernel.identity.personOfToken(secret)).toMatchObject({ ok: false, error: { reason: 'revoked' } })
  })

  test('units and groups are kept on pages', async () => {
    expect((await as('anna').send('/verwaltung/einheiten/neu', { name: 'Standesamt', parent: 'rathaus' })).statusCode).toBe(303)
    const unit = (await kernel.identity.units((await kernel.people.get('anna'))!)).find(({ name }) => name === 'Standesamt')!
    const inUse = await as('anna').send('/verwaltung/einheiten/rathaus/entfernen', { revision: '1' })
    expect([inUse.statusCode, inUse.body.includes('gehören noch')]).toEqual([422, true])
    const circle = await as('anna').send('/verwaltung/einheiten/rathaus', { _revision: '1', name: 'Rathaus', parent: unit.id })
    expect([circle.statusCode, circle.body.includes('href="#f-parent"')]).toEqual([422, true])
    expect((await as('anna').send(`/verwaltung/einheiten/${unit.id}/entfernen`, { revision: '1' })).statusCode).toBe(303)
    expect((await as('anna').send('/verwaltung/gruppen/neu', { id: 'Groß', name: 'x' })).body).toContain('href="#f-id"')
    expect((await as('anna').send('/verwaltung/gruppen/neu', { id: 'standesamt', name: 'Standesamt' })).statusCode).toBe(303)
    expect(
      (await as('anna').send('/verwaltung/gruppen/standesamt-celle/name', { _revision: '1', name: 'Personenstand' })).statusCode,
    ).toBe(303)
    expect((await as('anna').get('/verwaltung/gruppen')).body).toContain('Personenstand')
  })

  test('authorities are the operators', async () => {
    expect((await as('anna').get('/behoerden')).statusCode).toBe(403)
    expect((await as('otto').get('/verwaltung')).statusCode).toBe(403)
    expect(
      (await as('otto').send('/behoerden/neu', { id: 'uelzen', name: 'Stadt Uelzen', kind: 'municipality' })).statusCode,
    ).toBe(303)
    expect(
      (await as('otto').send('/behoerden/uelzen', { _revision: '1', name: 'Hansestadt Uelzen', state: 'active' })).statusCode,
    ).toBe(303)
    expect((await as('otto').send('/behoerden/uelzen', { _revision: '1', name: 'x', state: 'active' })).statusCode).toBe(409)
    expect((await as('otto').get('/behoerden')).body).toContain('Hansestadt Uelzen')
  })

  test('by API: a program with the scope does what its account may, no more', async () => {
    const token = await tokenOf(['administration'], ['administrator'])
    const made = await call('POST', `${api}/people`, token, { name: 'Von außen', roles: ['clerk'] })
    expect(made.statusCode).toBe(201)
    const { id } = made.json().person
    expect((await call('PATCH', `${api}/people/${id}`, token, { email: 'a@b.example', revision: 1 })).json()).toMatchObject({
      revision: 2,
      email: 'a@b.example',
    })
    const conflict = await call('PATCH', `${api}/people/${id}`, token, { name: 'x', revision: 1 })
    expect([conflict.statusCode, conflict.headers['content-type']]).toEqual([409, 'application/problem+json; charset=utf-8'])
    expect((await call('PUT', `${api}/people/${id}/roles`, token, { roles: ['administrator'], revision: 2 })).statusCode).toBe(
      403,
    )
    expect((await call('PUT', `${api}/groups/buergeramt/members/${id}`, token)).statusCode).toBe(204)
    expect((await call('GET', `${api}/people?text=Von`, token)).json()).toMatchObject({ total: 1 })
    expect((await call('PATCH', `${api}/people/gesa`, token, { name: 'x', revision: 1 })).statusCode).toBe(404)
    // Whether an id is taken in another authority shows nowhere: ids are made by the platform.
    const wish = async (wished: string) => {
      const answer = await call('POST', `${api}/people`, token, { id: wished, name: 'Wunsch' })
      const { type, detail } = answer.json()
      return [answer.statusCode, type, detail]
    }
    expect(await wish('gesa')).toEqual(await wish('nobody-has-this'))
    expect((await call('POST', `${api}/people`, token, { wrong: 1 })).statusCode).toBe(400)
    expect(
      (await call('POST', `${api}/deputies`, token, { absent: 'carla', deputy: 'dirk', from: 'bald', until: 'x' })).statusCode,
    ).toBe(400)
    // Tokens and approvals are in no scope: a found token must not make itself another.
    expect((await call('GET', `${api}/tokens`, token)).statusCode).toBe(403)
    expect((await call('POST', `${api}/pending/x/approve`, token)).statusCode).toBe(403)
    expect((await call('GET', '/verwaltung/personen', token)).statusCode).toBe(401)
  })

  test('by API: without the scope 403, with an unknown, expired or revoked token 401, and the cookie does not help it', async () => {
    expect((await call('GET', `${api}/people`, await tokenOf(['cases:read'], ['administrator']))).statusCode).toBe(403)
    const anna = (await kernel.people.get('anna'))!
    const revoked = await tokenOf(['administration'], ['administrator'])
    for (const { id } of await kernel.identity.tokens(anna)) await kernel.identity.revokeToken(id, anna)
    const cookie = `fachwerk-session=${await kernel.sessions.create('anna', 'demo')}`
    for (const token of [revoked, 'fw_unknown', `fw_${'a'.repeat(59)}`]) {
      const answer = await app.inject({ url: `${api}/people`, headers: { authorization: `Bearer ${token}`, cookie } })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8'])
    }
  })

  test('by API: 202 while a second person is awaited; the session of a person works as well', async () => {
    const cookie = (id: string) => kernel.sessions.create(id, 'demo').then((token) => ({ cookie: `fachwerk-session=${token}` }))
    const id = await created('Wartende', { roles: ['clerk'] })
    const asked = await app.inject({
      method: 'PUT',
      url: `${api}/people/${id}/roles`,
      headers: await cookie('anna'),
      payload: { roles: ['clerk', 'privacy-officer'], revision: 1 },
    })
    expect(asked.statusCode).toBe(202)
    const approve = `${api}/pending/${asked.json().id}/approve`
    expect(
      (
        await app.inject({
          method: 'POST',
          url: approve,
          headers: { ...(await cookie('anna')), 'content-type': 'application/json' },
        })
      ).statusCode,
    ).toBe(403)
    expect(
      (
        await app.inject({
          method: 'POST',
          url: approve,
          headers: { ...(await cookie('bernd')), 'content-type': 'application/json' },
        })
      ).statusCode,
    ).toBe(204)
    expect((await kernel.people.get(id))?.roles).toContain('privacy-officer')
    const { revision } = (await app.inject({ url: `${api}/people/${id}`, headers: await cookie('anna') })).json()
    const left = await app.inject({
      method: 'PATCH',
      url: `${api}/people/${id}`,
      headers: await cookie('anna'),
      payload: { state: 'left', revision },
    })
    expect([left.statusCode, left.json()]).toEqual([202, expect.objectContaining({ what: 'revoke-role', subject: id })])
    const shown = await app.inject({ url: `${api}/people/${id}`, headers: await cookie('anna') })
    expect(shown.json()).toMatchObject({ state: 'locked', person: { roles: ['clerk', 'privacy-officer'] } })
  })
})
