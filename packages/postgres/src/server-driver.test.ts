import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases, type TestDatabase } from './test-kit/index.ts'

const servers = testDatabases().filter(({ kind }) => kind === 'postgresql')

describe.skipIf(servers.length === 0)('connections to a server', () => {
  let own: TestDatabase
  beforeAll(async () => {
    own = await servers[0]!.create()
    await own.database.execute(
      `do $$ begin create role fachwerk_request nologin; exception when duplicate_object or unique_violation then null; end $$`,
    )
  }, 60_000)
  afterAll(() => own.drop())
  const process = async (kysely: Kysely<any>) =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(kysely)).rows[0]!.pid

  test('whoever asks again gets the connection that carries the own scope', async () => {
    const { database } = own
    const [one, two] = [database.as({ tenants: ['a'] }), database.as({ tenants: ['b'] })]
    const first = [await process(database.kysely), await process(one), await process(two)]
    expect(new Set(first).size).toBe(3)
    for (let again = 0; again < 3; again++)
      expect([await process(database.kysely), await process(one), await process(two)]).toEqual(first)
  })

  test('more than there are connections wait, and nobody waits for ever', async () => {
    const { database } = own
    const scopes = Array.from({ length: 60 }, (_, index) => database.as({ tenants: [`t${index % 15}`] }))
    const seen = await Promise.all(
      scopes.map(async (kysely) => {
        const { rows } = await sql<{ tenants: string }>`select current_setting('fachwerk.tenants') as tenants`.execute(kysely)
        return rows[0]!.tenants
      }),
    )
    expect(seen).toEqual(scopes.map((_, index) => `t${index % 15}`))
  })

  test('a connection that the server has ended is replaced, idle or in use', async () => {
    const { database } = own
    const scope = database.as({ tenants: ['a'] })
    const before = await process(scope)
    await sql`select pg_terminate_backend(${before})`.execute(database.kysely)
    await expect.poll(() => process(scope).catch(() => before)).not.toBe(before)
    const inUse = scope.transaction().execute(async (trx) => {
      const pid = await process(trx)
      await sql`select pg_terminate_backend(${pid})`.execute(database.kysely)
      await sql`select 1`.execute(trx)
    })
    await expect(inUse).rejects.toThrow()
    expect(await process(scope)).toBeGreaterThan(0)
  })

  test('a transaction in which a statement has failed is not taken for committed', async () => {
    const failing = own.database.kysely.transaction().execute(async (trx) => {
      await sql`select 1 / 0`.execute(trx).catch(() => {})
    })
    await expect(failing).rejects.toThrow('rolled back')
  })
})
