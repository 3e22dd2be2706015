/**
 * Public contract of the privacy package: how a model says which of its data is personal, about whom, what for and for how long, and
 * what follows from that. Pure.
 *
 * In BPMN, on the process: `fachwerk:purpose`, `fachwerk:legalBasis` (both exist), `fachwerk:retention` (ISO 8601 duration after the end
 * of the case), `fachwerk:authority` (id of the authority responsible), `fachwerk:withheld` … and, in its extension elements, one
 * `<fachwerk:personalData variable="antragsteller.nachname" category="name" subject="starter" …/>` for each variable that no form declares.
 * In a form: `properties` of a field, `personal` = category, `subject`, `purpose`, `legalBasis`, `retention`, `searchable`.
 */
import type { LocalText } from '@fachwerk/problem'

/** What kind of data; the last four are special (Art. 9 and 10 GDPR). */
export type DataCategory =
  | 'name'
  | 'contact'
  | 'address'
  | 'birth'
  | 'identity-document'
  | 'vehicle'
  | 'finance'
  | 'family'
  | 'employment'
  | 'location'
  | 'image'
  | 'communication'
  | 'other'
  | 'health'
  | 'criminal'
  | 'biometric'
  | 'belief'

/**
 * Whose data it is. `starter`: the person who began the case. Anything else is the part a third person plays in the case, in the words of
 * the model (`unfallbeteiligte`): such a person need not have an account, and is kept apart per case.
 */
export type SubjectRole = 'starter' | (string & {})

/** Why somebody processes data: what an access states, and what a declaration allows. */
export type Purpose =
  /** Working on the case the data was given for. */
  | 'case-work'
  /** The data subject looks at own data (Art. 15 GDPR). */
  | 'own-data'
  /** Finding and mending a fault of the platform. */
  | 'operations'
  /** Supervision by the data protection officer (Art. 39 GDPR). */
  | 'privacy-control'
  /** Handing data to another authority by law. */
  | 'disclosure'
  | 'statistics'
  /** Keeping the people and rights of an authority. */
  | 'administration'

export interface PersonalData {
  readonly category: DataCategory
  readonly subject: SubjectRole
  /** In plain words; default: that of the process. */
  readonly purpose?: string
  readonly legalBasis?: string
  /** ISO 8601 duration after the end of the case; default: that of the process. */
  readonly retention?: string
  /** May be searched for by its exact value (blind index). */
  readonly searchable: boolean
  /** Purposes beyond `case-work`, `own-data`, `operations` and `privacy-control` that the law allows. */
  readonly alsoFor: readonly Purpose[]
}
export interface DeclaredField extends PersonalData {
  /** Path of the variable, without indexes of lists: `beteiligte.name`. */
  readonly path: string
  /** In the words of the form. */
  readonly label?: string
}

/** Accesses that law keeps from the person for a time (e.g. § 56 BDSG, § 147 StPO). */
export interface Withholding {
  /** Why, in plain words. */
  readonly ground: string
  readonly legalBasis: string
  /** ISO 8601 duration after the access, at the end of which it is shown at the latest; reviewed then. */
  readonly period: string
}

/** What one process does with personal data: an entry of the register (Art. 30 GDPR). */
export interface ProcessingActivity {
  readonly processKey: string
  readonly name: string
  /** Id of the authority responsible. */
  readonly authority?: string
  readonly purpose?: string
  readonly legalBasis?: string
  readonly retention?: string
  /** Why so long, in plain words. */
  readonly retentionReason?: string
  readonly withheld?: Withholding
  readonly fields: readonly DeclaredField[]
  /** Who receives the data: groups with tasks in it, called processes, whom the model names. */
  readonly recipients: readonly string[]
}

export interface CategoryText {
  readonly category: DataCategory
  /** As in "las Ihre Anschrift": `Anschrift`, with its article in the accusative: `Ihre Anschrift`; of somebody else `die Anschrift`. */
  readonly name: LocalText
  readonly yours: LocalText
  readonly theirs: LocalText
  readonly special: boolean
}
/*
 * Functions exported by index.ts:
 *   purposeFits(field | undefined, purpose): boolean             deny by default: an undeclared purpose does not fit
 *   looksPersonal(key, label?): DataCategory | undefined         for the warning of the upload check (German and English names of fields)
 *   retentionEnd(endedAt: number, retention: string): number     milliseconds; calendar arithmetic in UTC
 *   parseRetention(text), retentionText(text)                    a period, for the machine (undefined: malformed) and for people
 *   categoryText(category): CategoryText, dataCategories, isDataCategory(value)
 *   mapPersonal(variables, fields, change): JsonObject           walks declared paths through contexts and lists; for sealing
 *   personalValues(variables, fields), valuesAt(variables, path), fieldAt(fields, path)
 */
