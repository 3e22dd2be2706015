import type { InstanceRow, KernelSql } from '../storage/tables.ts'
import type { Batch } from './batch.ts'

/** Whether a case of the process that this key began is still active: then there is no second one beside it. */
export async function isStartKeyTaken(
  sql: KernelSql,
  batch: Batch,
  { process, tenant, key }: { readonly process: string; readonly tenant: string; readonly key: string },
): Promise<boolean> {
  const changed = new Map([...(batch.before?.instances ?? []), ...batch.instances])
  const holds = (row: Pick<InstanceRow, 'process_key' | 'tenant' | 'start_key' | 'state'>) =>
    row.process_key === process && row.tenant === tenant && row.start_key === key && row.state === 'active'
  if ([...changed.values()].some(({ row }) => holds(row))) return true
  const stored = await sql
    .selectFrom('instance')
    .select(['id', 'process_key', 'tenant', 'start_key', 'state'])
    .where('start_key', '=', key)
    .where('state', '=', 'active')
    .execute()
  return stored.some((row) => !changed.has(row.id) && holds(row))
}
