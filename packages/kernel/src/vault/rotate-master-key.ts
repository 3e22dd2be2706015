import { migrate, type Database } from '@fachwerk/postgres'
import { sql } from 'kysely'
import { randomId } from '../random-id.ts'
import { createLease, takeLease, type Lease } from '../runtime/lease.ts'
import { kernelMigrations } from '../storage/kernel-migrations.ts'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'
import { houseKeyId, masterMark, unwrapKey, wrapKey, wrappingKey, type KeyRow } from './key-ring.ts'
import { masterKeyId, nothingSealed, otherMasterKey, sameMasterKey, serverRuns, wrongMasterKey } from './master-key.ts'
import { SealBroken } from './seal.ts'

export interface Rotation {
  readonly database: Database
  /** The master key of before, 32 bytes. */
  readonly from: Uint8Array
  readonly to: Uint8Array
  /** Keys in one transaction. */
  readonly atOnce?: number
  /** After each transaction: how many keys have moved so far. */
  readonly moved?: (keys: number) => void
}
export interface Rotated {
  /** Keys moved by this run. */
  readonly moved: number
  /** Ids of keys that the old master key does not open either: somebody altered them. They stay as they are. */
  readonly broken: readonly string[]
}

/**
 * Wraps every key that the old master key wraps with the new one; what they sealed stays untouched. The key of the house goes first: from
 * then on no server starts with the old master key, nor with the new one before the last key has moved. Each key moves in a transaction
 * and carries the id of its master key, so a run that is killed goes on where it stopped. Holds the partition: no server runs meanwhile.
 * Throws `MasterKeyError`.
 */
export async function rotateMasterKey({ database, from, to, atOnce = 500, moved = () => {} }: Rotation): Promise<Rotated> {
  if (masterKeyId(from) === masterKeyId(to)) throw sameMasterKey()
  await migrate(database, kernelMigrations)
  const kernel = database.kysely.withSchema('kernel') as KernelSql
  const lease = createLease(kernel, randomId('n'), database.kind === 'pglite')
  if (!(await takeLease(lease, () => {}))) throw serverRuns()
  try {
    const within = <T>(run: (trx: KernelTransaction) => Promise<T>) => whileHeld(kernel, lease, run)
    const mover = new Mover(from, to)
    let sum = await within((trx) => mover.moveHouse(trx))
    for (let last = -1; last !== 0;) {
      last = await within((trx) => mover.moveSome(trx, atOnce))
      sum += last
      moved(sum)
    }
    return { moved: sum, broken: mover.broken }
  } finally {
    await lease.release()
  }
}

/** One transaction, which counts only while the partition is ours. */
const whileHeld = <T>(kernel: KernelSql, lease: Lease, run: (trx: KernelTransaction) => Promise<T>): Promise<T> =>
  kernel.transaction().execute(async (trx) => {
    if (!(await lease.writeWithin(trx, []))) throw serverRuns()
    return run(trx)
  })

class Mover {
  readonly broken: string[] = []
  readonly #from: string
  readonly #to: string
  readonly #old: Buffer
  readonly #new: Buffer

  constructor(from: Uint8Array, to: Uint8Array) {
    this.#from = masterKeyId(from)
    this.#to = masterKeyId(to)
    this.#old = wrappingKey(from)
    this.#new = wrappingKey(to)
  }

  /** Is it there, and under which of the two? Under neither: nothing is touched. */
  async moveHouse(trx: KernelTransaction): Promise<number> {
    const { rows } = await sql<KeyRow>`select * from vault.key where id = ${houseKeyId} for update`.execute(trx)
    const [house] = rows
    if (!house) {
      const { rows: any } = await sql`select from vault.key limit 1`.execute(trx)
      throw any.length === 0 ? nothingSealed() : wrongMasterKey()
    }
    const under = house.wrapped_by.slice(masterMark.length)
    if (under !== this.#from && under !== this.#to) throw otherMasterKey(under, this.#from)
    if (!opens(under === this.#from ? this.#old : this.#new, house)) throw wrongMasterKey()
    return under === this.#from ? this.#move(trx, [house]) : 0
  }

  async moveSome(trx: KernelTransaction, atOnce: number): Promise<number> {
    const { rows } = await sql<KeyRow>`select * from vault.key where wrapped_by = ${masterMark + this.#from}
      order by id limit ${atOnce} for update`.execute(trx)
    return this.#move(trx, rows)
  }

  async #move(trx: KernelTransaction, rows: readonly KeyRow[]): Promise<number> {
    if (rows.length === 0) return 0
    const rewrapped = JSON.stringify(rows.map((row) => this.#rewrapped(row)))
    await sql`update vault.key k set wrapped = r.wrapped, wrapped_by = r.wrapped_by
      from json_populate_recordset(null::vault.key, ${rewrapped}::json) r where k.id = r.id`.execute(trx)
    return rows.length
  }

  /** A broken one keeps its bytes: it is reported when it is used, as before, and stands in nobody's way. */
  #rewrapped(row: KeyRow): KeyRow {
    const wrapped_by = masterMark + this.#to
    const key = opens(this.#old, row)
    if (!key) this.broken.push(row.id)
    return key ? { id: row.id, wrapped_by, wrapped: wrapKey(this.#new, row.id, key) } : { ...row, wrapped_by }
  }
}

function opens(wrapper: Buffer, { id, wrapped }: KeyRow): Buffer | undefined {
  try {
    return unwrapKey(wrapper, id, wrapped)
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}
