import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { oneTask } from '../test-kit/models.ts'
import { citizen, clerk, colleague, operator, stranger } from '../test-kit/people.ts'

describe.each(testDatabases())('tasks on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  let submissions = 0
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(
      house.kernel,
      oneTask('antrag', { groups: 'buero' }),
      oneTask('frei'),
      oneTask('persoenlich', { assignee: 'citizen' }),
    )
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const newTask = async (key = 'antrag') => {
    const { id } = value(await house.kernel.cases.start(key, { grund: 'Umzug', nummer: 3 }, citizen, `task-${submissions++}`))
    return value(await house.kernel.cases.get(id, operator)).tasks[0]!
  }
  const sees = async (person: typeof clerk, id: string) =>
    (await house.kernel.tasks.list(person, { limit: 200 })).items.some((task) => task.id === id)

  test('of two people who claim at once one gets it', async () => {
    const task = await newTask()
    const answers = await Promise.all([clerk, colleague].map((person) => house.kernel.tasks.claim(task.id, person)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'conflict' } })
    const winner = answers.find(({ ok }) => ok)!
    expect(value(winner).revision).toBeGreaterThan(task.revision)
  })

  test('of two people who complete at once one does', async () => {
    const task = await newTask()
    const answers = await Promise.all(
      [clerk, colleague].map((person) => house.kernel.tasks.complete(task.id, { von: person.id }, person, 'both')),
    )
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'conflict' } })
  })

  test('a double submit completes once and gives the same answer', async () => {
    const task = await newTask()
    const send = () => house.kernel.tasks.complete(task.id, { wert: 1 }, clerk, 'double')
    const [first, second] = await Promise.all([send(), send()])
    expect(value(first!)).toEqual(value(second!))
    expect(value(await send())).toEqual(value(first!))
    const details = value(await house.kernel.cases.get(task.caseId, operator))
    expect(details.events.filter(({ type }) => type === 'user-task-completed')).toHaveLength(1)
  })

  test('a task cannot change who began the case', async () => {
    const task = await newTask()
    value(await house.kernel.tasks.complete(task.id, { starter: 'somebody', wert: 1 }, clerk, 'starter'))
    expect(value(await house.kernel.cases.get(task.caseId, operator)).variables).toMatchObject({ starter: 'citizen', wert: 1 })
  })

  test('a claimed task can be released and taken by another', async () => {
    const { tasks } = house.kernel
    const { id } = await newTask()
    expect(value(await tasks.claim(id, clerk))).toMatchObject({ assignee: 'clerk', assigneeName: 'Person clerk' })
    expect(await tasks.release(id, colleague)).toMatchObject({ error: { code: 'conflict' } })
    expect(await tasks.complete(id, {}, colleague, 'not-mine')).toMatchObject({ error: { code: 'conflict' } })
    expect((await tasks.list(clerk, { scope: 'mine', limit: 200 })).items.some((task) => task.id === id)).toBe(true)
    expect(value(await tasks.release(id, clerk)).assignee).toBeUndefined()
    expect(value(await tasks.claim(id, colleague)).assignee).toBe('colleague')
  })

  test('a task is shown to those it is for', async () => {
    const [group, free, personal] = [await newTask(), await newTask('frei'), await newTask('persoenlich')]
    const seen = async (id: string) => Promise.all([clerk, stranger, citizen, operator].map((person) => sees(person, id)))
    expect(await seen(group.id)).toEqual([true, false, false, true])
    expect(await seen(free.id)).toEqual([true, true, false, true])
    expect(await seen(personal.id)).toEqual([false, false, true, true])
    for (const answer of [
      await house.kernel.tasks.get(group.id, stranger),
      await house.kernel.tasks.claim(group.id, citizen),
      await house.kernel.tasks.get('t_unknown', operator),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } })
    }
  })

  test('a task without form gets one from what it sees', async () => {
    const details = value(await house.kernel.tasks.get((await newTask()).id, clerk))
    expect(details).toMatchObject({ generated: true, element: 'check', variables: { grund: 'Umzug', nummer: 3 } })
    const fields = details.form.pages.flatMap(({ items }) => items)
    expect(fields).toContainEqual(expect.objectContaining({ key: 'grund', readonly: true }))
  })
})
