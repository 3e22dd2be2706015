import { openDatabase, type Database } from '@fachwerk/postgres'
import { createServerDatabase, testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { deploy, openHouse, value, type House } from '../test-kit/house.ts'
import { oneTask } from '../test-kit/models.ts'
import { citizen, clerk, operator } from '../test-kit/people.ts'

const start = (house: House, key: string, variables = {}) => house.kernel.cases.start('antrag', variables, citizen, key)
const unavailable = { ok: false, error: { code: 'unavailable' } }

describe.each(testDatabases())('a full disk on $kind', ({ create }) => {
  let own: TestDatabase
  beforeAll(async () => {
    own = await create()
  }, 60_000)
  afterAll(() => own.drop())

  test('is a refusal, keeps nothing, and is over when there is room again', async () => {
    const disk = { full: false, refused: 0 }
    const house = await openHouse(withDisk(own.database, disk))
    await deploy(house.kernel, oneTask('antrag', { groups: 'buero' }))
    const one = value(await start(house, 'before'))
    const [task] = value(await house.kernel.cases.get(one.id, operator)).tasks
    disk.full = true
    const answers = await Promise.all([
      start(house, 'full'),
      house.kernel.tasks.complete(task!.id, {}, clerk, 'full-task'),
      house.kernel.cases.setVariables(one.id, { neu: 1 }, operator),
    ])
    expect(answers).toMatchObject([unavailable, unavailable, unavailable])
    // A second round arrives while the first is failing.
    const more = await Promise.all(['a', 'b', 'c'].map((key) => start(house, key)))
    expect(more).toMatchObject([unavailable, unavailable, unavailable])
    expect(disk.refused).toBeGreaterThan(0)
    expect((await house.kernel.cases.list(operator)).total).toBe(1)
    // An access that cannot be recorded does not take place.
    expect(await house.kernel.cases.get(one.id, operator)).toMatchObject(unavailable)
    disk.full = false
    expect(value(await house.kernel.cases.get(one.id, operator))).toMatchObject({ state: 'active', tasks: [task] })
    expect(value(await start(house, 'full')).number).toBe('ANT-2026-00002')
    expect(value(await house.kernel.tasks.complete(task!.id, {}, clerk, 'full-task')).state).toBe('completed')
    const { events, variables } = value(await house.kernel.cases.get(one.id, operator))
    expect(events.filter(({ type }) => type === 'user-task-completed')).toHaveLength(1)
    expect(variables).not.toHaveProperty('neu')
    await house.kernel.stop()
  })

  test('only for some rows: what the database itself cannot write is refused, the rest goes on', async () => {
    await own.database.execute('drop schema kernel cascade')
    const house = await openHouse(own.database)
    await deploy(house.kernel, oneTask('antrag'))
    await own.database.execute(`create function kernel.full() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger fail before insert on kernel.step for each row when (length(new.sealed) > 5000) execute function kernel.full()`)
    const large = 'x'.repeat(10_000)
    const answers = await Promise.all([start(house, 'a'), start(house, 'large', { large }), start(house, 'b')])
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(answers[1]).toMatchObject(unavailable)
    await own.database.execute('drop trigger fail on kernel.step')
    expect(value(await start(house, 'large', { large })).number).toBe('ANT-2026-00003')
    expect((await house.kernel.cases.list(operator)).total).toBe(3)
    await house.kernel.stop()
  })
})

test('PostgreSQL goes away under load and comes back: refusals meanwhile, every acknowledged case is there once', async () => {
  const server = inject('postgresUrl')
  if (!server) return console.warn('No PostgreSQL here: that it goes away could not be tested.')
  const { url, drop } = await createServerDatabase(server)
  const database = await openDatabase({ url, poolSize: 4 })
  const house = await openHouse(database)
  await deploy(house.kernel, oneTask('antrag'))
  const before = await Promise.all(Array.from({ length: 30 }, (_, index) => start(house, `before-${index}`)))
  const underWay = Promise.all(Array.from({ length: 60 }, (_, index) => start(house, `cut-${index}`)))
  await setAway(server, url, true)
  const cut = await underWay
  expect(await start(house, 'away')).toMatchObject(unavailable)
  expect((await house.kernel.status()).database).toBe('down')
  await setAway(server, url, false)
  // Whoever heard `unavailable` repeats the same submission; whoever was answered must not find a second case.
  const again = await Promise.all(Array.from({ length: 60 }, (_, index) => start(house, `cut-${index}`)))
  for (const [index, answer] of cut.entries()) if (answer.ok) expect(value(again[index]!).id).toBe(answer.value.id)
  const numbers = new Set([...before, ...again].map((answer) => value(answer).number))
  expect(numbers.size).toBe(90)
  expect((await house.kernel.cases.list(operator)).total).toBe(90)
  await house.kernel.stop()
  await database.close()
  await drop()
}, 60_000)

/** A database whose writes of cases fail as PostgreSQL's do when there is no space left (53100). */
function withDisk(database: Database, disk: { full: boolean; refused: number }): Database {
  const refuse = () => {
    disk.refused++
    return Promise.reject(Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' }))
  }
  const isWrite = (text: string) => text.startsWith('with fence') && text.includes('insert into')
  const wrapped = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const found = Reflect.get(object, name, object) as unknown
        if (typeof found !== 'function') return found
        if (name === 'withSchema') return (schema: string) => wrapped(found.call(object, schema) as object)
        if (name !== 'executeQuery') return found.bind(object)
        return (query: { sql: string }) => (disk.full && isWrite(query.sql) ? refuse() : found.call(object, query))
      },
    })
  return { ...database, kysely: wrapped(database.kysely) }
}

/** Away: every connection is cut and no new one let in, as while a server restarts. */
async function setAway(server: string, url: string, away: boolean): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(`alter database ${name} allow_connections ${!away}`)
  if (away) await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  await client.end()
}
