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
    const started = value(await kernel.cases.start('antrag', {}, nah, 'theirs'))
    const task = (await kernel.tasks.list(nah)).items.find(({ caseId }) => caseId === started.id)!
    const draft = await kernel.drafts.open('start:antrag', nah)
    const file = value(await kernel.files.put('a.txt', 'text/plain', bytes('geheim'), nah))
    theirs = { caseId: started.id, taskId: task.id, draftId: draft.id, fileId: file.id }
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
