import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { caller, dailyStart, file, messages, oneTask, oneTimer } from '../test-kit/models.ts'
import { citizen, clerk, colleague, operator, otherCitizen, stranger } from '../test-kit/people.ts'
import { day } from '../test-kit/house.ts'

describe.each(testDatabases())('cases on $kind', ({ create }) => {
  let own: TestDatabase
  let house: House
  beforeAll(async () => {
    own = await create()
    house = await openHouse(own.database)
    await deploy(
      house.kernel,
      oneTask('antrag', { groups: 'buero' }),
      oneTask('called', { groups: 'buero' }),
      oneTask('brief', { groups: 'buero', received: '=eingangAm' }),
      caller,
      messages,
      oneTimer('frist', 'P3D'),
    )
  }, 60_000)
  afterAll(async () => {
    await house.kernel.stop()
    await own.drop()
  })
  const start = async (key: string, submission: string, variables = {}) =>
    value(await house.kernel.cases.start(key, variables, citizen, submission))
  const tasksOf = async (caseId: string) => value(await house.kernel.cases.get(caseId, operator)).tasks

  test('a case runs from start to end and keeps its history', async () => {
    const { kernel } = house
    const started = await start('antrag', 'run', { grund: 'Umzug' })
    expect(started).toMatchObject({
      number: expect.stringMatching(/^ANT-2026-\d{5}$/),
      state: 'active',
      standsAt: ['Prüfen'],
      startedBy: 'citizen',
    })
    const [task] = (await kernel.tasks.list(clerk, { text: started.number })).items
    value(await kernel.tasks.claim(task!.id, clerk))
    const done = value(await kernel.tasks.complete(task!.id, { entscheidung: 'ja' }, clerk, 'run-task'))
    expect(done.state).toBe('completed')
    const details = value(await kernel.cases.get(started.id, clerk))
    expect(details.variables).toMatchObject({ grund: 'Umzug', entscheidung: 'ja' })
    expect(details.taken).toEqual([
      { flow: 'f1', times: 1 },
      { flow: 'f2', times: 1 },
    ])
    expect(details.events.map(({ type }) => type)).toContain('user-task-completed')
    expect(details.names).toMatchObject({ clerk: 'Person clerk', citizen: 'Person citizen' })
    expect(details).toMatchObject({ active: [], tasks: [], endedAt: new Date(house.now()) })
  })

  test('the day something was received is shown where the model says it, and only days are', async () => {
    await start('brief', 'paper', { eingangAm: '2026-10-25' })
    await start('brief', 'nonsense', { eingangAm: 'gestern' })
    const { items } = await house.kernel.cases.list(clerk, { processKey: 'brief' })
    expect(items.map(({ received }) => received).toSorted()).toEqual([new Date('2026-10-25'), undefined])
    expect(value(await house.kernel.cases.get(items[0]!.id, clerk)).received).toEqual(items[0]!.received)
  })

  test('numbers are consecutive, without gaps, per prefix and year', async () => {
    const together = await Promise.all(Array.from({ length: 10 }, (_, index) => start('frist', `number-${index}`)))
    const numbers = together.map(({ number }) => Number(number.slice(-5))).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, index) => numbers[0]! + index))
  })

  test('the same submission gives the same case, one after the other and at the same time', async () => {
    const all = await Promise.all([start('antrag', 'twice'), start('antrag', 'twice'), start('antrag', 'twice')])
    expect(new Set([...all, await start('antrag', 'twice')].map(({ id }) => id)).size).toBe(1)
    const other = value(await house.kernel.cases.start('antrag', {}, otherCitizen, 'twice'))
    expect(other.id).not.toBe(all[0]!.id)
  })

  test('citizens see their own cases, without the work of others', async () => {
    const { kernel } = house
    const mine = await start('antrag', 'privacy', { grund: 'meiner' })
    const [task] = await tasksOf(mine.id)
    value(await kernel.tasks.claim(task!.id, clerk))
    value(await kernel.tasks.complete(task!.id, { vermerk: 'intern' }, clerk, 'privacy-task'))
    expect(await kernel.cases.get(mine.id, otherCitizen)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect((await kernel.cases.list(otherCitizen)).items.map(({ id }) => id)).not.toContain(mine.id)
    const seen = value(await kernel.cases.get(mine.id, citizen))
    expect(seen.variables).toMatchObject({ grund: 'meiner' })
    expect(JSON.stringify({ ...seen, xml: '', model: '' })).not.toMatch(/intern|clerk/)
    expect(seen.taken).toHaveLength(2)
  })

  test('clerks see the cases of their groups, operators all, unknown ids nobody', async () => {
    const { kernel } = house
    const one = await start('antrag', 'clerks')
    for (const person of [clerk, colleague, operator]) expect((await kernel.cases.get(one.id, person)).ok).toBe(true)
    expect(await kernel.cases.get(one.id, stranger)).toMatchObject({ error: { code: 'not-found' } })
    for (const id of ['c_unknown', '', 'c_\0', "'; drop table kernel.instance; --"]) {
      expect(await kernel.cases.get(id, operator)).toMatchObject({ error: { code: 'not-found' } })
    }
    const found = await kernel.cases.list(operator, { text: one.number, limit: 1 })
    expect(found).toMatchObject({ total: 1, items: [{ id: one.id }] })
  })

  test('what cannot be stored is refused and nothing happens', async () => {
    const before = (await house.kernel.cases.list(citizen)).total
    const deep = JSON.parse(`${'{"a":'.repeat(80)}1${'}'.repeat(80)}`)
    for (const variables of [
      { text: 'a\0b' },
      { text: '\uD800' },
      { deep },
      { long: 'x'.repeat(1_100_000) },
      { number: Number.NaN },
    ]) {
      const answer = await house.kernel.cases.start('antrag', variables, citizen, 'bad')
      expect(answer).toMatchObject({ ok: false, error: { code: expect.stringMatching(/invalid|too-large/) } })
    }
    expect(await house.kernel.cases.start('nothing', {}, citizen, 'bad')).toMatchObject({ error: { code: 'not-found' } })
    expect((await house.kernel.cases.list(citizen)).total).toBe(before)
  })

  test('a called process is a case of its own and gives its result back', async () => {
    const { kernel } = house
    const one = await start('caller', 'call')
    const [called] = value(await kernel.cases.get(one.id, citizen)).called
    const child = value(await kernel.cases.get(called!.caseId, clerk))
    expect(child).toMatchObject({ parent: one.id, startedBy: 'citizen', state: 'active' })
    expect((await kernel.cases.get(one.id, clerk)).ok).toBe(true)
    value(await kernel.tasks.complete(child.tasks[0]!.id, { ergebnis: 7 }, clerk, 'call-task'))
    expect(value(await kernel.cases.get(one.id, operator))).toMatchObject({ state: 'completed', variables: { ergebnis: 7 } })
  })

  test('cancelling a caller cancels what it called', async () => {
    const { kernel } = house
    const one = await start('caller', 'cancel')
    const [called] = value(await kernel.cases.get(one.id, operator)).called
    expect(await kernel.cases.cancel(one.id, 'Antrag zurückgezogen', citizen)).toMatchObject({ error: { code: 'not-allowed' } })
    value(await kernel.cases.cancel(one.id, 'Antrag zurückgezogen', operator))
    for (const id of [one.id, called!.caseId])
      expect(value(await kernel.cases.get(id, operator))).toMatchObject({ state: 'terminated', tasks: [] })
    expect(await kernel.cases.cancel(one.id, 'noch einmal', operator)).toMatchObject({ error: { code: 'conflict' } })
  })

  test('a message reaches who waits for it by its key, once', async () => {
    const { kernel } = house
    const [one, two] = [await start('waiter', 'm1', { nummer: 'A1' }), await start('waiter', 'm2', { nummer: 'A2' })]
    expect(value(await kernel.cases.correlate('bezahlt', 'A1', { betrag: 30.7 }, operator))).toEqual({ delivered: true })
    expect(value(await kernel.cases.get(one.id, operator))).toMatchObject({ state: 'completed', variables: { betrag: 30.7 } })
    expect(value(await kernel.cases.get(two.id, operator)).state).toBe('active')
    expect(value(await kernel.cases.correlate('bezahlt', 'A1', {}, operator))).toEqual({ delivered: false })
  })

  test('a message starts the processes that begin with it', async () => {
    const { kernel } = house
    expect(value(await kernel.cases.correlate('angemeldet', '', { name: 'Ada' }, operator))).toEqual({ delivered: true })
    const [begun] = (await kernel.cases.list(operator, { processKey: 'payer' })).items
    expect(value(await kernel.cases.get(begun!.id, operator))).toMatchObject({
      variables: { name: 'Ada' },
      standsAt: ['Anmeldung prüfen'],
    })
  })

  test('a message tells nobody who began a case; what it starts belongs to its sender', async () => {
    const { kernel } = house
    const one = await start('waiter', 'starter', { nummer: 'S1' })
    value(await kernel.cases.correlate('bezahlt', 'S1', { starter: 'other-citizen' }, clerk))
    expect(value(await kernel.cases.get(one.id, operator)).variables['starter']).toBe('citizen')
    value(await kernel.cases.correlate('angemeldet', '', { name: 'Eva', starter: 'other-citizen' }, clerk))
    const begun = (await kernel.cases.list(clerk, { processKey: 'payer' })).items.find(({ startedBy }) => startedBy === 'clerk')
    expect(value(await kernel.cases.get(begun!.id, operator)).variables).toMatchObject({ name: 'Eva', starter: 'clerk' })
  })

  test('by a message nobody starts what is for other groups, and citizens send none', async () => {
    const { kernel } = house
    const text = new TextDecoder()
      .decode(messages.content)
      .replaceAll(/"(angemeldet|waiter|payer)"/g, '"$1-intern"')
      .replace(
        'id="payer-intern"',
        'id="payer-intern" xmlns:fachwerk="https://fachwerk.dev/schema/1.0/bpmn" fachwerk:starterGroups="buero"',
      )
    await deploy(kernel, file('intern.bpmn', text))
    const send = (person: typeof clerk) => kernel.cases.correlate('angemeldet-intern', '', {}, person)
    expect(value(await send(stranger))).toEqual({ delivered: false })
    expect(await send(citizen)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(value(await send(clerk))).toEqual({ delivered: true })
    expect((await kernel.cases.list(operator, { processKey: 'payer-intern' })).total).toBe(1)
  })

  test('a timer fires when it is due, not before', async () => {
    const one = await start('frist', 'timer')
    await house.pass(3 * day - 1_000)
    expect(value(await house.kernel.cases.get(one.id, operator)).standsAt).toEqual(['Frist'])
    await house.pass(2_000)
    expect(value(await house.kernel.cases.get(one.id, operator)).standsAt).toEqual(['Danach'])
  })

  test('after a restart everything goes on, and what came due meanwhile fires once', async () => {
    const one = await start('frist', 'restart')
    const waiting = await start('antrag', 'restart-task')
    house = await house.restart(30 * day)
    await house.kernel.settle()
    const details = value(await house.kernel.cases.get(one.id, operator))
    expect(details.standsAt).toEqual(['Danach'])
    expect(details.events.filter(({ type }) => type === 'timer-fired')).toHaveLength(1)
    const [task] = await tasksOf(waiting.id)
    expect(value(await house.kernel.tasks.complete(task!.id, {}, clerk, 'after-restart')).state).toBe('completed')
  })

  test('start timers begin cases of the newest version only', async () => {
    const count = async () => (await house.kernel.cases.list(operator, { processKey: 'taeglich' })).total
    await deploy(house.kernel, dailyStart('taeglich'))
    await house.pass(day + 1_000)
    expect(await count()).toBe(1)
    await house.pass(3 * day)
    expect(await count()).toBe(2)
    const changed = dailyStart('taeglich')
    const text = new TextDecoder().decode(changed.content).replace('R/P1D', 'R/P10D')
    await deploy(house.kernel, { ...changed, content: new TextEncoder().encode(text) })
    await house.pass(5 * day)
    expect(await count()).toBe(2)
    await house.pass(6 * day)
    expect(await count()).toBe(3)
  })
})
