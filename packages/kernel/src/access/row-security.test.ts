import { requestRole, type Database } from '@fachwerk/postgres'
import { createServerDatabase, testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openHouse, type House } from '../test-kit/house.ts'

/** Tables that need no wall, and why. Whoever adds a table adds a policy to the migration that makes it, or a line here. */
const withoutWall: Readonly<Record<string, string>> = {
  'kernel.source': 'published models are shared',
  'kernel.deployment': 'published models are shared',
  'kernel.model': 'published models are shared',
  'kernel.start_timer': 'when published models begin by themselves',
  'kernel.migration': 'nobody but the platform is given it; holds file names',
  'kernel.partition': 'nobody but the platform is given it; one row',
  'kernel.case_number': 'nobody but the platform is given it; counters',
  'kernel.done_once': 'nobody but the platform is given it; names of set-up steps',
}

interface TableState {
  readonly name: string
  readonly forced: boolean
  readonly given: boolean
  readonly part: boolean
}

describe.each(testDatabases())('row security on $kind', ({ create }) => {
  let opened: TestDatabase
  let house: House
  beforeAll(async () => {
    opened = await create()
    house = await openHouse(opened.database)
  })
  afterAll(async () => {
    await house.kernel.stop()
    await opened.drop()
  })

  test('every table of the kernel and the vault is behind the wall, or on the list with a reason', async () => {
    const { rows } =
      await sql<TableState>`select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      has_table_privilege(${requestRole}, c.oid, 'select, insert, update, delete') as given, c.relispartition as part
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('kernel', 'vault') and c.relkind in ('r', 'p') order by 1`.execute(opened.database.kysely)
    expect(rows.length).toBeGreaterThan(20)
    const open = rows.filter(({ name, forced, given, part }) => !forced && !(part && !given) && !(name in withoutWall))
    expect(
      open.map(({ name }) => name),
      'Enable and force row level security in the migration that makes the table, with a policy, or add it to the list above with a reason.',
    ).toEqual([])
  })

  test('the vault, credentials and sessions are not given to requests at all', async () => {
    const { rows } = await sql<{ name: string }>`select n.nspname || '.' || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where (n.nspname = 'vault' or c.relname in ('session', 'submission', 'job', 'timer', 'subscription') or c.relname ~ 'credential|passkey|totp|recovery|invitation')
      and n.nspname in ('kernel', 'vault') and c.relkind in ('r', 'p')
      and has_table_privilege(${requestRole}, c.oid, 'select, insert, update, delete, truncate')
      and has_schema_privilege(${requestRole}, n.oid, 'usage')`.execute(opened.database.kysely)
    expect(rows).toEqual([])
  })

  test('without a scope requests see nothing', async () => {
    const { rows } = await sql`select id from kernel.person`.execute(opened.database.as({ tenants: [] }))
    expect(rows).toEqual([])
    const all = await sql`select id from kernel.person`.execute(opened.database.as({ tenants: 'all' }))
    expect(all.rows.length).toBeGreaterThan(0)
  })

  test('requests can neither change cases nor the rules', async () => {
    const request = opened.database.as({ tenants: 'all', person: 'somebody' })
    for (const statement of [
      `update kernel.instance set sealed_title = 'x'`,
      `delete from kernel.task`,
      `insert into kernel.admin_log (tenant, at, by_person, subject, text) values ('elsewhere', now(), '', '', '{}') returning tenant, (select 1 from kernel.session limit 1)`,
      `alter table kernel.instance disable row level security`,
      `drop policy request on kernel.instance`,
      `create table kernel.own (id int)`,
    ])
      await expect(sql.raw(statement).execute(request), statement).rejects.toThrow(/permission denied|must be owner/)
  })
})

const url = inject('postgresUrl')
describe.runIf(url !== undefined)('with an owner that is no superuser', () => {
  let server: { readonly url: string; drop(): Promise<void> }
  beforeAll(async () => {
    server = await createServerDatabase(url!)
  })
  afterAll(() => server.drop())

  test('the platform sees everything, requests see what is theirs', async () => {
    const { openDatabase } = await import('@fachwerk/postgres')
    const name = `owner_${Date.now()}`
    const root: Database = await openDatabase({ url: server.url })
    const own = new URL(server.url)
    try {
      await root.execute(`create role ${name} login password 'secret' createrole`)
      await root.execute(`grant fachwerk_request to ${name} with admin option`).catch(() => undefined)
      await root.execute(`grant create on database "${own.pathname.slice(1)}" to ${name}`)
      own.username = name
      own.password = 'secret'
      const database = await openDatabase({ url: own.href, poolSize: 2 })
      const house = await openHouse(database)
      try {
        const people = await sql`select id from kernel.person`.execute(database.kysely)
        expect(people.rows.length).toBeGreaterThan(0)
        expect((await sql`select id from kernel.person`.execute(database.as({ tenants: ['nowhere'] }))).rows).toEqual([])
      } finally {
        await house.kernel.stop()
        await database.close()
      }
    } finally {
      await root.execute(`drop owned by ${name}; drop role ${name}`)
      await root.close()
    }
  })
})
