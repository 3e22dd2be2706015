import { sql } from 'kysely'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'
import { derivedKey, masterKeyId, newKey, otherMasterKey, rotationUnfinished, shortMac, wrongMasterKey } from './master-key.ts'
import { placeOf, seal, SealBroken, unseal } from './seal.ts'

/** A key as it is stored: sealed with the key `wrapped_by`. */
export interface KeyRow {
  readonly id: string
  readonly wrapped_by: string
  readonly wrapped: string
}

/** The key of the house: all that is derived hangs on it, so that a change of the master key changes none of it. */
export const houseKeyId = 'house'
/** What stands in `wrapped_by` where a master key wraps. */
export const masterMark = 'master/'
/** Keys kept unwrapped in memory: about 20 MB. */
const mostKept = 50_000

/** Ids of keys. A person's key wraps those of the cases the person began; a third person in a case has one per part. */
export const personKeyId = (person: string): string => `person/${person}`
/** Of an account as one that looks; not the person's own key, so that erasing the data of staff does not hide who looked. */
export const actorKeyId = (account: string): string => `actor/${account}`
export const caseKeyId = (root: string): string => `case/${root}`
export const partKeyId = (root: string, part: string): string => `part/${root}/${part}`
export const fileKeyId = (file: string): string => `file/${file}`

/**
 * The keys of people, cases and files. In the database they lie wrapped; unwrapped they exist in the memory of this process only, those
 * used last. A key that is not there is an answer, not a fault: what it sealed has been erased.
 */
export class KeyRing {
  readonly #sql: KernelSql
  readonly #wrapping: Buffer
  /** What the master key is called in `wrapped_by`. */
  readonly #master: string
  #house: Buffer
  readonly #kept = new Map<string, Buffer>()
  /** By key, and gone with it: the same people are looked at again and again. */
  readonly #pseudonyms = new WeakMap<Uint8Array, Map<string, string>>()

  private constructor(database: KernelSql, masterKey: Uint8Array) {
    this.#sql = database
    this.#master = `${masterMark}${masterKeyId(masterKey)}`
    this.#wrapping = wrappingKey(masterKey)
    this.#house = newKey()
  }

  /** Throws `MasterKeyError` when the database was sealed with another master key, or is between two. */
  static async open(database: KernelSql, masterKey: Uint8Array): Promise<KeyRing> {
    const ring = new KeyRing(database, masterKey)
    const made = ring.#row(houseKeyId, ring.#master, ring.#house)
    await sql`insert into vault.key select ${made.id}, ${made.wrapped_by}, ${made.wrapped} where not exists (select from vault.key)`.execute(
      database,
    )
    ring.#house = await ring.checkMasterKey()
    return ring
  }

