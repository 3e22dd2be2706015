import { join } from 'node:path'
import { defineModule } from '@fachwerk/kernel'
import { people } from './demo/people.ts'
import { seed } from './demo/seed.ts'
import { bewohnerparkenJobs } from './jobs/bewohnerparken.ts'
import { melderegisterPruefen } from './jobs/melderegister-pruefen.ts'
import { polizeiJobs } from './jobs/polizei.ts'
import { caseRoutes } from './pages/cases/routes.tsx'
import { catalogueRoutes } from './pages/catalogue/routes.tsx'
import { modelRoutes } from './pages/models/routes.tsx'
import { startRoutes } from './pages/start/routes.tsx'
import { taskRoutes } from './pages/tasks/routes.tsx'

export { navigation } from './pages/navigation.ts'
export const routes = [startRoutes, catalogueRoutes, taskRoutes, caseRoutes, modelRoutes]

export const assistants = defineModule({
  id: 'assistants',
  models: ['processes', 'decisions', 'forms'].map((folder) => join(import.meta.dirname, folder)),
  jobs: { 'melderegister-pruefen': melderegisterPruefen, ...bewohnerparkenJobs, ...polizeiJobs },
  demo: { people, seed },
})
