import { testDatabases } from '@fachwerk/postgres/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guarded } from './guarded.ts'
import { errorFields, type Logger } from './log.ts'

test('says what kind of error it was and where it arose, and nothing of what it said', () => {
  const cause = Object.assign(new TypeError('cannot read "Demir"\n    at Demir (Celle:1:1'), { code: 'ECONNRESET' })
  const fields = errorFields(new RangeError('the case of Aylin Demir is broken', { cause }))
  expect(fields).toMatchObject({ error: 'RangeError', cause: { error: 'TypeError', code: 'ECONNRESET' } })
  expect(JSON.stringify(fields['at'])).toContain('log.test.ts')
  expect(JSON.stringify(fields)).not.toMatch(/Aylin|Demir|broken/)
  expect(errorFields('Aylin Demir')).toEqual({ error: 'string' })
  expect(JSON.stringify(errorFields(Object.assign(new Error('x'), { name: 'Aylin Demir', code: 'Straße 1' })))).not.toMatch(
    /Aylin|Straße/,
  )
})

describe.each(testDatabases())('errors of the database on $kind', ({ create }) => {
  let own: Awaited<ReturnType<typeof create>>
  beforeAll(async () => {
    own = await create()
    await sql`create table person (name text primary key, age int check (age < 150))`.execute(own.database.kysely)
    await sql`insert into person values ('Demir', 30)`.execute(own.database.kysely)
  })
  afterAll(() => own.drop())

  test.each([
    ['a name twice', sql`insert into person values ('Demir', 31)`, '23505'],
    ['a broken rule', sql`insert into person values ('Demir-Schulz', 200)`, '23514'],
    ['a value that is no number', sql`select ${'Demir'}::text::int`, '22P02'],
  ])('%s: the code stands in the log, the value does not', async (_, statement, code) => {
    const lines: unknown[] = []
    const note = (...line: unknown[]) => void lines.push(line)
    const log: Logger = { info: note, warn: note, error: note }
    const run = guarded(log, async () => {
      await statement.execute(own.database.kysely)
      return { ok: true, value: undefined }
    })
    expect(await run()).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(JSON.stringify(lines)).toContain(code)
    expect(JSON.stringify(lines)).not.toMatch(/Demir/)
  })
})
