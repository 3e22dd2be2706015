/**
 * One set of connections, used by the platform itself and on behalf of people. A connection carries a scope: the role its statements run as
 * and whose rows that role may see. Whoever takes a connection gets it with the own scope, whatever the one before left: it is compared
 * with what the connection carries, and set (one round trip) only where it differs. Setting happens before any transaction begins, so a
 * rollback cannot bring an older scope back. A connection whose scope is not known for sure is set anew.
 */
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
} from 'kysely'
import type { Scope } from './api.ts'

/** Role of the database that statements on behalf of people run as; it owns nothing, and row security holds for it. */
export const requestRole = 'fachwerk_request'

/** What a connection carries. `tenants` are separated by line breaks, or `*`. */
interface Carried {
  readonly role: string
  readonly tenants: string
  readonly person: string
}
const owner: Carried = { role: 'none', tenants: '', person: '' }
const unknown: Carried = { role: '?', tenants: '?', person: '?' }

export function carriedBy(scope: Scope): Carried {
  const tenants = scope.tenants === 'all' ? ['*'] : scope.tenants
  const texts = [...tenants, scope.person ?? '']
  if (texts.some((text) => /[\n\0]/.test(text)) || (scope.tenants !== 'all' && tenants.includes('*')))
    throw new Error('Ids of authorities and people are one line of text; * is none.')
  return { role: requestRole, tenants: tenants.join('\n'), person: scope.person ?? '' }
}

/** A driver with one connection may put those of one scope one after the other. */
interface ScopedDriver extends Driver {
  acquireFor?(scope: string): Promise<DatabaseConnection>
}

export class ScopedConnections {
  readonly #driver: ScopedDriver
  readonly #carried = new WeakMap<DatabaseConnection, Carried>()
  #ready: Promise<void> | undefined

  constructor(driver: ScopedDriver) {
    this.#driver = driver
  }

  /** For statements of the platform itself; closing it closes the connections. */
  ownerDialect(): Dialect {
    return dialectOf(new CarryingDriver(this, owner, true))
  }
  dialect(scope: Scope): Dialect {
    return dialectOf(new CarryingDriver(this, carriedBy(scope), false))
  }

  get driver(): Driver {
    return this.#driver
  }
  init(): Promise<void> {
    return (this.#ready ??= this.#driver.init())
  }

  async acquire(wanted: Carried): Promise<DatabaseConnection> {
    const connection = await (this.#driver.acquireFor?.(keyOf(wanted)) ?? this.#driver.acquireConnection())
    const carried = this.#carried.get(connection) ?? owner
    if (isSame(carried, wanted)) return connection
    try {
      // Until the database has said yes, nobody knows.
      this.#carried.set(connection, unknown)
      await connection.executeQuery(settingOf(wanted))
      this.#carried.set(connection, wanted)
      return connection
    } catch (error) {
      await this.#driver.releaseConnection(connection)
      throw error
    }
  }
}

const keyOf = ({ role, tenants, person }: Carried): string => `${role}\0${tenants}\0${person}`

const isSame = (one: Carried, other: Carried): boolean =>
  one.role === other.role && one.tenants === other.tenants && one.person === other.person

/** The settings come first: a connection must not run as the role of requests with the rows of somebody else in sight. */
const settingOf = ({ role, tenants, person }: Carried): CompiledQuery =>
  CompiledQuery.raw(
    `select set_config('fachwerk.tenants', $1, false), set_config('fachwerk.person', $2, false), set_config('role', $3, false)`,
    [tenants, person, role],
  )

/** Kysely's driver for one scope: connections come from the common set. */
class CarryingDriver implements Driver {
  readonly #connections: ScopedConnections
  readonly #carried: Carried
  readonly #closes: boolean

  constructor(connections: ScopedConnections, carried: Carried, closes: boolean) {
    this.#connections = connections
    this.#carried = carried
    this.#closes = closes
  }
  init(): Promise<void> {
    return this.#connections.init()
  }
  acquireConnection(): Promise<DatabaseConnection> {
    return this.#connections.acquire(this.#carried)
  }
  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#connections.driver.releaseConnection(connection)
  }
  beginTransaction(...given: Parameters<Driver['beginTransaction']>): Promise<void> {
    return this.#connections.driver.beginTransaction(...given)
  }
  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#connections.driver.commitTransaction(connection)
  }
  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#connections.driver.rollbackTransaction(connection)
  }
  async destroy(): Promise<void> {
    if (this.#closes) await this.#connections.driver.destroy()
  }
}

const dialectOf = (driver: Driver): Dialect => ({
  createDriver: () => driver,
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db: Kysely<any>) => new PostgresIntrospector(db),
})
