import { join } from 'node:path'

/** Folder of the repository (or of the installed distribution): where `data/` lies by default. */
export const root = join(import.meta.dirname, '../../..')
