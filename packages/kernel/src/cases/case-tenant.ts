import type { JsonObject } from '@fachwerk/problem'
import { compileExpression, toJson } from '@fachwerk/feel'
import type { LoadedProcess } from '../models/model-registry.ts'
import type { KernelSql } from '../storage/tables.ts'

/** Whose data everything is that nobody else answers for. */
export const landTenant = 'land'

export interface CaseTenants {
  /**
   * Authority that answers for a new case (Art. 4 Nr. 7 GDPR): the one its process declares (`fachwerk:authority`, an id or FEEL over the
   * variables at the start), where this house knows it; else that of the member of staff who begins it; else that which published the model.
   */
  of(process: LoadedProcess, variables: JsonObject, staff: string | undefined, now: number): Promise<string>
}

export function createCaseTenants(sql: KernelSql): CaseTenants {
  // Authorities are closed, never deleted: one that was known stays known.
  const known = new Set<string>([landTenant])
  const isKnown = async (id: string): Promise<boolean> => {
    if (known.has(id)) return true
    const found = await sql.selectFrom('tenant').select('id').where('id', '=', id).executeTakeFirst()
    if (found) known.add(id)
    return found !== undefined
  }
  return {
    of: async (process, variables, staff, now) => {
      const declared = declaredAuthority(process.model.extension.authority, variables, now)
      if (declared !== undefined && (await isKnown(declared))) return declared
      return staff ?? process.row.tenant
    },
  }
}

function declaredAuthority(declared: string | undefined, variables: JsonObject, now: number): string | undefined {
  if (!declared?.startsWith('=')) return declared
  const compiled = compileExpression(declared.slice(1))
  const value = compiled.ok ? toJson(compiled.value.evaluate(variables, { now }).value) : undefined
  return typeof value === 'string' && !/[\n\0]/.test(value) ? value : undefined
}
