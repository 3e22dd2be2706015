import type { StoredAbout } from '@fachwerk/kernel'
import { readableName } from '@fachwerk/forms'
import { retentionText } from '@fachwerk/privacy'
import { formatDate, type Language, type Translate } from '@fachwerk/web'
import type { JsonValue } from '@fachwerk/problem'
import type { myDataMessages } from './messages.ts'

type T = Translate<keyof (typeof myDataMessages)['de'] & string>

export const storedUrl = ({ kind, id }: StoredAbout): string => `/meine-daten/gespeichert/${kind}/${encodeURIComponent(id)}`

/** Since when it is stored. */
export const sinceWords = ({ since }: StoredAbout, t: T, language: Language): string =>
  t('stored.since', { date: formatDate(since, language) })

/** When it goes, as far as that is known. */
export const periodWords = (stored: StoredAbout, t: T, language: Language): string => {
  if (stored.until) return t('stored.until', { date: formatDate(stored.until, language) })
  if (stored.period) return stored.period[language]
  return t(stored.kind === 'account' ? 'stored.open.account' : 'stored.open')
}

/** Authorities in the order of their names, each with what it holds; what belongs to none comes last. */
export function byAuthority(stored: readonly StoredAbout[]): readonly (readonly [string | undefined, readonly StoredAbout[]])[] {
  const groups = Map.groupBy(stored, ({ tenantName }) => tenantName)
  return [...groups].toSorted(([left], [right]) =>
    left === undefined ? 1 : right === undefined ? -1 : left.localeCompare(right, 'de'),
  )
}

/** A stored value in the words of its form, else as people read it. */
export const fieldWords = ({ text, value }: StoredAbout['fields'][number], t: T, language: Language): string =>
  text ? text[language] : valueWords(value, t, language)

/** Dates by the calendar, periods in words, lists one below the other, files by their names, parts of a whole on lines of their own. */
export function valueWords(value: JsonValue, t: T, language: Language): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
  if (typeof value === 'string') return textWords(value, language)
  if (typeof value === 'number') return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB').format(value)
  if (Array.isArray(value)) return value.map((item: JsonValue) => valueWords(item, t, language)).join('\n')
  const parts = value as Readonly<Record<string, JsonValue>>
  if (typeof parts['sha256'] === 'string' && typeof parts['name'] === 'string') return parts['name']
  return Object.entries(parts)
    .map(([name, item]) => [readableName(name), valueWords(item, t, language)] as const)
    .filter(([, words]) => words !== '')
    .map(([name, words]) => (words.includes('\n') ? `${name}:\n${indented(words)}` : `${name}: ${words}`))
    .join('\n')
}

const indented = (words: string): string => words.replaceAll(/^/gm, '\u2003')

function textWords(text: string, language: Language): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(new Date(`${text}T12:00:00Z`), language)
  return /^P\d+[DWMY]$/.test(text) ? retentionText(text)[language] : text
}
