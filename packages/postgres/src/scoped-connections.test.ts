import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './api.ts'
import { carriedBy } from './scoped-connections.ts'
import { testDatabases, type TestDatabase } from './test-kit/index.ts'

describe.each(testDatabases())('scoped connections on $kind', ({ kind, create }) => {
  let test1: TestDatabase
  let database: Database
  beforeAll(async () => {
    test1 = await create()
    database = test1.database
    await database.execute(`
      do $$ begin create role fachwerk_request nologin; exception when duplicate_object or unique_violation then null; end $$;
      create table thing (id int primary key, tenant text not null);
      insert into thing values (1, 'a'), (2, 'b');
      alter table thing enable row level security;
      create policy own on thing to fachwerk_request using (tenant = current_setting('fachwerk.tenants'));
      grant select, insert on thing to fachwerk_request;`)
  })
  afterAll(() => test1.drop())

  const state = async (kysely: Kysely<any>) =>
    (
      await sql<{ role: string; tenants: string | null; person: string | null }>`select current_user as role,
        current_setting('fachwerk.tenants', true) as tenants, current_setting('fachwerk.person', true) as person`.execute(kysely)
    ).rows[0]!
  const seen = async (kysely: Kysely<any>) =>
    (await sql<{ id: number }>`select id from thing order by id`.execute(kysely)).rows.map(({ id }) => id)

  test('statements run as the unprivileged role, with their own settings, and see what is theirs', async () => {
    expect(await state(database.as({ tenants: ['a', 'b'], person: 'p' }))).toEqual({
      role: 'fachwerk_request',
      tenants: 'a\nb',
      person: 'p',
    })
    expect(await seen(database.as({ tenants: ['a'] }))).toEqual([1])
    expect(await seen(database.as({ tenants: ['b'] }))).toEqual([2])
    expect(await seen(database.as({ tenants: [] }))).toEqual([])
    expect(await seen(database.kysely)).toEqual([1, 2])
  })

  test('nobody finds the scope of the one before, with many at once', async () => {
    const rounds = Array.from({ length: 60 }, (_, round) => round)
    const answers = await Promise.all(
      rounds.map((round) =>
        round % 3 === 0
          ? seen(database.kysely)
          : seen(database.as({ tenants: [round % 3 === 1 ? 'a' : 'b'], person: String(round) })),
      ),
    )
    expect(answers).toEqual(rounds.map((round) => [[1, 2], [1], [2]][round % 3]))
  })

  test('a transaction keeps its scope to the end; an error or a rollback brings no other one back', async () => {
    const a = database.as({ tenants: ['a'] })
    await a.transaction().execute(async (trx) => {
      expect(await seen(trx)).toEqual([1])
      await sql`insert into thing values (3, 'a')`.execute(trx)
      expect(await seen(trx)).toEqual([1, 3])
    })
    const failing = a.transaction().execute((trx) => sql`insert into thing values (4, 'b')`.execute(trx))
    await expect(failing).rejects.toThrow(/row-level security/)
    await expect(sql`select 1 / 0`.execute(a)).rejects.toThrow()
    expect(await seen(database.kysely)).toEqual([1, 2, 3])
    expect(await seen(database.as({ tenants: ['b'] }))).toEqual([2])
    expect(await seen(a)).toEqual([1, 3])
  })

  // Roles belong to the whole server, which other tests use at the same time.
  if (kind === 'pglite')
    test('where the scope cannot be set the statement does not run, and the connection is good for the next', async () => {
      await database.execute('alter role fachwerk_request rename to fachwerk_gone')
      try {
        await expect(seen(database.as({ tenants: ['a'], person: 'new' }))).rejects.toThrow(/fachwerk_request/)
        expect(await seen(database.kysely)).toEqual([1, 2, 3])
      } finally {
        await database.execute('alter role fachwerk_gone rename to fachwerk_request')
      }
    })

  test('the role may nothing that it was not given', async () => {
    await expect(sql`create table own ()`.execute(database.as({ tenants: 'all' }))).rejects.toThrow(/permission denied/)
    await expect(sql`delete from thing`.execute(database.as({ tenants: 'all' }))).rejects.toThrow(/permission denied/)
  })
})

test('no id can widen a scope', () => {
  expect(() => carriedBy({ tenants: ['a\nb'] })).toThrow()
  expect(() => carriedBy({ tenants: ['*'] })).toThrow()
  expect(() => carriedBy({ tenants: [], person: 'x\n' })).toThrow()
})
