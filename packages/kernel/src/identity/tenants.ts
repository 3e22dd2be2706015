import { ok } from '@fachwerk/problem'
import { sql as statement } from 'kysely'
import type { Identity, Tenant } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { notFound } from '../refusal.ts'
import type { KernelSql, TenantRow } from '../storage/tables.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { fieldProblem, idProblems, idTaken, invalidFields, nameProblems } from './field-problem.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { isAdministrator, isOperator, operatorsOnly } from './who-may.ts'

const states = { active: { de: 'geöffnet', en: 'opened' }, closed: { de: 'geschlossen', en: 'closed' } } as const

type Told = Pick<Tenant, 'contact' | 'privacyOfficer' | 'measures'>
const longest: Readonly<Record<keyof Told, number>> = { contact: 500, privacyOfficer: 500, measures: 8000 }

/** Without what is not given. */
const tenantOf = ({ contact, privacy_officer, measures, ...tenant }: TenantRow): Tenant => ({
  ...tenant,
  ...(contact === '' ? {} : { contact }),
  ...(privacy_officer === '' ? {} : { privacyOfficer: privacy_officer }),
  ...(measures === '' ? {} : { measures }),
})

/** Authorities with a data protection officer, as far as one may see their people. */
async function withOfficer(sql: KernelSql): Promise<ReadonlySet<string | null>> {
  const { rows } = await statement<{ tenant: string | null }>`select distinct tenant from kernel.person
    where 'privacy-officer' = any(roles) and state = 'active'`.execute(sql)
  return new Set(rows.map(({ tenant }) => tenant))
}

/** Absent ones stay as they are. */
export const columnsOf = ({ contact, privacyOfficer, measures }: Told): Partial<TenantRow> => ({
  ...(contact === undefined ? {} : { contact: storable(contact.trim()) }),
  ...(privacyOfficer === undefined ? {} : { privacy_officer: storable(privacyOfficer.trim()) }),
  ...(measures === undefined ? {} : { measures: storable(measures.trim()) }),
})

const textProblems = (told: Told) =>
  Object.entries(longest).flatMap(([field, most]) => {
    const text = told[field as keyof Told]
    return text === undefined || text.length <= most
      ? []
      : [fieldProblem(field, 'too-long', { de: `Höchstens ${most} Zeichen.`, en: `At most ${most} characters.` })]
  })

export function createTenants(parts: IdentityParts): Pick<Identity, 'tenants' | 'createTenant' | 'saveTenant'> {
  const { requests, clock, log } = parts
  return {
    tenants: async (by) => {
      const all = isOperator(by) || isAdministrator(by)
      if (!all && by.tenant === undefined) return []
      const rows = requests(by).selectFrom('tenant').selectAll().orderBy('name')
      const found = (await (all ? rows : rows.where('id', '=', by.tenant!)).execute()).map(tenantOf)
      const staffed = await withOfficer(requests(by))
      const isTold = ({ id, state }: Tenant) => state === 'active' && (isOperator(by) || id === by.tenant)
      return found.map((tenant) => (isTold(tenant) && !staffed.has(tenant.id) ? { ...tenant, withoutOfficer: true } : tenant))
    },
    createTenant: guarded(log, async (tenant, by) => {
      if (!isOperator(by)) return operatorsOnly()
      const problems = [...idProblems(tenant.id), ...nameProblems(tenant.name)]
      if (problems.length > 0) return invalidFields(problems)
      const row: Tenant = { id: tenant.id, name: storable(tenant.name.trim()), kind: tenant.kind, state: 'active', revision: 1 }
      return changeOf(parts, row.id, by, async (trx) => {
        const made = await trx
          .insertInto('tenant')
          .values({ ...row, contact: '', privacy_officer: '', measures: '' })
          .onConflict((on) => on.column('id').doNothing())
          .returning('id')
          .execute()
        if (made.length === 0) return idTaken()
        const text = { de: `Behörde „${row.name}“ angelegt.`, en: `Authority “${row.name}” created.` }
        await noteChange(trx, { tenant: row.id, subject: row.id, revision: 1, text }, by, clock())
        return ok(row)
      })
    }),
    saveTenant: guarded(log, async ({ id, name, state, revision, ...told }, by) => {
      if (!isOperator(by)) return operatorsOnly()
      const problems = [...nameProblems(name), ...textProblems(told)]
      if (problems.length > 0) return invalidFields(problems)
      return changeOf(parts, storable(id), by, async (trx) => {
        const before = await trx.selectFrom('tenant').selectAll().where('id', '=', storable(id)).executeTakeFirst()
        if (!before) return notFound({ de: 'Behörde', en: 'Authority' })
        if (before.revision !== revision) return staleChange(trx, before.id, revision)
        const row: TenantRow = { ...before, ...columnsOf(told), name: storable(name.trim()), state, revision: revision + 1 }
        await trx.updateTable('tenant').set(row).where('id', '=', row.id).execute()
        const word = before.state === state ? { de: 'geändert', en: 'changed' } : states[state]
        const text = { de: `Behörde „${row.name}“ ${word.de}.`, en: `Authority “${row.name}” ${word.en}.` }
        await noteChange(trx, { tenant: row.id, subject: row.id, revision: row.revision, text }, by, clock())
        return ok(tenantOf(row))
      })
    }),
  }
}
