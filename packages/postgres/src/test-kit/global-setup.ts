import { PGlite } from '@electric-sql/pglite'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startRealPostgres } from './real-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Empty where no real PostgreSQL can be started. */
    readonly postgresUrl: string
    /** File with a dumped, empty embedded database. */
    readonly pgliteTemplate: string
  }
}

/** Starts one PostgreSQL per run of the tests; each test file makes its own database in it (`testDatabases`). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startRealPostgres({ durable: false })
  if (!server) console.warn('No PostgreSQL for this platform: tests run on PGlite only. Set TEST_DATABASE_URL to test on both.')
  project.provide('postgresUrl', server?.url ?? '')
  const directory = await mkdtemp(join(tmpdir(), 'fachwerk-template-'))
  project.provide('pgliteTemplate', await dumpTemplate(directory))
  return async () => {
    await rm(directory, { recursive: true })
    await server?.stop()
  }
}

/** Making an embedded database takes a second or two, unpacking one a fraction of it. */
async function dumpTemplate(directory: string): Promise<string> {
  const pglite = await PGlite.create({ dataDir: 'memory://' })
  const path = join(directory, 'empty.tar')
  await writeFile(path, new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await pglite.close()
  return path
}
