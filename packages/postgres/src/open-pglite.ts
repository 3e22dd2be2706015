import { PGlite } from '@electric-sql/pglite'
import { CompiledQuery, Kysely } from 'kysely'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, Scope } from './api.ts'
import { DatabaseError } from './database-error.ts'
import { lockDirectory, type DirectoryLock } from './lock-directory.ts'
import { PgliteDialect } from './pglite-dialect.ts'
import { ScopedConnections } from './scoped-connections.ts'
import { sharedParsers } from './value-parsers.ts'

/**
 * PostgreSQL as WebAssembly inside this process. `dataDirectory` holds the lock and, in `database/`, PostgreSQL's own files;
 * `memory://` keeps everything in memory. `template`: a dumped, empty database, which is quicker to unpack than to make. PGlite does not fsync: a killed process loses nothing, a power cut may.
 */
export async function openPglite(dataDirectory: string, template?: Blob): Promise<Database> {
  const lock = dataDirectory.startsWith('memory://') ? undefined : await lockNewDirectory(dataDirectory)
  const pglite = await start(dataDirectory, lock, template)
  const connections = new ScopedConnections(new PgliteDialect(pglite).createDriver())
  const kysely = new Kysely<any>({ dialect: connections.ownerDialect() })
  const as = (scope: Scope) => new Kysely<any>({ dialect: connections.dialect(scope) })
  const execute = async (sql: string) => void (await kysely.executeQuery(CompiledQuery.raw(sql)))
  let closing: Promise<void> | undefined
  const close = () => (closing ??= closeAll(kysely, pglite, lock))
  return { kind: 'pglite', version: await serverVersion(kysely), kysely, as, execute, ping: () => execute('select 1'), close }
}

async function lockNewDirectory(dataDirectory: string): Promise<DirectoryLock> {
  await mkdir(dataDirectory, { recursive: true })
  return lockDirectory(dataDirectory)
}

async function start(dataDirectory: string, lock: DirectoryLock | undefined, template?: Blob): Promise<PGlite> {
  try {
    const dataDir = lock ? join(dataDirectory, 'database') : dataDirectory
    return await PGlite.create({ dataDir, parsers: { ...sharedParsers }, ...(template ? { loadDataDir: template } : {}) })
  } catch (cause) {
    await lock?.release()
    throw new DatabaseError(
      'cannot-open',
      {
        de: `Das Datenverzeichnis „${dataDirectory}“ lässt sich nicht öffnen (${String(cause)}). Prüfen Sie Rechte und freien Platz oder spielen Sie eine Sicherung ein.`,
        en: `The data directory "${dataDirectory}" cannot be opened (${String(cause)}). Check permissions and free space, or restore a backup.`,
      },
      { cause },
    )
  }
}

async function serverVersion(kysely: Kysely<any>): Promise<string> {
  const answer = await kysely.executeQuery(CompiledQuery.raw('show server_version'))
  return (answer.rows[0] as { server_version: string }).server_version.split(' ')[0] ?? ''
}

async function closeAll(kysely: Kysely<any>, pglite: PGlite, lock: DirectoryLock | undefined): Promise<void> {
  await kysely.destroy()
  if (!pglite.closed) await pglite.close()
  await lock?.release()
}
