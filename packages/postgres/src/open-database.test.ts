import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './api.ts'
import { openDatabase } from './open-database.ts'
import { testDatabases, type TestDatabase } from './test-kit/index.ts'

describe.each(testDatabases())('database on $kind', ({ kind, create }) => {
  let own: TestDatabase
  let database: Database
  beforeAll(async () => {
    own = await create()
    database = own.database
  }, 60_000)
  afterAll(() => own.drop())

  test('names its kind and version', async () => {
    expect(database.kind).toBe(kind)
    expect(Number.parseInt(database.version, 10)).toBeGreaterThanOrEqual(15)
    await database.ping()
  })

  test('gives values in the same JavaScript types', async () => {
    const bytes = new Uint8Array([0, 1, 254, 255])
    const instant = new Date('2026-11-23T12:00:00.123Z')
    const row = await sql<Record<string, unknown>>`
      select 42::bigint as small, 9007199254740993::bigint as large, ${bytes}::bytea as bytes, ${instant}::timestamptz as instant,
        ${JSON.stringify({ a: [1, null, 'ä'] })}::jsonb as json, ${JSON.stringify('text')}::jsonb as json_text,
        date '2026-02-28' as day, ${['a', 'b "c"', null]}::text[] as texts, 7 as int, true as yes, null as nothing`.execute(
      database.kysely,
    )
    expect(row.rows[0]).toEqual({
      small: 42,
      large: 9007199254740993n,
      bytes,
      instant,
      json: { a: [1, null, 'ä'] },
      json_text: 'text',
      day: '2026-02-28',
      texts: ['a', 'b "c"', null],
      int: 7,
      yes: true,
      nothing: null,
    })
    expect(Object.getPrototypeOf(row.rows[0]!['bytes'])).toBe(Uint8Array.prototype)
  })

  test('counts affected rows and runs several statements without parameters', async () => {
    await database.execute('create table counted (n int); insert into counted select generate_series(1, 5)')
    const result = await sql`update counted set n = n + ${1} where n > ${2}`.execute(database.kysely)
    expect(result.numAffectedRows).toBe(3n)
  })

  test('keeps a transaction apart from statements beside it', async () => {
    await database.execute('create table apart (n int)')
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const transaction = database.kysely.transaction().execute(async (trx) => {
      await sql`insert into apart values (1)`.execute(trx)
      await gate
      throw new Error('roll back')
    })
    const beside = sql`insert into apart values (2)`.execute(database.kysely)
    release()
    await expect(transaction).rejects.toThrow('roll back')
    await beside
    expect((await sql<{ n: number }>`select n from apart`.execute(database.kysely)).rows).toEqual([{ n: 2 }])
  })

  test('runs many transactions at once without losing one', async () => {
    await database.execute('create table counter (n int); insert into counter values (0)')
    const add = () => database.kysely.transaction().execute((trx) => sql`update counter set n = n + 1`.execute(trx))
    await Promise.all(Array.from({ length: 20 }, add))
    expect((await sql<{ n: number }>`select n from counter`.execute(database.kysely)).rows).toEqual([{ n: 20 }])
  })

  test('goes on after a failed statement', async () => {
    await expect(sql`select * from no_such_table`.execute(database.kysely)).rejects.toThrow('no_such_table')
    await database.ping()
  })
})

test('an unreachable server is reported in both languages', async () => {
  const opening = openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/nothing' })
  await expect(opening).rejects.toMatchObject({ code: 'cannot-open', text: { de: expect.stringContaining('DATABASE_URL') } })
})
