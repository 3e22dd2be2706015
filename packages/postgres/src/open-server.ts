import { CompiledQuery, Kysely } from 'kysely'
import { Pool, types } from 'pg'
import type { Database, Scope } from './api.ts'
import { DatabaseError } from './database-error.ts'
import { ScopedConnections } from './scoped-connections.ts'
import { ServerDriver } from './server-driver.ts'
import { serverParsers } from './value-parsers.ts'

const oldestSupported = 150_000

/** A PostgreSQL server (15 or newer) through a pool of connections. */
export async function openServer(url: string, poolSize: number): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: poolSize, types: { getTypeParser }, connectionTimeoutMillis: 10_000 })
  // A connection that dies is replaced on the next query, and a statement under way on it fails by itself. Without listeners, on the
  // pool for idle ones and on each for those in use, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const connections = new ScopedConnections(new ServerDriver(pool, poolSize))
  const kysely = new Kysely<any>({ dialect: connections.ownerDialect() })
  const as = (scope: Scope) => new Kysely<any>({ dialect: connections.dialect(scope) })
  const version = await serverVersion(kysely).catch(async (cause: unknown) => {
    await kysely.destroy()
    throw cannotOpen(cause)
  })
  const execute = async (sql: string) => void (await kysely.executeQuery(CompiledQuery.raw(sql)))
  return {
    kind: 'postgresql',
    version,
    kysely,
    as,
    execute,
    ping: () => execute('select 1'),
    close: once(() => kysely.destroy()),
  }
}

function getTypeParser(oid: number, format?: string): any {
  const own = format === 'binary' ? undefined : serverParsers[oid]
  return own ?? types.getTypeParser(oid, format as 'text')
}

async function serverVersion(kysely: Kysely<any>): Promise<string> {
  const text = `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`
  const row = (await kysely.executeQuery(CompiledQuery.raw(text))).rows[0] as { version: string; number: number }
  if (row.number < oldestSupported) throw new Error(`PostgreSQL ${row.version} is older than 15`)
  return row.version.split(' ')[0] ?? row.version
}

function cannotOpen(cause: unknown): DatabaseError {
  const reason = cause instanceof Error ? cause.message || (cause as { code?: string }).code : String(cause)
  return new DatabaseError(
    'cannot-open',
    {
      de: `Die Datenbank ist nicht erreichbar (${reason}). Prüfen Sie DATABASE_URL und ob PostgreSQL ab Version 15 läuft.`,
      en: `The database cannot be reached (${reason}). Check DATABASE_URL and that PostgreSQL 15 or newer is running.`,
    },
    { cause },
  )
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= run())
}
