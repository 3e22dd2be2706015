import { sql } from 'kysely'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { testDatabases, type TestDatabase } from './test-kit/index.ts'

describe.each(testDatabases())('migrations on $kind', ({ create }) => {
  let own: TestDatabase
  let directory: string
  const put = (name: string, text: string) => writeFile(join(directory, name), text)
  const run = () => migrate(own.database, { owner: 'sample', directory })
  const count = async () =>
    (await sql<{ n: number }>`select count(*) as n from sample.thing`.execute(own.database.kysely)).rows[0]!.n

  beforeEach(async () => {
    own = await create()
    directory = await mkdtemp(join(tmpdir(), 'migrations-'))
    await put('0001-thing.sql', 'create table thing (n int);\ninsert into thing values (1);\n')
  }, 60_000)
  afterEach(async () => {
    await own.drop()
    await rm(directory, { recursive: true })
  })

  test('run once each, in the schema of their owner', async () => {
    await run()
    await run()
    await put('0002-more.sql', 'insert into thing values (2);')
    await run()
    expect(await count()).toBe(2)
  })

  test('run once when two programs start together', async () => {
    await Promise.all([run(), run(), run()])
    expect(await count()).toBe(1)
  })

  test('a changed file is refused, other line ends are not a change', async () => {
    await run()
    await put('0001-thing.sql', 'create table thing (n int);\r\ninsert into thing values (1);\r\n')
    await run()
    await put('0001-thing.sql', 'create table thing (n bigint);')
    await expect(run()).rejects.toMatchObject({ code: 'changed-file', text: { de: expect.stringContaining('0001-thing.sql') } })
  })

  test('a database newer than the program is refused', async () => {
    await put('0002-more.sql', 'insert into thing values (2);')
    await run()
    await rm(join(directory, '0002-more.sql'))
    await expect(run()).rejects.toMatchObject({ code: 'newer-schema', text: { en: expect.stringContaining('newer') } })
  })

  test('a failing file leaves nothing behind', async () => {
    await put('0002-broken.sql', 'insert into thing values (2); select * from nowhere;')
    await expect(run()).rejects.toMatchObject({ code: 'failed' })
    await rm(join(directory, '0002-broken.sql'))
    await run()
    expect(await count()).toBe(1)
  })

  test('gaps and other names are refused', async () => {
    await put('0003-gap.sql', 'select 1')
    await expect(run()).rejects.toMatchObject({ code: 'bad-name' })
  })
})
