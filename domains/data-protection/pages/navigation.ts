import type { NavigationItem } from '@fachwerk/web'

/** „Meine Daten“ is everybody's: staff have data of their own too. „Datenschutz“ is the officer's. */
export const navigation: readonly NavigationItem[] = [
  { section: 'my-data', href: '/meine-daten', label: { de: 'Meine Daten', en: 'My data' } },
  { section: 'privacy', href: '/datenschutz', label: { de: 'Datenschutz', en: 'Data protection' }, roles: ['privacy-officer'] },
]
