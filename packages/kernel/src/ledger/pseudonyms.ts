import type { KernelSql } from '../storage/tables.ts'
import { personKeyId, type KeyRing } from '../vault/key-ring.ts'
import type { Pseudonyms } from './ledger-service.ts'

/**
 * Under which names a person stands in the ledger: derived from the person's key, one for each authority, so that nobody without the key
 * can tell that two of them are the same person. Once the key is destroyed nobody can tell whose the entries are.
 */
export const pseudonymsOf =
  (database: KernelSql, ring: KeyRing): Pseudonyms =>
  async (personId) => {
    const id = personKeyId(personId)
    const key = (await ring.load([id])).get(id)
    if (!key) return []
    const tenants = await database.selectFrom('tenant').select('id').execute()
    return tenants.map(({ id: tenant }) => ({ tenant, subject: ring.pseudonym(key, tenant) }))
  }
