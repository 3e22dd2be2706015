import { ok } from '@fachwerk/problem'
import type { Identity, Unit } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { randomId } from '../random-id.ts'
import { invalid, notFound } from '../refusal.ts'
import type { KernelTransaction, UnitRow } from '../storage/tables.ts'
import { noteChange, staleChange } from './admin-log.ts'
import { fieldProblem, idProblems, invalidField, invalidFields, nameProblems } from './field-problem.ts'
import { changeOf, type IdentityParts } from './identity-parts.ts'
import { administratorsOnly, isAdministrator } from './who-may.ts'

const unitOf = ({ parent, ...row }: UnitRow): Unit => ({ ...row, ...(parent !== null && { parent }) })
const unitNotFound = () => notFound({ de: 'Organisationseinheit', en: 'Unit' })

export function createUnits(parts: IdentityParts): Pick<Identity, 'units' | 'saveUnit' | 'removeUnit'> {
  const { requests, clock, log } = parts
  return {
    units: async (by) => {
      if (by.tenant === undefined) return []
      const rows = await requests(by).selectFrom('unit').selectAll().where('tenant', '=', by.tenant).orderBy('name').execute()
      return rows.map(unitOf)
    },
    saveUnit: guarded(log, async (unit, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      const id = unit.revision === 0 && unit.id === '' ? randomId('u') : storable(unit.id)
      const problems = [...nameProblems(unit.name), ...(unit.revision === 0 && unit.id !== '' ? idProblems(unit.id) : [])]
      if (problems.length > 0) return invalidFields(problems)
      return changeOf(parts, by.tenant, by, async (trx) => {
        const tree = await unitsOf(trx, by.tenant)
        const before = tree.get(id)
        if (unit.revision !== 0 && !before) return unitNotFound()
        if (before && before.revision !== unit.revision) return staleChange(trx, id, unit.revision)
        const parent = unit.parent ? storable(unit.parent) : null
        if (parent !== null && !tree.has(parent)) return unitNotFound()
        if (liesBelow(tree, parent, id)) return circle()
        const wished = { id, tenant: by.tenant, name: storable(unit.name.trim()), parent, revision: unit.revision + 1 }
        const row = before ? await change(trx, wished) : await add(trx, wished)
        const verb = before ? { de: 'geändert', en: 'changed' } : { de: 'angelegt', en: 'created' }
        const text = { de: `Organisationseinheit „${row.name}“ ${verb.de}.`, en: `Unit “${row.name}” ${verb.en}.` }
        await noteChange(trx, { tenant: by.tenant, subject: row.id, revision: row.revision, text }, by, clock())
        return ok(unitOf(row))
      })
    }),
    removeUnit: guarded(log, async (id, revision, by) => {
      if (!isAdministrator(by)) return administratorsOnly()
      return changeOf(parts, by.tenant, by, async (trx) => {
        const tree = await unitsOf(trx, by.tenant)
        const row = tree.get(id)
        if (!row) return unitNotFound()
        if (row.revision !== revision) return staleChange(trx, id, revision)
        const used = await trx.selectFrom('person').select('id').where('unit_id', '=', id).limit(1).executeTakeFirst()
        if (used || [...tree.values()].some(({ parent }) => parent === id)) return stillUsed()
        await trx.deleteFrom('unit').where('id', '=', id).execute()
        const text = { de: `Organisationseinheit „${row.name}“ entfernt.`, en: `Unit “${row.name}” removed.` }
        await noteChange(trx, { tenant: by.tenant, subject: id, text }, by, clock())
        return ok(undefined)
      })
    }),
  }
}

async function unitsOf(trx: KernelTransaction, tenant: string): Promise<ReadonlyMap<string, UnitRow>> {
  const rows = await trx.selectFrom('unit').selectAll().where('tenant', '=', tenant).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function change(trx: KernelTransaction, row: UnitRow): Promise<UnitRow> {
  await trx.updateTable('unit').set(row).where('id', '=', row.id).where('tenant', '=', row.tenant).execute()
  return row
}

/** A wished id that another authority has is silently another one: what is there shows nowhere. */
async function add(trx: KernelTransaction, wished: UnitRow): Promise<UnitRow> {
  for (let row = wished; ; row = { ...wished, id: randomId('u') }) {
    const added = await trx
      .insertInto('unit')
      .values(row)
      .onConflict((on) => on.column('id').doNothing())
      .returning('id')
      .execute()
    if (added.length > 0) return row
  }
}

/** Going up from `from`, does one come by `id`? */
function liesBelow(tree: ReadonlyMap<string, UnitRow>, from: string | null, id: string): boolean {
  for (let at = from; at !== null; at = tree.get(at)?.parent ?? null) if (at === id) return true
  return false
}

const circle = () =>
  invalidField('parent', 'circle', {
    de: 'Eine Einheit kann nicht unter sich selbst liegen, auch nicht über andere. Wählen Sie eine andere übergeordnete Einheit.',
    en: 'A unit cannot lie below itself, not by way of others either. Choose another unit above.',
  })
const stillUsed = () => {
  const text = {
    de: 'Zu dieser Einheit gehören noch Personen oder Einheiten. Ordnen Sie sie zuerst einer anderen zu.',
    en: 'People or units still belong to this unit. Move them to another one first.',
  }
  return invalid(text, [fieldProblem('unit', 'in-use', text)])
}
