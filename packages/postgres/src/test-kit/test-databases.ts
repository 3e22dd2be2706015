import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { Database } from '../api.ts'
import { openDatabase } from '../open-database.ts'
import { openPglite } from '../open-pglite.ts'

export interface TestDatabase {
  readonly database: Database
  /** Closes it and, on the server, drops it. */
  drop(): Promise<void>
}
export interface TestDatabaseKind {
  readonly kind: Database['kind']
  create(): Promise<TestDatabase>
}

/** What a storage test runs on: `describe.each(testDatabases())('… on $kind', ({ create }) => …)`. Each `create` is a new, empty database. */
export function testDatabases(): readonly TestDatabaseKind[] {
  const url = inject('postgresUrl')
  const embedded: TestDatabaseKind = { kind: 'pglite', create: createEmbedded }
  return url ? [embedded, { kind: 'postgresql', create: () => createOnServer(url) }] : [embedded]
}

async function createEmbedded(): Promise<TestDatabase> {
  const database = await openPglite('memory://', new Blob([new Uint8Array(await readFile(inject('pgliteTemplate')))]))
  return { database, drop: () => database.close() }
}

async function createOnServer(serverUrl: string): Promise<TestDatabase> {
  const { url, drop } = await createServerDatabase(serverUrl)
  const database = await openDatabase({ url, poolSize: 4 })
  const dropAll = async () => {
    await database.close()
    await drop()
  }
  return { database, drop: dropAll }
}

/** An empty database on the server, by URL: for tests that open it in another process. */
export async function createServerDatabase(serverUrl: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
