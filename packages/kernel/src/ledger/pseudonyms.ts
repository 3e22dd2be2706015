import type { KernelSql } from '../storage/tables.ts'
import { actorKeyId, personKeyId, type KeyRing } from '../vault/key-ring.ts'
import type { ActorsOf, Pseudonyms } from './ledger-service.ts'

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

/** Who stands behind the pseudonyms of those who looked (`Actors`); those whose key is destroyed are not in it. */
export const actorsOf =
  (ring: KeyRing): ActorsOf =>
  async (database, tenant) => {
    const listed = await database.selectFrom('ledger_actor').select('person_id').where('tenant', '=', tenant).execute()
    const keys = await ring.load(listed.map(({ person_id }) => actorKeyId(person_id)))
    return new Map(
      listed.flatMap(({ person_id }) => {
        const key = keys.get(actorKeyId(person_id))
        return key ? [[ring.pseudonym(key, tenant), person_id] as const] : []
      }),
    )
  }
