import { optionsSourcesOf, withPlatformOptions, type FormModel, type Option } from '@fachwerk/forms'
import { sql as statement } from 'kysely'
import type { Job } from '../api.ts'
import { landTenant } from '../cases/case-tenant.ts'
import type { KernelSql } from '../storage/tables.ts'

/** The authorities of this house as everybody may know them: their names are no secret of theirs. */
export interface Authorities {
  /** As a job handler is told for whom it works. */
  named(id: string): Promise<Job['authority']>
  /** The form with what it offers of the house: authorities that can be addressed (`fachwerk:authorities`). */
  offering(form: FormModel): Promise<FormModel>
}

export function createAuthorities(sql: KernelSql): Authorities {
  return {
    named: (id) => sql.selectFrom('tenant').select(['id', 'name']).where('id', '=', id).executeTakeFirst(),
    offering: async (form) =>
      optionsSourcesOf(form).size === 0 ? form : withPlatformOptions(form, { authorities: await addressable(sql) }),
  }
}

/**
 * Whoever is here can be addressed; the state itself only where it answers for cases, for it keeps no desk of its own. What is closed
 * takes nothing any more, but is still called by its name.
 */
async function addressable(sql: KernelSql): Promise<readonly Option[]> {
  const { rows } = await statement<{ id: string; name: string; state: string }>`select id, name, state from kernel.tenant
    where id <> ${landTenant} or exists (select from kernel.instance where tenant = ${landTenant})`.execute(sql)
  return rows
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
    .map(({ id, name, state }) => ({ value: id, label: name, ...(state !== 'active' && { retired: true as const }) }))
}
