import { join } from 'node:path'
import type { MigrationOwner } from '@fachwerk/postgres'

/** The schema of the kernel, with that of its keys. */
export const kernelMigrations: MigrationOwner = {
  owner: 'kernel',
  directory: join(import.meta.dirname, '..', '..', 'migrations'),
}
