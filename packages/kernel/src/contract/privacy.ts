/** What the data cockpit asks of the platform: what is stored about a person, who saw it, and what the law asks to be done with it. */
import type { Checkpoint, LedgerEntry } from '@fachwerk/ledger'
import type { DataCategory, ProcessingActivity } from '@fachwerk/privacy'
import type { JsonValue, LocalText } from '@fachwerk/problem'
import type { Answer, Page, Person } from '../api.ts'

/** An access as its data subject (or the data protection officer) sees it. */
export interface LedgerView extends LedgerEntry {
  readonly index: number
  readonly tenantName: string
  /** Only for the data protection officer (`ofTenant`): what a person or program that looked is called now. */
  readonly actorName?: string
}
export interface LedgerFilter {
  readonly from?: Date
  readonly until?: Date
  readonly tenant?: string
  readonly category?: DataCategory
  readonly caseId?: string
  /** Own accesses too; default false. */
  readonly own?: boolean
  readonly offset?: number
  readonly limit?: number
}
export interface LedgerProof {
  readonly entry: { readonly index: number; readonly at: number; readonly salt: string; readonly content: string }
  /** Hex, RFC 9162 §2.1.3. */
  readonly inclusion: readonly string[]
  readonly checkpoint: string
}
/** A system that records into the ledger: completeness is said, not assumed. */
export interface RecordingSystem {
  readonly id: string
  readonly name: { readonly de: string; readonly en: string }
  readonly since: Date
  readonly lastHeartbeat: Date
  readonly entries: number
}
export interface LedgerService {
  /** Newest first. Entries withheld by law are not in it. */
  mine(person: Person, filter?: LedgerFilter): Promise<Page<LedgerView>>
  /** How many are withheld from this person, by ground, with the date of the next review. */
  withheld(
    person: Person,
  ): Promise<readonly { readonly ground: string; readonly legalBasis: string; readonly count: number; readonly review: Date }[]>
  /** Of one case, for "Wer hat hineingesehen"; people who may see the case. */
  ofCase(caseId: string, person: Person, filter?: LedgerFilter): Answer<Page<LedgerView>>
  /** For the data protection officer of the authority: everything of it, withheld ones too. Subjects are pseudonyms. */
  ofTenant(person: Person, filter?: LedgerFilter): Answer<Page<LedgerView>>
  proof(index: number, person: Person): Answer<LedgerProof>
  /** Consistency proof between two checkpoints (hex, RFC 9162 §2.1.4), for witnesses; public. */
  consistency(from: number, to: number): Answer<readonly string[]>
  systems(): Promise<readonly RecordingSystem[]>
  checkpoint(): Promise<Checkpoint | undefined>
  /** Adds the cosignature of a configured witness to the newest checkpoint it fits. */
  addCosignature(note: string): Answer<void>
  /** NDJSON for `fachwerk ledger verify`. */
  export(person: Person, since?: number): AsyncIterable<string>
  /** Unusual patterns (same surname, accesses outside of own tasks, many in short time, at night): one per person and pattern, in this order. */
  findings(person: Person): Answer<readonly LedgerFinding[]>
}
export interface LedgerFinding {
  readonly kind: 'no-relation' | 'many' | 'same-surname' | 'at-night'
  /** Pseudonym of whoever looked, as in the entries. */
  readonly actor: string
  readonly actorName: string
  readonly from: Date
  readonly until: Date
  readonly count: number
  readonly text: { readonly de: string; readonly en: string }
  readonly entries: readonly number[]
}

/** One case, draft or account that holds data of a person. */
export interface StoredAbout {
  readonly kind: 'account' | 'case' | 'draft' | 'file'
  readonly id: string
  readonly title: string
  readonly tenant?: string
  readonly tenantName?: string
  readonly purpose?: string
  readonly legalBasis?: string
  readonly since: Date
  /** When it goes; absent: while the case is open, or no period is declared. */
  readonly until?: Date
  /** How long, in words, where no day can be named. */
  readonly period?: LocalText
  readonly hold?: { readonly ground: string; readonly review: Date }
  readonly fields: readonly {
    readonly path: string
    readonly label: string
    readonly category: DataCategory | null
    readonly value: JsonValue
    /** The value in the words of the form that asked for it: options by their labels, dates by the calendar. */
    readonly text?: LocalText
    /** No form asks for it and nothing declares it: an intermediate result of the case. */
    readonly derived?: true
  }[]
}
/** An entry of the register, with the names people know. */
export interface RegisteredActivity extends ProcessingActivity {
  readonly authorityName?: string
  /** `recipients`, groups by their names. */
  readonly recipientNames: readonly string[]
}
export interface PrivacyService {
  storedAbout(person: Person): Promise<readonly StoredAbout[]>
  /** Of the processes of the person's authority; for the data protection officer all. */
  register(person: Person): Answer<readonly RegisteredActivity[]>
  /**
   * Destroys the keys of what the authority has of a person: everything readable with them is gone, in backups too; with the last authority
   * also account, drafts and uploads. Refused with the ground where a hold stands, and with their numbers while cases are open. `keep`: the
   * case in which the erasure was asked for. A third person of a case is named `<case>#<part>`, e.g. `c_…#unfallbeteiligte`.
   */
  erase(
    personId: string,
    by: Person,
    keep?: string,
  ): Answer<{ readonly cases: number; readonly drafts: number; readonly files: number }>
  holds(by: Person): Answer<readonly LegalHold[]>
  /** Those of the own authority that keep it from erasing what it has of this person. */
  holdsAgainst(person: string, by: Person): Answer<readonly LegalHold[]>
  addHold(hold: Pick<LegalHold, 'person' | 'caseId' | 'ground' | 'legalBasis' | 'review'>, by: Person): Answer<LegalHold>
  /** Never by the one who set it. */
  endHold(id: string, by: Person): Answer<void>
  /** What went at the end of its period, or by erasure: what, when, by which rule; no content. */
  deletions(by: Person, filter?: { readonly offset?: number; readonly limit?: number }): Answer<Page<Deletion>>
}
export interface LegalHold {
  readonly id: string
  readonly tenant: string
  readonly person?: string
  readonly caseId?: string
  /** For people: `BP-2026-00418`; in lists. */
  readonly caseNumber?: string
  readonly ground: string
  readonly legalBasis: string
  readonly since: Date
  readonly review: Date
}
export interface Deletion {
  readonly at: Date
  readonly kind: 'case' | 'person' | 'draft' | 'ledger-content'
  readonly reference: string
  readonly rule: string
}
