import type { NavigationItem } from '@fachwerk/web'

/** Main navigation of the assistants; `section` is what `<Layout section>` names. */
export const navigation: readonly NavigationItem[] = [
  { section: 'assistants', href: '/assistenten', label: { de: 'Assistenten', en: 'Assistants' } },
  { section: 'tasks', href: '/aufgaben', label: { de: 'Aufgaben', en: 'Tasks' }, roles: ['clerk', 'privacy-officer'] },
  { section: 'cases', href: '/vorgaenge', label: { de: 'Vorgänge', en: 'Cases' } },
  { section: 'workshop', href: '/werkstatt', label: { de: 'Werkstatt', en: 'Workshop' }, roles: ['modeller'] },
]
