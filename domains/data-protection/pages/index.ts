import type { Routes } from '@fachwerk/web'
import { myDataRoutes } from './my-data/routes.tsx'
import { officerRoutes } from './officer/routes.tsx'

export { navigation } from './navigation.ts'

/** All pages of this domain. */
export const routes: readonly Routes[] = [myDataRoutes, officerRoutes]
