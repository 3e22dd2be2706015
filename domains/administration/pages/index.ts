import type { NavigationItem, Routes } from '@fachwerk/web'
import { administrationApi } from '../api/routes.ts'
import { agreementRoutes } from './agreements/routes.tsx'
import { authorityRoutes } from './authorities/routes.tsx'
import { deputyRoutes } from './deputies/routes.tsx'
import { groupRoutes } from './groups/routes.tsx'
import { logRoutes } from './log/routes.tsx'
import { overviewRoutes } from './overview/routes.tsx'
import { pendingRoutes } from './pending/routes.tsx'
import { peopleRoutes } from './people/routes.tsx'
import { programRoutes } from './programs/routes.tsx'
import { unitRoutes } from './units/routes.tsx'

/** All pages and the JSON API of the administration. */
export const routes: readonly Routes[] = [
  overviewRoutes,
  peopleRoutes,
  unitRoutes,
  groupRoutes,
  deputyRoutes,
  agreementRoutes,
  pendingRoutes,
  programRoutes,
  logRoutes,
  authorityRoutes,
  administrationApi,
]

export const navigation: readonly NavigationItem[] = [
  { section: 'administration', href: '/verwaltung', label: { de: 'Verwaltung', en: 'Administration' }, roles: ['administrator'] },
  { section: 'authorities', href: '/behoerden', label: { de: 'Behörden', en: 'Authorities' }, roles: ['operator'] },
  {
    section: 'deputy',
    href: '/konto/vertretung',
    label: { de: 'Meine Vertretung', en: 'My deputy' },
    roles: ['clerk', 'modeller', 'administrator', 'privacy-officer', 'operator'],
    place: 'account',
  },
]
