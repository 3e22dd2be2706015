import { createSecretKey, type KeyObject } from 'node:crypto'

const known = new WeakMap<Uint8Array, KeyObject>()

/**
 * The key as `node:crypto` wants it: given bytes, it makes such an object anew for every call, which costs several times what sealing does.
 * It copies the bytes: a key is never changed in place.
 */
export function secretOf(key: Uint8Array): KeyObject {
  const made = known.get(key) ?? createSecretKey(key)
  known.set(key, made)
  return made
}
