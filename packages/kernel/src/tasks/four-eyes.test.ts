import { readBpmn } from '@fachwerk/bpmn'
import { replay } from '@fachwerk/engine'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../api.ts'
import type { TaskRow } from '../storage/tables.ts'
import { fourEyesOf } from './four-eyes.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { twoTasks } from '../test-kit/models.ts'
import { citizen, clerk, colleague, operator, stranger } from '../test-kit/people.ts'

describe.each(testDatabases())('four-eyes rule on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let submissions = 0
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(house.kernel, twoTasks('bescheid', 'buero'))
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const openTask = async (caseId: string) => value(await house.kernel.cases.get(caseId, operator)).tasks[0]!
  const complete = (id: string, person: Person, variables = {}) =>
    house.kernel.tasks.complete(id, variables, person, `four-eyes-${submissions++}`)
  /** A case at its second task, the first one done by this person. */
  const decidedBy = async (person: Person) => {
    const { id } = value(await house.kernel.cases.start('bescheid', {}, citizen, `four-eyes-${submissions++}`))
    value(await complete((await openTask(id)).id, person))
    return { caseId: id, check: await openTask(id) }
  }
  const refused = { ok: false, error: { code: 'not-allowed' } }

  test('who did the first task can read the second, but neither claim nor complete it', async () => {
    const { check } = await decidedBy(clerk)
    expect(check.name).toBe('Gegenlesen')
    expect(value(await house.kernel.tasks.get(check.id, clerk)).fourEyes).toEqual({
      element: 'decide',
      name: 'Entscheiden',
      barred: true,
    })
    const claim = await house.kernel.tasks.claim(check.id, clerk)
    expect(claim).toMatchObject(refused)
    expect(!claim.ok && claim.error.detail.de).toContain('Sie haben „Entscheiden“ erledigt')
    expect(await complete(check.id, clerk)).toMatchObject(refused)
    // Nothing has happened: the task is as it was.
    expect(value(await house.kernel.tasks.get(check.id, colleague))).toMatchObject({
      revision: check.revision,
      fourEyes: { barred: false },
    })
  })

  test('somebody else claims and completes it, and a release is always possible', async () => {
    const { caseId, check } = await decidedBy(clerk)
    value(await house.kernel.tasks.claim(check.id, colleague))
    value(await house.kernel.tasks.release(check.id, colleague))
    expect(value(await complete(check.id, colleague)).state).toBe('completed')
    expect(value(await house.kernel.cases.get(caseId, operator)).state).toBe('completed')
  })

  test('it knows no rank: an operator who did the first task is refused too', async () => {
    const { check } = await decidedBy(operator)
    expect(await house.kernel.tasks.claim(check.id, operator)).toMatchObject(refused)
    expect(await complete(check.id, operator)).toMatchObject(refused)
    value(await complete(check.id, clerk))
  })

  test('a deputy with the own right is somebody else; one without acts for who did it', async () => {
    const { check } = await decidedBy(clerk)
    const ownRight: Person = { ...colleague, deputyFor: [clerk.id] }
    expect(value(await house.kernel.tasks.get(check.id, ownRight)).fourEyes?.barred).toBe(false)
    const onlyForClerk: Person = { ...stranger, deputyFor: [clerk.id] }
    for (const answer of [await house.kernel.tasks.claim(check.id, onlyForClerk), await complete(check.id, onlyForClerk)])
      expect(answer.ok).toBe(false)
    value(await complete(check.id, ownRight))
  })

  test('who did it in one round does not check it in the next, also after a restart', async () => {
    const { caseId, check } = await decidedBy(clerk)
    value(await complete(check.id, colleague, { zurueck: true }))
    value(await complete((await openTask(caseId)).id, operator))
    await house.kernel.stop()
    house = await openHouse(own.database)
    const again = await openTask(caseId)
    expect(await complete(again.id, clerk)).toMatchObject(refused)
    expect(await complete(again.id, operator)).toMatchObject(refused)
    value(await complete(again.id, colleague, { zurueck: false }))
  })
})

test('a deputy of the person the task is with acts for that person', () => {
  const read = readBpmn(twoTasks('bescheid', 'buero').content)
  const model = read.ok ? read.file.processes[0]! : undefined
  const state = replay(undefined, [
    { type: 'instance-created', at: 0, instance: 'i', process: 'bescheid', variables: {} },
    { type: 'user-task-completed', at: 1, element: 'decide', activation: '1', variables: {}, by: clerk.id },
  ])
  const task = {
    tenant: 'land',
    element: 'check',
    assignee: clerk.id,
    candidate_groups: ['buero'],
    candidate_users: [],
  } as unknown as TaskRow
  const barred = (person: Person, assignee: string | null = clerk.id) =>
    fourEyesOf(model!, { ...task, assignee }, state!, person)?.barred
  expect(barred(clerk)).toBe(true)
  expect(barred({ ...colleague, deputyFor: [clerk.id] })).toBe(true)
  expect(barred({ ...colleague, deputyFor: [clerk.id] }, null)).toBe(false)
  expect(barred({ ...colleague, deputyFor: ['somebody'] })).toBe(false)
  expect(fourEyesOf(model!, { ...task, element: 'decide' }, state!, clerk)).toBeUndefined()
})
