import type { KernelSql } from '../storage/tables.ts'
import type { KeyRing } from './key-ring.ts'

/**
 * Under which names those who look at data stand in the ledger: one for each authority whose data it is, made with a key of the account, so
 * that people who lay their extracts of two authorities side by side cannot tell that the same one looked. Each authority keeps a list of
 * accounts that have looked there; with it and the keys it can tell who it was (`actorsOf`).
 */
export class Actors {
  readonly #sql: KernelSql
  readonly #ring: KeyRing
  /** What this process has put on the lists. */
  readonly #listed = new Set<string>()

  constructor(sql: KernelSql, ring: KeyRing) {
    this.#sql = sql
    this.#ring = ring
  }

  /** By authority. With the platform's connection, so not within a transaction. */
  async pseudonyms(account: string, tenants: Iterable<string>): Promise<(tenant: string) => string> {
    const wanted = [...new Set(tenants)]
    const key = await this.#ring.ofActor(account)
    await this.#list(account, wanted)
    return (tenant) => this.#ring.pseudonym(key, tenant)
  }

  /** Before the entry is written: nobody may stand in it whom the authority could not find out. */
  async #list(account: string, tenants: readonly string[]): Promise<void> {
    const placeOf = (tenant: string) => `${tenant}\n${account}`
    const unlisted = tenants.filter((tenant) => !this.#listed.has(placeOf(tenant)))
    if (unlisted.length === 0) return
    await this.#sql
      .insertInto('ledger_actor')
      .values(unlisted.map((tenant) => ({ tenant, person_id: account })))
      .onConflict((on) => on.doNothing())
      .execute()
    for (const tenant of unlisted) this.#listed.add(placeOf(tenant))
  }
}
