import { join } from 'node:path'
import { defineModule } from '@fachwerk/kernel'
import { seed } from './demo/seed.ts'
import { eraseData } from './jobs/erase-data.ts'
import { lookUpHolds } from './jobs/look-up-holds.ts'
import { requestLetters } from './jobs/request-letters.ts'

/** Models and job handlers of data protection. Pages are exported apart (`./pages`), so that the command line does not load them. */
export const dataProtection = defineModule({
  id: 'data-protection',
  publisher: 'mi',
  models: ['processes', 'decisions', 'forms'].map((folder) => join(import.meta.dirname, folder)),
  jobs: { ...requestLetters, 'daten-loeschen': eraseData, 'loeschsperren-nachsehen': lookUpHolds },
  demo: { people: [], seed },
})
