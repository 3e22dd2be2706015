import type { Database } from '@fachwerk/postgres'
import type { TestDatabase } from '@fachwerk/postgres/test-kit'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** A database for the tests of one `describe`, empty before each of them. */
export function ownDatabase(create: () => Promise<TestDatabase>): { readonly database: Database } {
  let own: TestDatabase
  beforeAll(async () => {
    own = await create()
  }, 60_000)
  afterAll(() => own.drop())
  beforeEach(() => own.database.execute('drop schema if exists kernel cascade'))
  return {
    get database() {
      return own.database
    },
  }
}
