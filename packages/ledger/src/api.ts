/**
 * Public contract of the ledger package: the tamper-evident record of accesses, without a database. An RFC 9162 Merkle tree over salted
 * commitments, checkpoints as C2SP signed notes (Ed25519), cosignatures of witnesses, offline verification of an export.
 */

/** One access to personal data of one person in one case. Times are whole milliseconds since the epoch. */
export interface LedgerEntry {
  readonly at: number
  /** Authority whose data it is: its pseudonyms, its tree entries. */
  readonly tenant: string
  /** Pseudonym of the data subject at this authority, 32 hex digits. */
  readonly subject: string
  readonly actor: {
    /** Pseudonym of whoever looked at this authority, 32 hex digits; of the data subject itself, `subject`; `service:<type>` of an automatic step. */
    readonly id: string
    /** As shown to the person: function and unit, e.g. `Sachbearbeitung`, `Bürgeramt Celle`. Never the name. */
    readonly role: string
    readonly unit?: string
    readonly tenant?: string
    /** The data subject itself. */
    readonly self?: boolean
    /** What the actor had to do with the case when it was opened; absent where there is no case. */
    readonly relation?: Relation
  }
  readonly channel: 'page' | 'api' | 'export' | 'job' | 'search' | 'administration'
  /** Categories of data that were opened. */
  readonly categories: readonly string[]
  /** Code of the purpose, and the words of the model for it. */
  readonly purpose: string
  readonly purposeText?: string
  readonly legalBasis?: string
  readonly case?: { readonly id: string; readonly number: string; readonly process: string }
  /** Actor and data subject bear the same surname: worth a look by the data protection officer. The surname itself is not kept. */
  readonly sameSurname?: boolean
  /** Kept from the person until then by law. */
  readonly withheld?: { readonly until: number; readonly ground: string; readonly legalBasis: string }
}

/** `assignee`, `group`, `deputy`: by a task of the case. `none`: nothing that is known; such an access is a finding. */
export type Relation = 'starter' | 'assignee' | 'group' | 'deputy' | 'operator' | 'none'

/** A stored entry: its place in the tree and what its commitment was made of. `content`/`salt` are null once its own retention has ended. */
export interface StoredEntry {
  readonly index: number
  /** Also kept after the content is gone; rounded to nothing, part of the leaf, so that back-dating is found. */
  readonly at: number
  /** SHA-256(salt ‖ content), 32 bytes. Leaf hash: RFC 9162 §2.1.1 over (at ‖ commitment). */
  readonly commitment: Uint8Array
  readonly salt: Uint8Array | null
  /** Canonical JSON of index and entry. */
  readonly content: string | null
}

export interface Checkpoint {
  /** Name of the log, e.g. `fachwerk.example/ledger`. */
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  /** Time of the signature; entries from `size` on may not be older. */
  readonly at: number
  /** The signed note as text, with every signature. */
  readonly note: string
}

export type VerifyOutcome =
  | {
      readonly ok: true
      readonly entries: number
      readonly checkpoints: number
      readonly witnesses: readonly string[]
      /** Entries whose content was deleted at the end of its retention. */
      readonly withoutContent: number
    }
  | {
      readonly ok: false
      /** First entry that does not fit; absent where a checkpoint or the file itself is broken. */
      readonly index?: number
      /** Where the exact place cannot be known, because everything was computed anew: it lies from `index` up to, not including, this one. */
      readonly until?: number
      readonly reason: string
      readonly text: { readonly de: string; readonly en: string }
    }
