import type { translator } from '@fachwerk/web'
import type { administrationMessages } from './messages.ts'

export interface Crumb {
  readonly label: string
  readonly href: string
}
type Translate = ReturnType<typeof translator<keyof (typeof administrationMessages)['de']>>

/** The way to a page below one of the administration's lists. */
export const trail = (
  t: Translate,
  list: Parameters<Translate>[0],
  href: string,
  ...more: readonly Crumb[]
): readonly Crumb[] => [{ label: t('title'), href: '/verwaltung' }, { label: t(list), href }, ...more]
