import { startSubscriptions } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import { withoutStarter } from '../generated-forms/field-of-use.ts'
import { randomId } from '../random-id.ts'
import type { Batch } from './batch.ts'
import type { FollowUp } from './follow-up.ts'
import type { HotInstance } from './hot-instance.ts'
import type { Reachable } from './messages.ts'
import { openSubscriptions } from './open-subscriptions.ts'

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
  const wanted = { kind: 'signal', name, correlationKey: '', within: [from.row.tenant] } as const
  const all = await openSubscriptions(reachable.sql, batch, wanted)
  const waiting = all.filter(({ instance_id }) => instance_id !== from.row.id)
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
