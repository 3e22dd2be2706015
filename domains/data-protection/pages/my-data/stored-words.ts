import type { StoredAbout } from '@fachwerk/kernel'
import { formatDate, type Language, type Translate } from '@fachwerk/web'
import type { JsonValue } from '@fachwerk/problem'
import type { myDataMessages } from './messages.ts'

type T = Translate<keyof (typeof myDataMessages)['de'] & string>

export const storedUrl = ({ kind, id }: StoredAbout): string => `/meine-daten/gespeichert/${kind}/${encodeURIComponent(id)}`

/** Since when, where that was kept. */
export const sinceWords = ({ since }: StoredAbout, t: T, language: Language): string | undefined =>
  since.getTime() === 0 ? undefined : t('stored.since', { date: formatDate(since, language) })

/** When it goes, as far as that is known. */
export const periodWords = (stored: StoredAbout, t: T, language: Language): string => {
  if (stored.until) return t('stored.until', { date: formatDate(stored.until, language) })
  return t(stored.kind === 'account' ? 'stored.open.account' : 'stored.open')
}

/** Authorities in the order of their names, each with what it holds; what belongs to none comes last. */
export function byAuthority(stored: readonly StoredAbout[]): readonly (readonly [string | undefined, readonly StoredAbout[]])[] {
  const groups = Map.groupBy(stored, ({ tenantName }) => tenantName)
  return [...groups].toSorted(([left], [right]) =>
    left === undefined ? 1 : right === undefined ? -1 : left.localeCompare(right, 'de'),
  )
}

/** A stored value as people read it: dates by the calendar, lists one below the other, files by their names. */
export function valueWords(value: JsonValue, t: T, language: Language): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no')
  if (typeof value === 'string')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(new Date(`${value}T12:00:00Z`), language) : value
  if (typeof value === 'number') return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB').format(value)
  if (Array.isArray(value)) return value.map((item: JsonValue) => valueWords(item, t, language)).join('\n')
  const parts = value as Readonly<Record<string, JsonValue>>
  if (typeof parts['sha256'] === 'string' && typeof parts['name'] === 'string') return parts['name']
  return Object.values(parts)
    .map((item) => valueWords(item, t, language))
    .filter((text) => text !== '')
    .join(', ')
}
