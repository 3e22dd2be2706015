import type { JsonValue } from '@fachwerk/problem'
import type { KeyRing } from './key-ring.ts'
import { shortMac } from './master-key.ts'

/**
 * Search over sealed values: a keyed digest of the value, in a table. Who reads the table without the master key learns neither the value
 * nor, across authorities, that two are equal. It finds exact values only.
 */
export class BlindIndex {
  readonly #ring: KeyRing
  readonly #keys = new Map<string, Buffer>()

  constructor(ring: KeyRing) {
    this.#ring = ring
  }

  /** Undefined for what cannot be searched: empty, or neither text, number nor truth value. */
  token(tenant: string, field: string, value: JsonValue): string | undefined {
    if (typeof value === 'object' || value === null) return undefined
    const text = normalised(String(value))
    return text === '' ? undefined : shortMac(this.#key(tenant), `${field}\n${text}`)
  }

  #key(tenant: string): Buffer {
    const known = this.#keys.get(tenant) ?? this.#ring.derived(`blind-index/${tenant}`)
    this.#keys.set(tenant, known)
    return known
  }
}

/** Trimmed, one blank between words, without the difference of capital and small letters, composed (Unicode NFC). */
export const normalised = (text: string): string =>
  text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase().replaceAll('ß', 'ss').normalize('NFC')
