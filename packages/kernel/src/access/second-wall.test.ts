import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Person } from '../api.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { oneTask } from '../test-kit/models.ts'
import { citizen, otherCitizen } from '../test-kit/people.ts'

/** The bug: every condition of the first wall says yes to everything. */
const yes = vi.hoisted(() => ({ planted: false }))
vi.mock(import('./relations.ts'), async (original) => {
  const real = await original()
  return {
    ...real,
    mayWork: (...given) => yes.planted || real.mayWork(...given),
    mayWorkCondition: (person) => (yes.planted ? sql<boolean>`true` : real.mayWorkCondition(person)),
    maySeeCondition: (person) => (yes.planted ? sql<boolean>`true` : real.maySeeCondition(person)),
  }
})

vi.mock(import('../identity/who-may.ts'), async (original) => {
  const real = await original()
  // As types say, somebody without an authority is no administrator; the bug says yes all the same.
  type Guard = typeof real.isAdministrator
  return {
    ...real,
    isOperator: (by: Person) => yes.planted || real.isOperator(by),
    isAdministrator: ((by: Person) => yes.planted || real.isAdministrator(by)) as Guard,
    mayLook: ((by: Person) => yes.planted || real.mayLook(by)) as Guard,
  }
})

const staff = (id: string, tenant: string): Person => ({
  id,
  name: `Person ${id}`,
  roles: ['clerk'],
  groups: ['buero'],
  tenant,
})
const nah = staff('nah', 'nah')
const fern = staff('fern', 'fern')

