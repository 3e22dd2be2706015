import type { Database, DatabaseOptions } from './api.ts'
import { openPglite } from './open-pglite.ts'
import { openServer } from './open-server.ts'

/** Opens PostgreSQL by `url`, else PGlite in `dataDirectory`. Throws `DatabaseError` when it cannot. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url) return openServer(options.url, options.poolSize ?? 10)
  return openPglite(options.dataDirectory ?? 'memory://')
}
