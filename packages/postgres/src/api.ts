/**
 * Public contract of the storage adapter: PGlite inside the process or a PostgreSQL server, behind one SQL dialect.
 *
 *   openDatabase(options: DatabaseOptions): Promise<Database>
 *   migrate(database, owner: MigrationOwner): Promise<void>    numbered immutable files `0001-name.sql`, checksummed;
 *                                                             throws MigrationError (changed file, newer schema) with bilingual text
 */
import type { Kysely } from 'kysely'

export interface DatabaseOptions {
  /** PostgreSQL URL; absent: PGlite in `dataDirectory` (`memory://` for tests). */
  readonly url?: string
  readonly dataDirectory?: string
  /** Connections to PostgreSQL, default 10. */
  readonly poolSize?: number
}

/** On whose behalf statements run: what row security lets them see. */
export interface Scope {
  /** Ids of authorities; `all` for those who run the platform. */
  readonly tenants: readonly string[] | 'all'
  /** The person's own rows too, whichever authority has them. */
  readonly person?: string
}
export interface Database {
  readonly kind: 'pglite' | 'postgresql'
  /** Server version, e.g. `18.0`. */
  readonly version: string
  /** Untyped on purpose: each owner narrows it to its own schema with `database.kysely as Kysely<KernelTables>`. */
  readonly kysely: Kysely<any>
  /**
   * The same database on behalf of somebody: statements run as the unprivileged role `fachwerk_request`, and row security shows them what
   * belongs to these authorities or to this person. Cheap to make, not to be kept; never `destroy()` it.
   * Migrations make the role, its rights and the policies; where there are none, it may nothing.
   */
  as(scope: Scope): Kysely<any>
  /** Several statements, no parameters; for migrations. */
  execute(sql: string): Promise<void>
  /** Resolves when a trivial query answers; rejects when the database is away. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface MigrationOwner {
  /** Its PostgreSQL schema: `kernel`, `uvp`. */
  readonly owner: string
  /** Folder with `0001-name.sql` … */
  readonly directory: string
}
