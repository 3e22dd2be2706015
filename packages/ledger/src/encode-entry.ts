import type { LedgerEntry } from './api.ts'

/**
 * Canonical JSON of an entry: members in the order of the contract, absent ones left out, no white space. The same entry gives the same
 * bytes on every machine, which is what its commitment is made of. Its place in the log and its time come first, so that a verifier can
 * read them without a parser.
 */
export function encodeEntry(index: number, entry: LedgerEntry): string {
  const text = inOrder(index, entry)
  return mayBeRefused.test(text) ? inOrder(index, clean(entry)) : text
}

const inOrder = (index: number, { actor, case: place, withheld, ...entry }: LedgerEntry): string =>
  JSON.stringify({
    index,
    at: entry.at,
    tenant: entry.tenant,
    subject: entry.subject,
    actor: {
      id: actor.id,
      role: actor.role,
      unit: actor.unit,
      tenant: actor.tenant,
      self: actor.self,
      relation: actor.relation,
    },
    channel: entry.channel,
    categories: entry.categories,
    purpose: entry.purpose,
    purposeText: entry.purposeText,
    legalBasis: entry.legalBasis,
    case: place && { id: place.id, number: place.number, process: place.process },
    sameSurname: entry.sameSurname,
    withheld: withheld && { until: withheld.until, ground: withheld.ground, legalBasis: withheld.legalBasis },
  })

/** PostgreSQL takes neither the character NUL nor halves of surrogate pairs in JSON; they become U+FFFD before anything is committed to. */
const mayBeRefused = /\\u(?:0000|d[89a-f])/i

const clean = <T>(value: T): T => {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD') as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(clean) as T
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)])) as T
}

/** An entry and its index. */
export const decodeEntry = (content: string): LedgerEntry & { readonly index: number } =>
  JSON.parse(content) as LedgerEntry & { readonly index: number }
