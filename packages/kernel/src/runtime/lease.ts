import { prepared } from '@fachwerk/postgres'
import { CompiledQuery, sql } from 'kysely'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'
import { sqlOfRows, type RowsToWrite } from '../storage/write-rows.ts'

/** `taken`: owned anew, others may have written in between. `lost`: somebody else has it. */
export type LeaseState = 'kept' | 'taken' | 'lost'

export interface Lease {
  /** Writes rows in one statement, if the partition is still ours, and prolongs the lease with it. Otherwise nothing, and `false`. */
  writeWithin(on: KernelSql | KernelTransaction, rows: readonly RowsToWrite[]): Promise<boolean>
  /** Prolongs it, or takes it anew when it is free. */
  keep(): Promise<LeaseState>
  release(): Promise<void>
}

/** How long a lease holds without being renewed. A node that was killed is replaced after this. */
const leaseSeconds = 10

/**
 * One node owns the partition at a time. Time is the database's, so clocks of nodes do not matter. The token grows with each taking:
 * a node that slept through the end of its lease finds another token and may not write.
 */
export function createLease(database: KernelSql, owner: string, exclusive: boolean): Lease {
  let token = 0
  const expiry = sql`now() + make_interval(secs => ${leaseSeconds})`
  const write: Lease['writeWithin'] = async (on, rows) => {
    const statement = CompiledQuery.raw(prepared(fenced(rows)), [owner, token, ...rows.map(({ json }) => json)])
    const result = await on.executeQuery<{ held: number }>(statement)
    return result.rows[0]?.held === 1
  }
  const take = async (): Promise<boolean> => {
    // The embedded database is locked by its directory: whoever left a lease there is gone.
    const free = exclusive ? sql`true` : sql`(owner is null or expires_at < now())`
    const result = await sql<{
      token: number
    }>`update kernel.partition set owner = ${owner}, token = token + 1, expires_at = ${expiry}
      where id = 0 and ${free} returning token`.execute(database)
    const taken = result.rows[0]
    if (taken) token = taken.token
    return taken !== undefined
  }
  return {
    writeWithin: write,
    keep: async () => {
      if (token > 0 && (await write(database, []))) return 'kept'
      return (await take()) ? 'taken' : 'lost'
    },
    release: async () => {
      await sql`update kernel.partition set owner = null, expires_at = null where id = 0 and owner = ${owner} and token = ${token}`.execute(
        database,
      )
    },
  }
}

/** The parts wait for the row of `fence`, which is there only while the partition is ours. */
function fenced(rows: readonly RowsToWrite[]): string {
  const parts = rows.map((part, index) => `, part${index} as (${sqlOfRows(part, `$${index + 3}`)})`)
  return `with fence as (update kernel.partition set expires_at = now() + interval '${leaseSeconds} seconds'
    where id = 0 and owner = $1 and token = $2 returning id)${parts.join('')} select count(*)::int as held from fence`
}

/** A killed node's lease ends within 10 s. */
const longestWait = 15_000

/** Takes the partition, and waits where the node of before was killed; false: another node keeps it. */
export async function takeLease(lease: Lease, waiting: () => void): Promise<boolean> {
  const until = performance.now() + longestWait
  while ((await lease.keep()) === 'lost') {
    if (performance.now() > until) return false
    waiting()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return true
}
