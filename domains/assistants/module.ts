import { join } from 'node:path'
import { defineModule } from '@fachwerk/kernel'
import { groups, tenants, units } from './demo/authorities.ts'
import { people } from './demo/people.ts'
import { seed } from './demo/seed.ts'
import { bewohnerparkenJobs } from './jobs/bewohnerparken.ts'
import { melderegisterPruefen } from './jobs/melderegister-pruefen.ts'
import { polizeiJobs } from './jobs/polizei.ts'

/** Models, job handlers and demo. Pages are exported apart (`./pages`), so that the command line does not load them. */
export const assistants = defineModule({
  id: 'assistants',
  // The ministry draws for the municipalities and the police ("Einer für Alle").
  publisher: 'mi',
  models: ['processes', 'decisions', 'forms'].map((folder) => join(import.meta.dirname, folder)),
  jobs: { 'melderegister-pruefen': melderegisterPruefen, ...bewohnerparkenJobs, ...polizeiJobs },
  demo: { tenants, units, groups, people, seed },
})
