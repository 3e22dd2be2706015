import type { KernelSql, SubscriptionRow } from '../storage/tables.ts'
import type { Batch } from './batch.ts'

export interface Wanted {
  readonly kind: SubscriptionRow['kind']
  readonly name: string
  /** Of a signal: empty. */
  readonly correlationKey: string
  /** Authorities whose cases are meant. */
  readonly within: readonly string[] | 'all'
}

/** Who waits for a message or signal: the subscriptions stored, as this batch has changed them. */
export async function openSubscriptions(
  sql: KernelSql,
  batch: Batch,
  { kind, name, correlationKey, within }: Wanted,
): Promise<readonly SubscriptionRow[]> {
  // Taken before the look: whether that sees the batch under way or not makes no difference then.
  const changes = new Map([...(batch.before?.subscriptions ?? []), ...batch.subscriptions])
  const stored = sql
    .selectFrom('subscription')
    .selectAll()
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('correlation_key', '=', correlationKey)
    .orderBy('instance_id')
    .orderBy('subscription')
  const found = await (within === 'all' ? stored : stored.where('tenant', 'in', [...within])).execute()
  const unchanged = found.filter((row) => !changes.has(`${row.instance_id} ${row.subscription}`))
  const isWanted = (row: SubscriptionRow) =>
    row.kind === kind &&
    row.name === name &&
    row.correlation_key === correlationKey &&
    (within === 'all' || within.includes(row.tenant))
  return [...unchanged, ...[...changes.values()].flatMap(({ row, set }) => (set && isWanted(row) ? [row] : []))]
}
