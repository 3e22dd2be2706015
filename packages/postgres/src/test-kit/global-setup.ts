import type { TestProject } from 'vitest/node'
import { startRealPostgres } from './real-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty where no real PostgreSQL can be started. */
    readonly postgresUrl: string
  }
}

/** Starts one PostgreSQL per run of the tests; each test file makes its own database in it (`testDatabases`). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startRealPostgres()
  if (!server) console.warn('No PostgreSQL for this platform: tests run on PGlite only. Set TEST_DATABASE_URL to test on both.')
  project.provide('postgresUrl', server?.url ?? '')
  return async () => server?.stop()
}
