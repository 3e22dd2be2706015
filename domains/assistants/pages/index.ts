import type { Routes } from '@fachwerk/web'
import { apiRoutes } from '../api/routes.ts'
import { caseRoutes } from './cases/routes.tsx'
import { catalogueRoutes } from './catalogue/routes.tsx'
import { modelRoutes } from './models/routes.tsx'
import { uploadRoutes } from './run/upload-routes.ts'
import { startRoutes } from './start/routes.tsx'
import { taskRoutes } from './tasks/routes.tsx'
import { toolRoutes } from './tools/routes.tsx'

export { navigation } from './navigation.ts'

/** All pages and the JSON API of this domain. */
export const routes: readonly Routes[] = [
  startRoutes,
  catalogueRoutes,
  taskRoutes,
  uploadRoutes,
  caseRoutes,
  modelRoutes,
  toolRoutes,
  apiRoutes,
]
