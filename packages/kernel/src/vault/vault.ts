import type { Logger } from '../log.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import type { Batch } from '../runtime/batch.ts'
import type { Person } from '../api.ts'
import type { KernelSql } from '../storage/tables.ts'
import { AccountData } from './account-data.ts'
import { Actors } from './actors.ts'
import { BlindIndex } from './blind-index.ts'
import { Declarations } from './declarations.ts'
import { KeyRing, personKeyId } from './key-ring.ts'
import { shortMac } from './master-key.ts'
import { sealFile, type SealableFile, type SealedFile } from './seal-file.ts'
import { Opening } from './opening.ts'
import { SealedBatch } from './sealed-batch.ts'

export interface VaultOptions {
  readonly sql: KernelSql
  /** 32 bytes. */
  readonly masterKey: Uint8Array
  readonly registry: ModelRegistry
  readonly log: Logger
}

/** The one place where stored values are sealed and opened. */
export interface Vault {
  readonly ring: KeyRing
  readonly opening: Opening
  readonly blind: BlindIndex
  readonly declarations: Declarations
  readonly accounts: AccountData
  readonly actors: Actors
  /** Fetches or makes the keys of what a flush writes. */
  seal(batch: Batch): Promise<SealedBatch>
  /** A file with a key of its own, wrapped by that of the person who uploads it; of staff by the master key. */
  sealFile(file: SealableFile, content: Uint8Array, owner: string | undefined): Promise<SealedFile>
  /** Tokens of the blind index under which this person could find the text. */
  searched(person: Person, text: string): Promise<readonly string[]>
  /** Of a person at an authority, as the ledger names them; `undefined`: there is nothing of this person. */
  pseudonymOf(person: string, tenant: string): Promise<string | undefined>
  /** At each authority that there is, by its id. */
  pseudonyms(person: string): Promise<ReadonlyMap<string, string>>
  /** Stands for the correlation key of a message in the database: it may be a plate or an address. */
  correlationToken(message: string, correlationKey: string): string
}

/** Throws `MasterKeyError` when the database was sealed with another master key. */
export async function openVault({ sql, masterKey, registry, log }: VaultOptions): Promise<Vault> {
  const ring = await KeyRing.open(sql, masterKey)
  const blind = new BlindIndex(ring)
  const declarations = new Declarations(registry)
  const correlation = ring.derived('correlation')
  const pseudonymOf = async (person: string, tenant: string) => {
    const key = (await ring.load([personKeyId(person)])).get(personKeyId(person))
    return key && ring.pseudonym(key, tenant)
  }
  return {
    ring,
    blind,
    declarations,
    accounts: new AccountData(ring),
    actors: new Actors(sql, ring),
    opening: new Opening(ring, log),
    seal: (batch) => SealedBatch.prepare(ring, blind, declarations, batch),
    sealFile: (file, content, owner) => sealFile(ring, file, content, owner),
    searched: async (person, text) => {
      const fields = [...new Set(declarations.newest().flatMap(({ searchable }) => searchable.map(({ path }) => path)))]
      if (fields.length === 0) return []
      const tenants = person.tenant === undefined ? await allTenants(sql) : [person.tenant, ...(person.jointTenants ?? [])]
      return tenants.flatMap((tenant) => fields.flatMap((field) => blind.token(tenant, field, text) ?? []))
    },
    pseudonymOf,
    pseudonyms: async (person) => {
      const found = new Map<string, string>()
      for (const tenant of await allTenants(sql)) {
        const pseudonym = await pseudonymOf(person, tenant)
        if (pseudonym) found.set(tenant, pseudonym)
      }
      return found
    },
    correlationToken: (message, correlationKey) => shortMac(correlation, `${message}\n${correlationKey}`),
  }
}

/** Citizens and operators belong to no authority and may find cases of any. */
const allTenants = async (sql: KernelSql): Promise<readonly string[]> =>
  (await sql.selectFrom('tenant').select('id').execute()).map(({ id }) => id)
