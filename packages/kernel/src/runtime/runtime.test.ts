import { testDatabases } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import type { Job, JobOutcome } from '../api.ts'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { oneJob, oneTask, oneTimer } from '../test-kit/models.ts'
import { ownDatabase } from '../test-kit/own-database.ts'
import { citizen, clerk, operator } from '../test-kit/people.ts'

describe.each(testDatabases())('runtime on $kind', ({ create }) => {
  const own = ownDatabase(create)
  let house: House
  afterEach(() => house.kernel.stop())
  const start = (key: string, submission: string, variables = {}) => house.kernel.cases.start(key, variables, citizen, submission)
  const get = async (id: string) => value(await house.kernel.cases.get(id, operator))

  test('jobs run after the commit, with the variables of the case', async () => {
    const given: Job[] = []
    const register = async (job: Job): Promise<JobOutcome> => {
      given.push(job)
      return { kind: 'completed', variables: { gemeldet: true, unstorable: Number.NaN } }
    }
    house = await openHouse(own.database, { jobs: { register } })
    await deploy(house.kernel, oneJob('melde', 'register'))
    const one = value(await start('melde', 's', { name: 'Ada' }))
    expect(one.state).toBe('active')
    await house.kernel.settle()
    expect(await get(one.id)).toMatchObject({ state: 'completed', variables: { name: 'Ada', gemeldet: true, unstorable: null } })
    expect(given).toMatchObject([
      { type: 'register', caseId: one.id, caseNumber: one.number, variables: { name: 'Ada' }, retries: 3 },
    ])
  })

  test('a failing job is tried again later, then becomes an incident that can be resolved', async () => {
    let works = false
    let tries = 0
    const register = async (): Promise<JobOutcome> => {
      tries++
      if (tries === 1) throw new Error('unreachable')
      return works ? { kind: 'completed' } : { kind: 'failed', message: 'unreachable', backoff: 60_000 }
    }
    house = await openHouse(own.database, { jobs: { register } })
    await deploy(house.kernel, oneJob('melde', 'register', 2))
    const one = value(await start('melde', 's'))
    await house.kernel.settle()
    expect(tries).toBe(1)
    await house.pass(3_600_000)
    expect(tries).toBe(2)
    const { incidents, incident } = await get(one.id)
    expect(incident).toBe(true)
    expect((await house.kernel.status()).incidents).toBe(1)
    works = true
    value(await house.kernel.cases.resolveIncident(one.id, incidents[0]!.id, operator))
    await house.kernel.settle()
    expect(await get(one.id)).toMatchObject({ state: 'completed', incident: false })
  })

  test('a job nobody can run is confirmed by hand', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, oneJob('melde', 'unknown-register'))
    const one = value(await start('melde', 's'))
    const [task] = (await house.kernel.tasks.list(clerk)).items
    expect(task).toMatchObject({ kind: 'manual-job', name: 'Register abfragen', caseId: one.id })
    expect(value(await house.kernel.tasks.claim(task!.id, clerk)).assignee).toBe('clerk')
    expect(value(await house.kernel.tasks.complete(task!.id, { nachweis: 'Akte 7' }, clerk, 'hand'))).toMatchObject({
      state: 'completed',
    })
    expect((await get(one.id)).variables).toMatchObject({ nachweis: 'Akte 7' })
  })

  test('a job whose module was taken out becomes a task', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const register = async (): Promise<JobOutcome> => {
      await gate
      return { kind: 'failed', message: 'not now', backoff: 1_000 }
    }
    house = await openHouse(own.database, { jobs: { register } })
    await deploy(house.kernel, oneJob('melde', 'register'))
    const one = value(await start('melde', 's'))
    release()
    await house.kernel.stop()
    house = await openHouse(own.database, {}, house.now() + 60_000)
    await house.kernel.settle()
    expect((await get(one.id)).tasks).toMatchObject([{ kind: 'manual-job' }])
  })

  test('when the database refuses to write, callers hear it, nothing has happened, and it goes on afterwards', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag', { groups: 'buero' }))
    const one = value(await start('antrag', 'before'))
    const [task] = (await get(one.id)).tasks
    await own.database
      .execute(`create function kernel.refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
      create trigger refuse before insert on kernel.step execute function kernel.refuse()`)
    const answers = await Promise.all([
      house.kernel.tasks.complete(task!.id, {}, clerk, 'full'),
      start('antrag', 'full'),
      house.kernel.tasks.claim(task!.id, clerk),
    ])
    for (const answer of answers)
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'unavailable', title: { de: expect.any(String), en: expect.any(String) } },
      })
    expect((await get(one.id)).tasks).toEqual([task])
    await own.database.execute('drop trigger refuse on kernel.step')
    expect(value(await house.kernel.tasks.complete(task!.id, {}, clerk, 'full')).state).toBe('completed')
    expect(value(await start('antrag', 'full')).number).toBe('ANT-2026-00002')
  })

  test('one request that cannot be written does not take the others with it', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag'))
    await own.database
      .execute(`create function kernel.refuse() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
      create trigger refuse before insert on kernel.step for each row when (length(new.sealed) > 5000) execute function kernel.refuse()`)
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((key) => start('antrag', key, { gift: key === 'b' ? 'ja'.repeat(5_000) : 'nein' })),
    )
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
    expect((await house.kernel.cases.list(operator)).total).toBe(2)
  })

  test('whoever has lost the partition writes nothing any more', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag'))
    await own.database.execute(
      `update kernel.partition set owner = 'another', token = token + 1, expires_at = now() + interval '1 hour'`,
    )
    expect(await start('antrag', 'lost')).toMatchObject({ error: { code: 'unavailable' } })
    expect((await house.kernel.cases.list(operator)).total).toBe(0)
  })

  test('snapshot and later events give the same case as the whole log', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag'))
    const one = value(await start('antrag', 's', { anfang: 1 }))
    for (let index = 0; index < 210; index++)
      value(await house.kernel.cases.setVariables(one.id, { [`v${index % 7}`]: index }, operator))
    const snapshot = await sql<{ seq: number }>`select seq from kernel.snapshot where instance_id = ${one.id}`.execute(
      own.database.kysely,
    )
    expect(snapshot.rows[0]!.seq).toBeGreaterThanOrEqual(200)
    const before = (await get(one.id)).variables
    house = await house.restart()
    value(await house.kernel.cases.setVariables(one.id, { danach: true }, operator))
    expect((await get(one.id)).variables).toEqual({ ...before, danach: true })
  })

  test('many timers and many people at once', async () => {
    house = await openHouse(own.database)
    await deploy(house.kernel, oneTimer('frist', 'PT1H'))
    const cases = await Promise.all(Array.from({ length: 60 }, async (_, index) => value(await start('frist', `many-${index}`))))
    await house.pass(3_601_000)
    const tasks = (await house.kernel.tasks.list(operator, { limit: 200 })).items
    expect(new Set(tasks.map(({ caseId }) => caseId))).toEqual(new Set(cases.map(({ id }) => id)))
    const done = await Promise.all(tasks.map(({ id }, index) => house.kernel.tasks.complete(id, {}, operator, `done-${index}`)))
    expect(done.every((answer) => value(answer).state === 'completed')).toBe(true)
    expect((await house.kernel.status()).openInstances).toBe(0)
  })
})
