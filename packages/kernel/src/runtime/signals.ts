import { startSubscriptions } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import { withoutStarter } from '../generated-forms/field-of-use.ts'
import { randomId } from '../random-id.ts'
import type { SubscriptionRow } from '../storage/tables.ts'
import type { Batch } from './batch.ts'
import type { FollowUp } from './follow-up.ts'
import type { HotInstance } from './hot-instance.ts'
import type { Reachable } from './messages.ts'

export interface Signal {
  readonly name: string
  readonly variables: JsonObject
  readonly at: number
  /** The instance that throws it: it has had its own signal already. */
  readonly from: HotInstance
}

/**
 * Who receives a signal: every waiting case of the authority that throws it, and every process that begins by it (BPMN 2.0.2, 10.5.5).
 * It does not leave the house, is kept for nobody, and says nothing about who began a case.
 */
export async function signalReceivers(reachable: Reachable, batch: Batch, signal: Signal): Promise<FollowUp[]> {
  const { name, at, from } = signal
  const variables = withoutStarter(signal.variables)
  const waiting = await waitingFor(reachable, batch, signal)
  const followUps = waiting.map(({ instance_id, subscription }): FollowUp => ({
    kind: 'command',
    instance: instance_id,
    command: { type: 'deliver-signal', subscription, variables, at },
  }))
  const { registry, tenants } = reachable
  for (const process of registry.newestProcesses()) {
    const start = process.model.executable && startSubscriptions(process.model, at).signals.find((one) => one.name === name)
    if (!start) continue
    const tenant = await tenants.of(process, variables, from.row.tenant, at)
    if (tenant !== from.row.tenant) continue
    const instance = {
      id: randomId('c'),
      tenant,
      process,
      variables,
      startedBy: from.row.started_by,
      at,
      startEvent: start.startEvent,
    }
    followUps.push({
      kind: 'create',
      instance: from.row.subject === null ? instance : { ...instance, subject: from.row.subject },
    })
  }
  return followUps
}

/** Those stored, as this batch has changed them. */
async function waitingFor({ sql }: Reachable, batch: Batch, { name, from }: Signal): Promise<readonly SubscriptionRow[]> {
  const changes = new Map([...(batch.before?.subscriptions ?? []), ...batch.subscriptions])
  const stored = await sql
    .selectFrom('subscription')
    .selectAll()
    .where('kind', '=', 'signal')
    .where('name', '=', name)
    .where('tenant', '=', from.row.tenant)
    .orderBy('instance_id')
    .orderBy('subscription')
    .execute()
  const unchanged = stored.filter((row) => !changes.has(`${row.instance_id} ${row.subscription}`))
  const added = [...changes.values()].flatMap(({ row, set }) =>
    set && row.kind === 'signal' && row.name === name && row.tenant === from.row.tenant ? [row] : [],
  )
  return [...unchanged, ...added].filter(({ instance_id }) => instance_id !== from.row.id)
}