  /** Does it still wrap what is here? To be asked whenever another process may have been at work. Gives the key of the house. */
  async checkMasterKey(): Promise<Buffer> {
    const found = await sql<StoredKey>`select *, null as outer from vault.key where id = ${houseKeyId}`.execute(this.#sql)
    const [row] = found.rows
    if (!row) throw wrongMasterKey()
    if (row.wrapped_by !== this.#master)
      throw otherMasterKey(row.wrapped_by.slice(masterMark.length), this.#master.slice(masterMark.length))
    const left = await sql`select from vault.key where (wrapped_by > ${masterMark} and wrapped_by < ${this.#master})
      or (wrapped_by > ${this.#master} and wrapped_by < ${`${masterMark}~`}) limit 1`.execute(this.#sql)
    if (left.rows.length > 0) throw rotationUnfinished()
    try {
      return this.#unwrap(row)
    } catch (error) {
      throw error instanceof SealBroken ? wrongMasterKey() : error
    }
  }

  /** Of this use; not stored anywhere. */
  derived(use: string): Buffer {
    return derivedKey(this.#house, use)
  }

  /** One that `load` has fetched, `keep` was given, or was used lately; `undefined` may also mean that it is not in memory. */
  kept(id: string): Buffer | undefined {
    const key = this.#kept.get(id)
    if (!key) return undefined
    this.#kept.delete(id)
    this.#kept.set(id, key)
    return key
  }

  /** The keys that exist, by id; one query for all that are not in memory. A key that cannot be unwrapped is left out and reported. */
  async load(ids: Iterable<string>, broken?: (id: string) => void): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    const missing: string[] = []
    for (const id of new Set(ids)) {
      const key = this.kept(id)
      if (key) found.set(id, key)
      else missing.push(id)
    }
    if (missing.length === 0) return found
    for (const row of await this.#stored(missing)) {
      try {
        found.set(row.id, this.#remember(row.id, this.#unwrap(row)))
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error
        broken?.(row.id)
      }
    }
    return found
  }

  /** The keys of people, made where there are none yet: at once and on their own, because a key without data harms nobody. */
  ofPeople(people: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
    return this.#loadOrMake([...new Set(people)].map(personKeyId))
  }

  /** As `ofPeople`: the key under which an account looks at other people's data. */
  async ofActor(account: string): Promise<Buffer> {
    const id = actorKeyId(account)
    return (await this.#loadOrMake([id])).get(id)!
  }

  async #loadOrMake(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = await this.load(ids)
    const missing = ids.filter((id) => !found.has(id))
    if (missing.length === 0) return found
    await this.store(missing.map((id) => this.#row(id, this.#master, newKey())))
    // Somebody else may have been first.
    return this.load(ids)
  }

  /** A new key and its row; `wrappedBy`: id of a key in memory, absent: the master key. Not known to the ring before `keep`. */
  make(id: string, wrappedBy?: string): { readonly key: Buffer; readonly row: KeyRow } {
    const key = newKey()
    return { key, row: this.#row(id, wrappedBy ?? this.#master, key) }
  }

  /** Those stored by the caller; an existing row stays. */
  async store(rows: readonly KeyRow[], on: KernelSql | KernelTransaction = this.#sql): Promise<void> {
    const { rows: house } =
      await sql`with house as (select 1 from vault.key where id = ${houseKeyId} and wrapped_by = ${this.#master}),
      added as (insert into vault.key select made.* from json_populate_recordset(null::vault.key, ${JSON.stringify(rows)}::json) made, house
        on conflict do nothing)
      select from house`.execute(on)
    // A key that nobody could unwrap is as good as erased: rather nothing is written.
    if (house.length === 0) throw new Error('The master key was replaced while this process was running.')
  }

  /** The row of a key with the master key around it instead of a person's; `undefined`: there is no such key. */
  async rewrapped(id: string): Promise<KeyRow | undefined> {
    const key = (await this.load([id])).get(id)
    return key && this.#row(id, this.#master, key)
  }

  /** After the commit that stored them. */
  keep(keys: ReadonlyMap<string, Buffer>): void {
    for (const [id, key] of keys) this.#remember(id, key)
  }

  /** Destroys keys and all that are wrapped by them. What they sealed is unreadable from here on, in every copy of the data. */
  async destroy(ids: readonly string[], on: KernelSql | KernelTransaction = this.#sql): Promise<void> {
    const { rows } = await sql<{
      id: string
    }>`delete from vault.key where id = any(${[...ids]}::text[]) or wrapped_by = any(${[...ids]}::text[]) returning id`.execute(
      on,
    )
    this.forget([...ids, ...rows.map(({ id }) => id)])
  }

  forget(ids: Iterable<string>): void {
    // Not overwritten in memory: somebody may be sealing with it this very moment, and a key of zeros would be no key.
    for (const id of ids) this.#kept.delete(id)
  }

  /** Of a data subject, or of one who looks, at an authority: 32 hexadecimal digits that only who holds the key can make. */
  pseudonym(key: Uint8Array, tenant: string): string {
    const known = this.#pseudonyms.get(key) ?? new Map<string, string>()
    this.#pseudonyms.set(key, known)
    const pseudonym = known.get(tenant) ?? shortMac(key, `pseudonym\n${tenant}`)
    known.set(tenant, pseudonym)
    return pseudonym
  }

  #row(id: string, wrappedBy: string, key: Buffer): KeyRow {
    return { id, wrapped_by: wrappedBy, wrapped: wrapKey(this.#wrapper(wrappedBy), id, key) }
  }

  #wrapper(id: string): Buffer {
    const key = id === this.#master ? this.#wrapping : this.kept(id)
    if (!key) throw new Error(`The key ${id} is needed to wrap another one.`)
    return key
  }

  #unwrap({ id, wrapped_by, wrapped, outer }: StoredKey): Buffer {
    const wrapper = wrapped_by === this.#master ? this.#wrapping : (this.kept(wrapped_by) ?? this.#unwrapOuter(wrapped_by, outer))
    return unwrapKey(wrapper, id, wrapped)
  }

  #unwrapOuter(id: string, wrapped: string | null): Buffer {
    if (wrapped === null) throw new SealBroken(id)
    return this.#remember(id, this.#unwrap({ id, wrapped_by: this.#master, wrapped, outer: null }))
  }

  #remember(id: string, key: Buffer): Buffer {
    const known = this.#kept.get(id)
    if (known) return known
    this.#kept.set(id, key)
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!)
    return key
  }

  async #stored(ids: readonly string[]): Promise<readonly StoredKey[]> {
    const { rows } = await sql<StoredKey>`select k.id, k.wrapped_by, k.wrapped, o.wrapped as outer
      from vault.key k left join vault.key o on o.id = k.wrapped_by and o.wrapped_by = ${this.#master}
      where k.id = any(${[...ids]}::text[]) and (k.wrapped_by = ${this.#master} or o.id is not null)`.execute(this.#sql)
    return rows
  }
}

interface StoredKey extends KeyRow {
  /** The wrapping key's own row. */
  readonly outer: string | null
}

/** Of a master key; the others are wrapped with it. */
export const wrappingKey = (masterKey: Uint8Array): Buffer => derivedKey(masterKey, 'wrapping')
export const wrapKey = (wrapper: Uint8Array, id: string, key: Uint8Array): string =>
  seal(wrapper, placeOf('key', id), key).toString('base64')
/** Throws `SealBroken`. */
export const unwrapKey = (wrapper: Uint8Array, id: string, wrapped: string): Buffer =>
  unseal(wrapper, placeOf('key', id), Buffer.from(wrapped, 'base64'))
