import { migrate } from '@fachwerk/postgres'
import { testDatabases, type TestDatabase } from '@fachwerk/postgres/test-kit'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KernelSql } from '../storage/tables.ts'
import { createLease } from './lease.ts'

describe.each(testDatabases())('lease on $kind', ({ create }) => {
  let own: TestDatabase
  let sql: KernelSql
  beforeAll(async () => {
    own = await create()
    await migrate(own.database, { owner: 'kernel', directory: join(import.meta.dirname, '../../migrations') })
    sql = own.database.kysely.withSchema('kernel') as KernelSql
  }, 60_000)
  afterAll(() => own.drop())

  test('one owner at a time; a lapsed lease goes to the next, and the one before may not write', async () => {
    const [first, second] = [createLease(sql, 'first', false), createLease(sql, 'second', false)]
    const mayWrite = (lease: typeof first) => lease.writeWithin(sql, [])
    expect([await first.keep(), await second.keep(), await first.keep()]).toEqual(['taken', 'lost', 'kept'])
    await sql
      .updateTable('partition')
      .set({ expires_at: new Date(0) })
      .execute()
    expect(await second.keep()).toBe('taken')
    expect([await mayWrite(first), await mayWrite(second), await first.keep()]).toEqual([false, true, 'lost'])
    await first.release()
    expect(await second.keep()).toBe('kept')
    await second.release()
    expect(await first.keep()).toBe('taken')
  })

  test('the only process on an embedded database need not wait for the lease of a killed one', async () => {
    await sql
      .updateTable('partition')
      .set({ owner: 'killed', expires_at: new Date(Date.now() + 3_600_000) })
      .execute()
    expect(await createLease(sql, 'next', true).keep()).toBe('taken')
  })
})
