import { ok } from '@fachwerk/problem'
import type { Identity, Tenant } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { notFound } from '../refusal.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { idProblems, idTaken, invalidFields, nameProblems } from './field-problem.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { isAdministrator, isOperator, operatorsOnly } from './who-may.ts'

const states = { active: { de: 'geöffnet', en: 'opened' }, closed: { de: 'geschlossen', en: 'closed' } } as const

export function createTenants(parts: IdentityParts): Pick<Identity, 'tenants' | 'createTenant' | 'saveTenant'> {
  const { requests, clock, log } = parts
  return {
    tenants: async (by) => {
      const all = isOperator(by) || isAdministrator(by)
      if (!all && by.tenant === undefined) return []
      const rows = requests(by).selectFrom('tenant').selectAll().orderBy('name')
      return (all ? rows : rows.where('id', '=', by.tenant!)).execute()
    },
    createTenant: guarded(log, async (tenant, by) => {
      if (!isOperator(by)) return operatorsOnly()
      const problems = [...idProblems(tenant.id), ...nameProblems(tenant.name)]
      if (problems.length > 0) return invalidFields(problems)
      const row: Tenant = { id: tenant.id, name: storable(tenant.name.trim()), kind: tenant.kind, state: 'active', revision: 1 }
      return changeOf(parts, row.id, by, async (trx) => {
        const made = await trx
          .insertInto('tenant')
          .values(row)
          .onConflict((on) => on.column('id').doNothing())
          .returning('id')
          .execute()
        if (made.length === 0) return idTaken()
        const text = { de: `Behörde „${row.name}“ angelegt.`, en: `Authority “${row.name}” created.` }
        await noteChange(trx, { tenant: row.id, subject: row.id, revision: 1, text }, by, clock())
        return ok(row)
      })
    }),
    saveTenant: guarded(log, async ({ id, name, state, revision }, by) => {
      if (!isOperator(by)) return operatorsOnly()
      const problems = nameProblems(name)
      if (problems.length > 0) return invalidFields(problems)
      return changeOf(parts, storable(id), by, async (trx) => {
        const before = await trx.selectFrom('tenant').selectAll().where('id', '=', storable(id)).executeTakeFirst()
        if (!before) return notFound({ de: 'Behörde', en: 'Authority' })
        if (before.revision !== revision) return staleChange(trx, before.id, revision)
        const row: Tenant = { ...before, name: storable(name.trim()), state, revision: revision + 1 }
        await trx.updateTable('tenant').set(row).where('id', '=', row.id).execute()
        const word = before.state === state ? { de: 'geändert', en: 'changed' } : states[state]
        const text = { de: `Behörde „${row.name}“ ${word.de}.`, en: `Authority “${row.name}” ${word.en}.` }
        await noteChange(trx, { tenant: row.id, subject: row.id, revision: row.revision, text }, by, clock())
        return ok(row)
      })
    }),
  }
}