describe.each(testDatabases())('the second wall on $kind', ({ create }) => {
  let opened: TestDatabase
  let house: House
  let theirs: { readonly caseId: string; readonly taskId: string; readonly draftId: string; readonly fileId: string }

  beforeAll(async () => {
    opened = await create()
    house = await openHouse(opened.database)
    const { kernel } = house
    await sql`insert into kernel.tenant (id, name, kind) values ('nah', 'Nah', 'authority'), ('fern', 'Fern', 'authority')`.execute(
      opened.database.kysely,
    )
    await deploy(kernel, oneTask('antrag'))
    await sql`insert into kernel.person (id, name, groups, roles, tenant) values
      ('leitung', 'Petra Leitung', '{}', '{administrator}', 'nah'), ('nah', 'Person nah', '{}', '{clerk}', 'nah')`.execute(
      opened.database.kysely,
    )
    const leader: Person = {
      id: 'leitung',
      name: 'Petra Leitung',
      roles: ['administrator', 'privacy-officer'],
      groups: [],
      tenant: 'nah',
    }
    const { identity, privacy } = kernel
    value(await identity.saveUnit({ id: 'amt', name: 'Amt', revision: 0 }, leader))
    value(await identity.saveGroup({ id: 'buero-nah', name: 'Büro', revision: 0 }, leader))
    value(await identity.setMembership('buero-nah', 'nah', true, leader))
    const until = new Date(house.now() + 86_400_000)
    value(await identity.addDeputy({ absent: 'nah', deputy: 'leitung', from: new Date(house.now()), until }, leader))
    value(await identity.setRoles('nah', ['clerk', 'administrator'], 1, leader))
    const service = value(await identity.createMember({ name: 'Dienst', kind: 'service', roles: [], groups: [] }, leader))
    value(await identity.createToken({ person: service.person.id, name: 'S', scopes: ['cases:read'], expiresAt: until }, leader))
    await sql`insert into kernel.deletion (tenant, at, kind, reference, rule) values ('nah', now(), 'case', 'X', 'Y')`.execute(
      opened.database.kysely,
    )
    const started = value(await kernel.cases.start('antrag', {}, nah, 'theirs'))
    const task = (await kernel.tasks.list(nah)).items.find(({ caseId }) => caseId === started.id)!
    const draft = await kernel.drafts.open('start:antrag', nah)
    const file = value(await kernel.files.put('a.txt', 'text/plain', bytes('geheim'), nah))
    theirs = { caseId: started.id, taskId: task.id, draftId: draft.id, fileId: file.id }
    value(await kernel.cases.get(started.id, nah))
    const ground = { ground: 'Ermittlung', legalBasis: '§ 160 StPO', review: until }
    value(await privacy.addHold({ caseId: started.id, ...ground }, leader))
    yes.planted = true
  }, 60_000)
  afterAll(async () => {
    yes.planted = false
    await house.kernel.stop()
    await opened.drop()
  })

  test('the bug is real: within the authority everything is open', async () => {
    const other: Person = { ...nah, id: 'nebenan', groups: [], roles: ['clerk'] }
    expect((await house.kernel.cases.get(theirs.caseId, other)).ok).toBe(true)
    expect((await house.kernel.tasks.get(theirs.taskId, other)).ok).toBe(true)
  })

  test.each([
    ['another authority', fern],
    ['a citizen', citizen],
    ['staff of no authority', { id: 'niemand', name: 'N', roles: ['clerk'], groups: ['buero'] } satisfies Person],
  ])('for %s nothing is there', async (_who, person) => {
    const { cases, tasks, drafts, files } = house.kernel
    const refused = { ok: false, error: { code: 'not-found' } }
    expect(await cases.list(person)).toMatchObject({ items: [], total: 0 })
    expect(await tasks.list(person)).toMatchObject({ items: [], total: 0 })
    expect(await cases.get(theirs.caseId, person)).toMatchObject(refused)
    expect(await cases.cancel(theirs.caseId, 'x', person)).toMatchObject(refused)
    expect(await cases.setVariables(theirs.caseId, { a: 1 }, person)).toMatchObject(refused)
    expect(await tasks.get(theirs.taskId, person)).toMatchObject(refused)
    expect(await tasks.claim(theirs.taskId, person)).toMatchObject(refused)
    expect(await tasks.complete(theirs.taskId, {}, person, `try-${person.id}`)).toMatchObject(refused)
    expect(await drafts.get(theirs.draftId, person)).toMatchObject(refused)
    expect(await files.get(theirs.fileId, person)).toMatchObject(refused)
  })

  test.each([
    ['another authority', fern],
    ['a citizen', citizen],
  ])('for %s there are no people, rights, holds and entries of the ledger either', async (_who, person) => {
    const { identity, ledger, privacy } = house.kernel
    const refused = { ok: false }
    expect((await identity.members(person, { limit: 200 })).items.map((each) => each.person.id)).not.toContain('leitung')
    expect(await identity.member('leitung', person)).toMatchObject(refused)
    expect(await identity.saveMember('leitung', { name: 'Anders' }, 1, person)).toMatchObject(refused)
    expect(await identity.setRoles('leitung', ['clerk'], 1, person)).toMatchObject(refused)
    expect(await identity.setMembership('buero-nah', 'leitung', false, person)).toMatchObject(refused)
    expect(await identity.saveGroup({ id: 'buero-nah', name: 'Anders', revision: 1 }, person)).toMatchObject(refused)
    expect(await identity.saveUnit({ id: 'amt', name: 'Anders', revision: 1 }, person)).toMatchObject(refused)
    expect(
      await identity.createMember({ name: 'Neu', kind: 'person', roles: [], groups: [], tenant: 'nah' }, person),
    ).toMatchObject(refused)
    expect(await identity.pending(person)).toEqual([])
    expect((await identity.adminLog(person)).items).toEqual([])
    expect((await ledger.mine(person, { own: true })).items.filter(({ tenant }) => tenant === 'nah')).toEqual([])
    expect((await privacy.storedAbout(person)).filter(({ tenant }) => tenant === 'nah')).toEqual([])
    const still = await sql<{ name: string }>`select name from kernel.person_group where id = 'buero-nah'`.execute(
      opened.database.kysely,
    )
    expect(still.rows).toEqual([{ name: 'Büro' }])
  })

  // What no condition of a service could let through any more: the tables themselves, asked without any condition.
  test.each([
    'person',
    'unit',
    'person_group',
    'membership',
    'deputy',
    'pending_change',
    'api_token',
    'admin_log',
    'legal_hold',
    'deletion',
    'ledger_entry',
    'file',
  ])('nobody else is shown rows of %s', async (table) => {
    const rows = async (on: typeof opened.database.kysely) =>
      (await sql<{ tenant: string }>`select tenant from kernel.${sql.ref(table)} where tenant = 'nah'`.execute(on)).rows
    expect((await rows(opened.database.kysely)).length).toBeGreaterThan(0)
    const { requestsOn } = await import('./requests.ts')
    for (const person of [fern, citizen]) expect(await rows(requestsOn(opened.database)(person))).toEqual([])
  })

  test('a citizen keeps the own cases, of whichever authority', async () => {
    const own = value(await house.kernel.cases.start('antrag', {}, citizen, 'own'))
    expect((await house.kernel.cases.get(own.id, citizen)).ok).toBe(true)
    expect(await house.kernel.cases.get(own.id, otherCitizen)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect((await house.kernel.cases.list(citizen)).total).toBe(1)
  })
})

async function* bytes(text: string) {
  yield new TextEncoder().encode(text)
}
