import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, type TransactionSettings } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { preparedName } from './prepared.ts'
import { Turns } from './turns.ts'

/** Who gets no connection for so long hears that the database is not to be had. */
const longestWait = 10_000

/**
 * Connections to a server. Each carries a scope (`ScopedConnections`), and changing it costs a round trip: whoever asks gets one that carries
 * the own scope already, else a new one as long as there is room, else the one that was used longest ago.
 */
export class ServerDriver implements Driver {
  readonly #pool: Pool
  readonly #most: number
  /** Not in use; those used last at the end. */
  readonly #idle: ServerConnection[] = []
  readonly #turns = new Turns<ServerConnection>()
  readonly #scopes = new WeakMap<ServerConnection, string>()
  #open = 0
  #closed = false

  constructor(pool: Pool, most: number) {
    this.#pool = pool
    this.#most = most
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<DatabaseConnection> {
    return this.acquireFor('')
  }

  async acquireFor(scope: string): Promise<DatabaseConnection> {
    if (this.#closed) throw new Error('The database has been closed.')
    const connection = this.#same(scope) ?? (await this.#another(scope))
    this.#scopes.set(connection, scope)
    return connection
  }

  #same(scope: string): ServerConnection | undefined {
    const place = this.#idle.findLastIndex((connection) => this.#scopes.get(connection) === scope)
    return place < 0 ? undefined : this.#idle.splice(place, 1)[0]
  }

  #another(scope: string): ServerConnection | Promise<ServerConnection> {
    return this.#open < this.#most ? this.#connect() : (this.#idle.shift() ?? this.#wait(scope))
  }

  async #connect(): Promise<ServerConnection> {
    this.#open += 1
    try {
      const connection: ServerConnection = new ServerConnection(await this.#pool.connect(), () => this.#lost(connection))
      return connection
    } catch (error) {
      this.#open -= 1
      throw error
    }
  }

  async #wait(scope: string): Promise<ServerConnection> {
    const { turn, giveUp } = this.#turns.wait(scope)
    const timeout = Promise.withResolvers<never>()
    const timer = setTimeout(() => giveUp() && timeout.reject(new Error('No connection became free in time.')), longestWait)
    timer.unref()
    try {
      return await Promise.race([turn, timeout.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  async releaseConnection(given: DatabaseConnection): Promise<void> {
    const connection = given as ServerConnection
    if (connection.isLost || this.#closed) return this.#drop(connection)
    const next = this.#turns.next(this.#scopes.get(connection) ?? '')
    if (next) next(connection)
    else this.#idle.push(connection)
  }

  /** Ended from outside: one in use is dropped by who has it. */
  #lost(connection: ServerConnection): void {
    const place = this.#idle.indexOf(connection)
    if (place < 0) return
    this.#idle.splice(place, 1)
    this.#drop(connection)
  }

  #drop(connection: ServerConnection): void {
    this.#open -= 1
    connection.end()
    const next = this.#closed ? undefined : this.#turns.next('')
    // Whoever waits for this one gets a new one; if there is none to be had, a lost one says so by its first statement.
    if (next)
      void this.#connect().then(next, () => {
        this.#open += 1
        next(connection)
      })
  }

  async beginTransaction(connection: DatabaseConnection, { isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const settings = [isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(Boolean).join(', ')
    await connection.executeQuery(CompiledQuery.raw(`begin ${settings}`))
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const { command } = (await connection.executeQuery(CompiledQuery.raw('commit'))) as ServerResult<unknown>
    // What PostgreSQL says when a statement before has failed.
    if (command === 'ROLLBACK') throw new Error('The transaction was rolled back: one of its statements had failed.')
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      ;(connection as ServerConnection).lose()
      throw error
    }
  }

  async destroy(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const connection of this.#idle.splice(0)) this.#drop(connection)
    await this.#pool.end()
  }
}

interface ServerResult<R> extends QueryResult<R> {
  readonly command: string
}

class ServerConnection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #lost: () => void
  #isLost = false
  #ended = false

  constructor(client: PoolClient, lost: () => void) {
    this.#client = client
    this.#lost = lost
    client.once('error', () => this.lose())
    client.once('end', () => this.lose())
  }

  get isLost(): boolean {
    return this.#isLost
  }

  /** Its state is not known any more: it is not used again. */
  lose(): void {
    if (this.#isLost) return
    this.#isLost = true
    this.#lost()
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<ServerResult<R>> {
    const name = preparedName(sql)
    const answer = await this.#client.query({ text: sql, values: [...parameters], ...(name !== undefined && { name }) })
    // Several statements without parameters have several results.
    const { command, rowCount, rows } = Array.isArray(answer) ? answer.at(-1) : answer
    const changed = /^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(command)
    return { rows: rows ?? [], command, ...(changed && { numAffectedRows: BigInt(rowCount ?? 0) }) }
  }

  end(): void {
    this.#isLost = true
    if (!this.#ended) this.#client.release(true)
    this.#ended = true
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not offered.')
  }
}
