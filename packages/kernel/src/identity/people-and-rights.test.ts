import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Identity, Member, PendingChange, Role } from '../api.ts'
import { anna, bernd, carla, current, dirk, gerd, gesa, heike, otto, twoTowns } from '../test-kit/authorities.ts'
import { citizen } from '../test-kit/people.ts'
import { day, openHouse, value, type House } from '../test-kit/house.ts'

const refused = (code: string, rule?: string) => ({
  ok: false,
  error: { code, ...(rule !== undefined && { problems: [{ rule }] }) },
})

describe.each(testDatabases())('people and rights on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let identity: Identity
  let counter = 0
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database, { demo: twoTowns })
    identity = house.kernel.identity
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const somebody = async (roles: readonly Role[] = ['clerk'], kind: Member['kind'] = 'person') => {
    counter += 1
    return value(await identity.createMember({ name: `Neu ${counter}`, kind, roles, groups: [] }, anna))
  }
  const isPending = (answer: Member | PendingChange): PendingChange => {
    if (!('requestedBy' in answer)) throw new Error('The change needed no second person')
    return answer
  }
  /** A second town of its own, with one administrator put in by the operators. */
  const newTown = async () => {
    counter += 1
    const tenant = value(
      await identity.createTenant({ id: `stadt-${counter}`, name: `Stadt ${counter}`, kind: 'municipality' }, otto),
    ).id
    const made = await identity.createMember(
      { tenant, name: 'Erste', kind: 'person', roles: ['administrator'], groups: [] },
      otto,
    )
    return { tenant, first: await current(house.kernel, value(made).person) }
  }

  test('the demo is put once: what administrators change stays after a restart', async () => {
    expect((await current(house.kernel, carla)).groups).toEqual(['buergeramt'])
    await identity.setMembership('buergeramt', 'carla', false, anna)
    house = await house.restart()
    identity = house.kernel.identity
    expect((await current(house.kernel, carla)).groups).toEqual([])
    await identity.setMembership('buergeramt', 'carla', true, anna)
    expect(await current(house.kernel, carla)).toMatchObject({ tenant: 'celle', unit: 'Stadt Celle', groups: ['buergeramt'] })
  })

  test('units are a tree: no circle, nothing removed that is in use, nothing of others', async () => {
    const saved = value(await identity.saveUnit({ id: '', name: 'Fundbüro', parent: 'buergeramt', revision: 0 }, anna))
    expect(saved).toMatchObject({ tenant: 'celle', parent: 'buergeramt', revision: 1 })
    const below = { id: 'ordnung', name: 'Ordnung', parent: saved.id, revision: 1 }
    expect(await identity.saveUnit(below, anna)).toMatchObject(refused('invalid', 'circle'))
    expect(await identity.saveUnit({ ...below, parent: 'ordnung' }, anna)).toMatchObject(refused('invalid', 'circle'))
    expect(await identity.saveUnit({ ...below, parent: 'gifhorn-rathaus' }, anna)).toMatchObject(refused('not-found'))
    expect(await identity.saveUnit({ id: 'gifhorn-rathaus', name: 'Unser', revision: 1 }, anna)).toMatchObject(
      refused('not-found'),
    )
    expect(await identity.saveUnit({ id: '', name: 'Ohne Fassung', revision: -1 }, anna)).toMatchObject(refused('not-found'))
    expect(await identity.removeUnit('gifhorn-rathaus', 1, anna)).toMatchObject(refused('not-found'))
    expect(await identity.removeUnit('buergeramt', 1, anna)).toMatchObject(refused('invalid', 'in-use'))
    const member = await somebody()
    value(await identity.saveMember(member.person.id, { unitId: saved.id }, 1, anna))
    expect((await current(house.kernel, member.person)).unit).toBe('Fundbüro')
    expect(await identity.removeUnit(saved.id, 1, anna)).toMatchObject(refused('invalid', 'in-use'))
    value(await identity.saveMember(member.person.id, { unitId: null }, 2, anna))
    value(await identity.removeUnit(saved.id, 1, anna))
    expect((await identity.units(anna)).map(({ id }) => id)).toEqual(['buergeramt', 'ordnung'])
    expect(await identity.saveUnit({ id: '', name: 'x', revision: 0 }, carla)).toMatchObject(refused('not-allowed'))
  })

  test('an id that another authority has becomes another one: nobody learns what is there', async () => {
    const unit = (id: string, by: typeof anna) => identity.saveUnit({ id, name: 'Rathaus', revision: 0 }, by)
    const taken = value(await unit('gifhorn-rathaus', anna))
    expect(taken).toMatchObject({ tenant: 'celle', name: 'Rathaus', revision: 1 })
    expect(taken.id).toMatch(/^u_/)
    expect((await identity.units(gerd)).map(({ id, name }) => [id, name])).toEqual([['gifhorn-rathaus', 'Rathaus']])
    value(await identity.removeUnit(taken.id, 1, anna))

    // Whether somebody has it or nobody: the answer is the same, and models find the group by its name alone.
    const group = async (id: string, by = gerd) =>
      value(await identity.saveGroup({ id, name: by === gerd ? 'Unser Bürgeramt' : 'Amt', revision: 0 }, by))
    expect(await group('buergeramt')).toMatchObject({ id: 'buergeramt-gifhorn', tenant: 'gifhorn', members: [] })
    expect(await group('friedhofsamt')).toMatchObject({ id: 'friedhofsamt-gifhorn' })
    expect(await group('friedhofsamt', anna)).toMatchObject({ id: 'friedhofsamt-celle' })
    expect(await group('gifhorn-buero', anna)).toMatchObject({ id: 'gifhorn-buero-celle' })
    // Only the own ones are taken, by either way to write them.
    for (const id of ['buergeramt', 'buergeramt-gifhorn', 'gifhorn-buero'])
      expect(await identity.saveGroup({ id, name: 'x', revision: 0 }, gerd)).toMatchObject(refused('invalid', 'taken'))
    value(await identity.saveGroup({ id: 'a'.repeat(60), name: 'A', revision: 0 }, anna))
    for (const letter of ['a', 'b']) expect((await group(letter.repeat(60))).id).toMatch(/^[ab]{40}-[0-9a-f]{16}$/)
    expect((await identity.groups(anna)).find(({ id }) => id === 'buergeramt')?.name).toBe('Bürgeramt')
    const refusals = await identity.saveGroup({ id: 'buergeramt', name: 'x', revision: 1 }, gerd)
    expect(refusals).toEqual(await identity.saveGroup({ id: 'gibt-es-nicht', name: 'x', revision: 1 }, gerd))
    expect((await identity.adminLog(anna)).items.map(({ text }) => text.de).join()).not.toContain('Unser Bürgeramt')
  })

  test('a stale page is refused and told what happened meanwhile', async () => {
    const { person } = await somebody()
    value(await identity.setRoles(person.id, ['clerk', 'modeller'], 1, anna))
    const late = await identity.setRoles(person.id, [], 1, bernd)
    expect(late).toMatchObject(refused('conflict'))
    expect(!late.ok && late.error.detail.de).toContain('Person anna')
    expect(!late.ok && late.error.detail.de).toContain('„Modellierung“')
    expect((await current(house.kernel, person)).roles).toEqual(['clerk', 'modeller'])
    const group = value(
      await identity.saveGroup(
        { id: `g-${person.id.slice(2).toLowerCase().replaceAll('_', '-')}`, name: 'A', revision: 0 },
        anna,
      ),
    )
    value(await identity.saveGroup({ ...group, name: 'B' }, anna))
    expect(await identity.saveGroup({ ...group, name: 'C' }, bernd)).toMatchObject(refused('conflict'))
    expect(await identity.saveGroup({ ...group, revision: 0 }, bernd)).toMatchObject(refused('invalid', 'taken'))
  })

  test('two administrators saving at once: one is first, the other hears of it', async () => {
    const { person } = await somebody()
    const both = await Promise.all([
      identity.setRoles(person.id, ['modeller'], 1, anna),
      identity.setRoles(person.id, [], 1, bernd),
    ])
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject(refused('conflict'))
  })

  test('input is checked: names, addresses, ids, groups and roles that are not there', async () => {
    const base = { name: 'Neu', kind: 'person', roles: [], groups: [] } as const
    expect(await identity.createMember({ ...base, name: ' ' }, anna)).toMatchObject(refused('invalid', 'required'))
    expect(await identity.createMember({ ...base, name: 'x'.repeat(121) }, anna)).toMatchObject(refused('invalid', 'too-long'))
    expect(await identity.createMember({ ...base, email: 'kein-at' }, anna)).toMatchObject(refused('invalid', 'email'))
    expect(await identity.createMember({ ...base, groups: ['gifhorn-buero'] }, anna)).toMatchObject(refused('invalid', 'unknown'))
    expect(await identity.createMember({ ...base, unitId: 'gifhorn-rathaus' }, anna)).toMatchObject(refused('invalid', 'unknown'))
    for (const name of ['Nul\0l', 'Anna\u202Eretsehc', 'Anna\u2066x', 'An\nna', 'An\u200Fna', 'An\u0085na', '\uFEFFAnna']) {
      const answer = await identity.createMember({ ...base, name }, anna)
      expect(answer).toMatchObject(refused('invalid', 'unseen-characters'))
      expect(!answer.ok && answer.error.detail.de).toContain('unsichtbare Steuerzeichen')
      expect(await identity.saveMember('carla', { name }, 1, anna)).toMatchObject(refused('invalid', 'unseen-characters'))
    }
    for (const name of ['x'.repeat(120), 'Zoë Müller-Łukasz', 'محمد علي', 'O’Neill'])
      expect(await identity.createMember({ ...base, name }, anna)).toMatchObject({ ok: true })
    const { person } = await somebody()
    expect(await identity.setRoles(person.id, ['citizen'], 1, anna)).toMatchObject(refused('invalid', 'citizen'))
  })

  test('ending a legal hold waits for a second person: another privacy officer or an administrator', async () => {
    const hold = {
      person: 'carla',
      ground: 'Klage',
      legalBasis: 'Art. 17 Abs. 3 lit. e DSGVO',
      review: new Date(house.now() + day),
    }
    const { id } = value(await house.kernel.privacy.addHold(hold, heike))
    const standing = async () => value(await house.kernel.privacy.holds(heike)).some((one) => one.id === id)
    for (const by of [gerd, carla])
      expect(await identity.requestChange('end-hold', id, 'Erledigt', by)).toMatchObject({ ok: false })
    expect(await identity.requestChange('end-hold', 'h_none', 'Erledigt', heike)).toMatchObject(refused('not-found'))
    const asked = value(await identity.requestChange('end-hold', id, 'Klage zurückgenommen', heike))
    expect(asked).toMatchObject({ what: 'end-hold', subject: id, mayApprove: false })
    expect(asked.text).toEqual({
      de: 'Die Löschsperre für die Person carla wird beendet. Grund: Klage zurückgenommen.',
      en: 'The legal hold on the person carla ends. Reason: Klage zurückgenommen.',
    })
    expect(await identity.requestChange('end-hold', id, ' ', heike)).toMatchObject({ error: { code: 'invalid' } })
    expect(await identity.requestChange('end-hold', id, 'Noch einmal', heike)).toMatchObject(refused('conflict'))
    expect(await identity.approve(asked.id, heike)).toMatchObject(refused('not-allowed'))
    expect(await standing()).toBe(true)
    expect((await identity.pending(anna)).find((one) => one.id === asked.id)).toMatchObject({ mayApprove: true })
    value(await identity.approve(asked.id, anna))
    expect(await standing()).toBe(false)
  })

  test('who is no administrator changes nothing; other authorities do not exist', async () => {
    for (const by of [carla, heike, citizen]) {
      expect(await identity.createMember({ name: 'x', kind: 'person', roles: [], groups: [] }, by)).toMatchObject(
        refused('not-allowed'),
      )
      expect(await identity.saveMember('dirk', { name: 'x' }, 1, by)).toMatchObject(refused('not-allowed'))
      expect(await identity.setMembership('buergeramt', 'dirk', true, by)).toMatchObject(refused('not-allowed'))
      expect(await identity.createTenant({ id: 'neu', name: 'Neu', kind: 'court' }, by)).toMatchObject(refused('not-allowed'))
    }
    const [{ id: deputy }, { id: token }] = [
      value(
        await identity.addDeputy(
          { absent: 'gesa', deputy: 'gerd', from: new Date(house.now()), until: new Date(house.now() + day) },
          gerd,
        ),
      ),
      value(await identity.createMember({ name: 'Programm', kind: 'service', roles: [], groups: [] }, gerd)).person,
    ]
    const foreign = [
      await identity.member('gesa', anna),
      await identity.saveMember('gesa', { name: 'x' }, 1, anna),
      await identity.setRoles('gesa', [], 1, anna),
      await identity.setMembership('gifhorn-buero', 'dirk', true, anna),
      await identity.setMembership('buergeramt', 'gesa', true, anna),
      await identity.saveGroup({ id: 'gifhorn-buero', name: 'x', revision: 1 }, anna),
      await identity.endDeputy(deputy, anna),
      await identity.addDeputy(
        { absent: 'gesa', deputy: 'dirk', from: new Date(house.now()), until: new Date(house.now() + day) },
        anna,
      ),
      await identity.createToken(
        { person: token, name: 'x', scopes: ['cases:read'], expiresAt: new Date(house.now() + day) },
        anna,
      ),
      await identity.revokeToken('unknown', anna),
      await identity.approve('unknown', anna),
      await identity.reject('unknown', anna),
      await identity.agree('unknown', anna),
      await identity.endAgreement('unknown', anna),
    ]
    for (const [index, answer] of foreign.entries()) expect(answer, String(index)).toMatchObject(refused('not-found'))
    expect((await identity.members(anna, { limit: 200 })).items.every(({ person }) => person.tenant === 'celle')).toBe(true)
    expect((await identity.groups(citizen)).length + (await identity.units(citizen)).length).toBe(0)
  })

  test('colleagues see names, not rights; search finds by name, page by page', async () => {
    const seen = await identity.members(carla, { text: 'person' })
    expect(seen.items.find(({ person }) => person.id === 'anna')?.person).toMatchObject({ roles: [], groups: [] })
    expect(seen.items.every(({ email }) => email === undefined)).toBe(true)
    const all = await identity.members(anna, { text: 'Person', limit: 2 })
    expect([all.items.length, all.total]).toEqual([2, 5])
    expect((await identity.members(anna, { text: '100%_' })).total).toBe(0)
    expect(await identity.members(citizen)).toEqual({ items: [], total: 0 })
    expect(await identity.member('dirk', carla)).toMatchObject(refused('not-found'))
  })

  test('rights of administrators need a second person, who is neither the one who asks nor the one it is about', async () => {
    const { person } = await somebody()
    const waiting = isPending(value(await identity.setRoles(person.id, ['clerk', 'modeller', 'administrator'], 1, anna)))
    expect(waiting).toMatchObject({ what: 'grant-role', subject: person.id, requestedBy: 'anna', mayApprove: false })
    expect((await current(house.kernel, person)).roles).toEqual(['clerk', 'modeller'])
    expect(await identity.setRoles(person.id, ['administrator'], 2, bernd)).toMatchObject(refused('conflict'))
    const candidate = { ...(await current(house.kernel, person)), roles: ['administrator'] as const }
    for (const by of [anna, candidate, carla]) expect(await identity.approve(waiting.id, by)).not.toMatchObject({ ok: true })
    expect(await identity.approve(waiting.id, gerd)).toMatchObject(refused('not-found'))
    expect((await identity.pending(bernd)).find(({ id }) => id === waiting.id)?.mayApprove).toBe(true)
    value(await identity.approve(waiting.id, bernd))
    expect((await current(house.kernel, person)).roles).toContain('administrator')
    expect(await identity.approve(waiting.id, bernd)).toMatchObject(refused('not-found'))
    expect((await identity.adminLog(anna)).items.map(({ text }) => text.de).slice(0, 2)).toEqual([
      expect.stringContaining('hat jetzt die Rollen'),
      expect.stringContaining('Zugestimmt'),
    ])
    const back = isPending(value(await identity.setRoles(person.id, ['clerk'], 3, bernd)))
    expect(back.what).toBe('revoke-role')
    value(await identity.approve(back.id, anna))
    expect((await current(house.kernel, person)).roles).toEqual(['clerk'])
  })

  test('a request lapses after seven days, and when the one who asked may no longer ask', async () => {
    const { person } = await somebody()
    const waiting = isPending(value(await identity.setRoles(person.id, ['privacy-officer'], 1, anna)))
    await house.pass(7 * day)
    expect(await identity.approve(waiting.id, bernd)).toMatchObject(refused('conflict'))
    expect((await identity.pending(bernd)).map(({ id }) => id)).not.toContain(waiting.id)
    const { tenant, first } = await newTown()
    const second = value(
      await identity.createMember({ name: 'Zweite', kind: 'person', roles: ['administrator'], groups: [] }, first),
    )
    const [request] = await identity.pending(first)
    value(await identity.approve(request!.id, otto))
    const helper = await current(house.kernel, second.person)
    const third = value(
      await identity.createMember({ name: 'Dritte', kind: 'person', roles: ['administrator'], groups: [] }, helper),
    )
    const [late] = await identity.pending(helper)
    const { revision } = value(await identity.member(helper.id, first))
    value(await identity.saveMember(helper.id, { state: 'locked' }, revision, first))
    expect(await identity.approve(late!.id, first)).toMatchObject(refused('conflict'))
    expect(third.person.tenant).toBe(tenant)
  })

  test('only operators make operators; a program asks for no rights and approves none', async () => {
    const { person } = await somebody()
    expect(await identity.setRoles(person.id, ['operator'], 1, anna)).toMatchObject(refused('not-allowed'))
    const robot = await somebody(['clerk', 'administrator'], 'service')
    const [request] = (await identity.pending(bernd)).filter(({ subject }) => subject === robot.person.id)
    value(await identity.approve(request!.id, bernd))
    const program = await current(house.kernel, robot.person)
    expect(program.roles).toContain('administrator')
    expect(await identity.setRoles(person.id, ['administrator'], 1, program)).toMatchObject(refused('not-allowed'))
    const asked = isPending(value(await identity.setRoles(person.id, ['privacy-officer'], 1, anna)))
    expect(await identity.approve(asked.id, program)).toMatchObject(refused('not-allowed'))
    value(await identity.reject(asked.id, anna))
  })

  test('the last active administrator stays, however one tries', async () => {
    const { first } = await newTown()
    const { revision } = value(await identity.member(first.id, first))
    expect(await identity.setRoles(first.id, [], revision, otto)).toMatchObject(refused('invalid', 'last-administrator'))
    expect(await identity.saveMember(first.id, { state: 'locked' }, revision, first)).toMatchObject(refused('not-allowed'))
    const second = value(
      await identity.createMember({ name: 'Zweite', kind: 'person', roles: ['administrator'], groups: [] }, first),
    )
    value(await identity.approve((await identity.pending(first))[0]!.id, otto))
    const other = await current(house.kernel, second.person)
    const seen = value(await identity.member(other.id, first))
    // Each locks the other at the same moment: one of them has to remain.
    const both = await Promise.all([
      identity.saveMember(other.id, { state: 'locked' }, seen.revision, first),
      identity.saveMember(first.id, { state: 'left' }, revision, other),
    ])
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject(refused('invalid', 'last-administrator'))
  })

  test('the leaving of somebody with special rights waits for a second person, locked meanwhile; others hear of it', async () => {
    const { first } = await newTown()
    const wanted = { name: 'Zweite', kind: 'person', roles: ['clerk', 'administrator'], groups: [] } as const
    const { person } = value(await identity.createMember(wanted, first))
    value(await identity.approve((await identity.pending(first))[0]!.id, otto))
    const { id: group } = value(await identity.saveGroup({ id: `team-${counter}`, name: 'Team', revision: 0 }, first))
    value(await identity.setMembership(group, person.id, true, first))
    const revision = async () => value(await identity.member(person.id, first)).revision
    const heard = async (who: typeof first) =>
      (await house.kernel.accounts.announcements(who)).map(({ text }) => text.de).filter((text) => text.includes('gesperrt'))
    const before = (await heard(otto)).length
    const session = await house.kernel.sessions.create(person.id)

    value(await identity.saveMember(person.id, { state: 'locked' }, await revision(), first))
    expect(await house.kernel.sessions.person(session)).toBeUndefined()
    expect((await heard(otto)).length).toBe(before + 1)
    expect((await heard(otto))[0]).toContain('Zweite')
    expect(await heard(person)).toEqual(['Erste hat Ihr Konto gesperrt.'])
    expect(await heard(first)).toEqual([])
    value(await identity.saveMember(person.id, { state: 'active' }, await revision(), first))

    const asked = value(await identity.saveMember(person.id, { state: 'left' }, await revision(), first)) as PendingChange
    expect(asked).toMatchObject({ what: 'revoke-role', subject: person.id, mayApprove: false })
    expect(asked.text.de).toBe('Zweite scheidet aus und verliert alle Rechte, auch „Administration“.')
    const kept = { state: 'locked', person: { roles: ['clerk', 'administrator'], groups: [group] } }
    expect(value(await identity.member(person.id, first))).toMatchObject(kept)
    expect((await heard(otto)).join()).toContain('wartet auf eine zweite Person')
    expect(await identity.approve(asked.id, first)).toMatchObject(refused('not-allowed'))
    expect(await identity.saveMember(person.id, { state: 'left' }, await revision(), first)).toMatchObject(refused('conflict'))
    value(await identity.reject(asked.id, first))
    expect(value(await identity.member(person.id, first))).toMatchObject(kept)

    const again = value(await identity.saveMember(person.id, { state: 'left' }, await revision(), first)) as PendingChange
    value(await identity.approve(again.id, otto))
    expect(value(await identity.member(person.id, first))).toMatchObject({ state: 'left', person: { roles: [], groups: [] } })
  })

  test('who is locked or has left cannot sign in, and open sessions end at once', async () => {
    const { person } = await somebody(['clerk'])
    value(await identity.setMembership('buergeramt', person.id, true, anna))
    const session = await house.kernel.sessions.create(person.id)
    expect((await house.kernel.sessions.person(session))?.id).toBe(person.id)
    value(await identity.saveMember(person.id, { state: 'locked' }, 1, anna))
    expect(await house.kernel.sessions.person(session)).toBeUndefined()
    value(await identity.saveMember(person.id, { state: 'active' }, 2, anna))
    expect(await house.kernel.sessions.person(session)).toBeUndefined()
    expect((await current(house.kernel, person)).groups).toEqual(['buergeramt'])
    value(await identity.saveMember(person.id, { state: 'left' }, 3, anna))
    expect(await house.kernel.people.get(person.id)).toBeUndefined()
    value(await identity.saveMember(person.id, { state: 'active' }, 4, anna))
    expect(await current(house.kernel, person)).toMatchObject({ groups: [], roles: [] })
  })

  test('contacts and measures of an authority are kept for its register, and taken away by an empty text', async () => {
    const { tenant, first } = await newTown()
    const own = async () => (await identity.tenants(first)).find(({ id }) => id === tenant)!
    expect(await own()).not.toHaveProperty('contact')
    const change = { id: tenant, name: 'Stadt am Deich', state: 'active' as const }
    const contacts = { contact: 'Deichstraße 1', privacyOfficer: 'datenschutz@deich.example', measures: 'Verschlüsselung' }
    value(await identity.saveTenant({ ...change, ...contacts, revision: 1 }, otto))
    expect(await own()).toMatchObject(contacts)
    // What is not said stays.
    expect(value(await identity.saveTenant({ ...change, contact: '', revision: 2 }, otto))).toEqual({
      ...change,
      kind: 'municipality',
      revision: 3,
      privacyOfficer: 'datenschutz@deich.example',
      measures: 'Verschlüsselung',
    })
    expect(await identity.saveTenant({ ...change, measures: 'x'.repeat(8001), revision: 3 }, otto)).toMatchObject(
      refused('invalid'),
    )
  })

  test('closing an authority keeps its people out', async () => {
    const { tenant, first } = await newTown()
    value(await identity.saveTenant({ id: tenant, name: 'Aufgelöst', state: 'closed', revision: 1 }, otto))
    expect(await house.kernel.people.get(first.id)).toBeUndefined()
    expect(await identity.saveTenant({ id: tenant, name: 'x', state: 'active', revision: 1 }, otto)).toMatchObject(
      refused('conflict'),
    )
    expect((await identity.tenants(dirk)).map(({ id }) => id)).toEqual(['celle'])
    expect((await identity.tenants(anna)).length).toBeGreaterThan(2)
    expect(gesa.tenant).toBe('gifhorn')
  })
})
