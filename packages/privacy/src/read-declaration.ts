import type { LocalText } from '@fachwerk/problem'
import type { DataCategory, PersonalData, Purpose } from './api.ts'
import { dataCategories, isDataCategory } from './category-text.ts'
import { parseRetention } from './retention.ts'

/** A declaration as it stands in a model: attributes in BPMN, properties in a form. */
export interface DeclarationText {
  readonly category: string | undefined
  readonly subject?: string | undefined
  readonly purpose?: string | undefined
  readonly legalBasis?: string | undefined
  readonly retention?: string | undefined
  readonly searchable?: string | boolean | undefined
  /** Names of purposes, separated by commas. */
  readonly alsoFor?: string | undefined
}
/** What is wrong with a declaration; the reader of the file adds the place. */
export interface DeclarationMistake {
  readonly rule: 'unknown-category' | 'malformed-retention' | 'malformed-subject' | 'unknown-purpose'
  readonly message: LocalText
  readonly remedy: LocalText
}
/** `none`: the author says that the field is not personal, whatever its name looks like. */
export type Declaration = PersonalData | 'none'

const purposes: ReadonlySet<string> = new Set<Purpose>([
  'case-work',
  'own-data',
  'operations',
  'privacy-control',
  'disclosure',
  'statistics',
])

/** Reads one declaration. Without a readable category there is none; other parts that cannot be read are left out, and told. */
export function readDeclaration(text: DeclarationText): {
  readonly declaration?: Declaration
  readonly mistakes: readonly DeclarationMistake[]
} {
  const category = text.category?.trim()
  if (category === 'none') return { declaration: 'none', mistakes: [] }
  if (!isDataCategory(category)) return { mistakes: [unknownCategory(category ?? '')] }
  const subject = filled(text.subject)
  const alsoFor = (text.alsoFor ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const retention = readRetention(text.retention)
  const mistakes = [
    ...(subject === undefined || isSubject(subject) ? [] : [malformedSubject(subject)]),
    ...retention.mistakes,
    ...alsoFor.filter((name) => !purposes.has(name)).map(unknownPurpose),
  ]
  return { declaration: declarationOf(category, text, subject, retention.retention, alsoFor), mistakes }
}

function declarationOf(
  category: DataCategory,
  text: DeclarationText,
  subject: string | undefined,
  retention: string | undefined,
  alsoFor: readonly string[],
): PersonalData {
  const purpose = filled(text.purpose)
  const legalBasis = filled(text.legalBasis)
  return {
    category,
    subject: subject !== undefined && isSubject(subject) ? subject : 'starter',
    searchable: text.searchable === true || filled(String(text.searchable ?? '')) === 'true',
    alsoFor: alsoFor.filter((name): name is Purpose => purposes.has(name)),
    ...(purpose === undefined ? {} : { purpose }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
    ...(retention === undefined ? {} : { retention }),
  }
}

/** A period of a model; one that cannot be read is left out, and told. */
export function readRetention(text: string | undefined): {
  readonly retention?: string
  readonly mistakes: readonly DeclarationMistake[]
} {
  const retention = filled(text)
  if (retention === undefined) return { mistakes: [] }
  return parseRetention(retention) ? { retention, mistakes: [] } : { mistakes: [malformedRetention(retention)] }
}

const filled = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
/** One word, because it stands in keys and addresses. */
const isSubject = (text: string): boolean => /^\p{L}[\p{L}\p{N}_-]{0,63}$/u.test(text)
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

const unknownCategory = (category: string): DeclarationMistake => ({
  rule: 'unknown-category',
  message: {
    de: `Die Art der personenbezogenen Daten „${shortened(category)}“ gibt es nicht.`,
    en: `There is no category of personal data "${shortened(category)}".`,
  },
  remedy: {
    de: `Möglich sind: ${dataCategories.join(', ')}; none, wenn die Angabe niemanden betrifft.`,
    en: `Choose one of: ${dataCategories.join(', ')}; none, where the value is about nobody.`,
  },
})
const malformedRetention = (retention: string): DeclarationMistake => ({
  rule: 'malformed-retention',
  message: {
    de: `„${shortened(retention)}“ ist keine Frist. Ohne Frist weiß niemand, wann die Daten gelöscht werden.`,
    en: `"${shortened(retention)}" is no period. Without one nobody knows when the data are erased.`,
  },
  remedy: {
    de: 'Schreiben Sie die Frist nach ISO 8601: P3Y für drei Jahre, P6M für sechs Monate, P30D für 30 Tage.',
    en: 'Write the period in ISO 8601: P3Y for three years, P6M for six months, P30D for 30 days.',
  },
})
const malformedSubject = (subject: string): DeclarationMistake => ({
  rule: 'malformed-subject',
  message: {
    de: `„${shortened(subject)}“ sagt nicht, um wessen Daten es geht: Erwartet wird ein einzelnes Wort.`,
    en: `"${shortened(subject)}" does not say whose data it is: a single word is expected.`,
  },
  remedy: {
    de: 'Schreiben Sie starter für die Person, die den Vorgang begonnen hat, oder die Rolle der Person, zum Beispiel zeuge.',
    en: 'Write starter for the person who began the case, or the part the person plays, for example witness.',
  },
})
const unknownPurpose = (purpose: string): DeclarationMistake => ({
  rule: 'unknown-purpose',
  message: {
    de: `Den Zweck „${shortened(purpose)}“ gibt es nicht; für ihn wird der Zugriff immer verweigert.`,
    en: `There is no purpose "${shortened(purpose)}"; access for it is always refused.`,
  },
  remedy: { de: `Möglich sind: ${[...purposes].join(', ')}.`, en: `Choose from: ${[...purposes].join(', ')}.` },
})
