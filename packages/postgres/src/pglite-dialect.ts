import type { PGlite } from '@electric-sql/pglite'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely'
import { Turns } from './turns.ts'

/**
 * Kysely on PGlite. Kysely ships a dialect too, but that one lets statements from outside slip into a transaction that happens to be
 * open on the only connection. Here the connection is handed out to one caller at a time, so a transaction is alone, as on a server.
 * The price: inside a transaction, a statement on the outer `kysely` waits for ever — use the transaction you were given.
 */
export class PgliteDialect implements Dialect {
  readonly #pglite: PGlite

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }
  createDriver(): PgliteDriver {
    return new PgliteDriver(this.#pglite)
  }
  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler()
  }
  createAdapter(): PostgresAdapter {
    return new PostgresAdapter()
  }
  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db)
  }
}

class PgliteDriver implements Driver {
  readonly #connection: PgliteConnection
  readonly #turns = new Turns<void>()
  #taken = false
  #scope = ''

  constructor(pglite: PGlite) {
    this.#connection = new PgliteConnection(pglite)
  }

  async init(): Promise<void> {}
  async destroy(): Promise<void> {}

  acquireConnection(): Promise<DatabaseConnection> {
    return this.acquireFor('')
  }

  /** Changing the scope of the only connection costs a statement: those of the same scope go one after the other. */
  async acquireFor(scope: string): Promise<DatabaseConnection> {
    if (this.#taken) await this.#turns.wait(scope).turn
    this.#taken = true
    this.#scope = scope
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    const next = this.#turns.next(this.#scope)
    // Handed over without a gap, so that nobody who comes between can take it.
    if (next) next()
    else this.#taken = false
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly #pglite: PGlite

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result =
      query.parameters.length === 0 ? await this.#simple(query.sql) : await this.#pglite.query(query.sql, [...query.parameters])
    return { rows: (result?.rows ?? []) as R[], numAffectedRows: BigInt(result?.affectedRows ?? 0) }
  }

  /** Without parameters several statements are allowed, as in PostgreSQL's simple protocol. */
  async #simple(sql: string) {
    return (await this.#pglite.exec(sql)).at(-1)
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not offered on the embedded database.')
  }
}
