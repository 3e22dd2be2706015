import type { ProcessModel } from '@fachwerk/bpmn'
import { conditionalStart, startSubscriptions } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import { withoutStarter } from '../generated-forms/field-of-use.ts'
import type { Batch } from './batch.ts'
import { beginnings, type Told } from './beginnings.ts'
import type { FollowUp } from './follow-up.ts'
import type { HotInstance } from './hot-instance.ts'
import type { Reachable } from './messages.ts'
import { openSubscriptions } from './open-subscriptions.ts'

export interface Signal extends Told {
  readonly name: string
  /** The instance that throws it: it has had its own signal already. Absent: it comes from outside. */
  readonly from?: string
}

/** As a case throws it. */
export const thrownSignal = ({ row }: HotInstance, name: string, variables: JsonObject, at: number): Signal => ({
  name,
  variables,
  at,
  from: row.id,
  within: [row.tenant],
  by: row.started_by,
  ...(row.subject === null ? {} : { subject: row.subject }),
})

/**
 * Who receives a signal: every waiting case of the authorities it is for, and every process that begins by it (BPMN 2.0.2, 10.5.5). It is
 * kept for nobody, and says nothing about who began a case.
 */
export async function signalReceivers(reachable: Reachable, batch: Batch, signal: Signal): Promise<FollowUp[]> {
  const { name, at, from, within } = signal
  const variables = withoutStarter(signal.variables)
  const all = await openSubscriptions(reachable.sql, batch, { kind: 'signal', name, correlationKey: '', within })
  const waiting = all.filter(({ instance_id }) => instance_id !== from)
  const followUps = waiting.map(({ instance_id, subscription }): FollowUp => ({
    kind: 'command',
    instance: instance_id,
    command: { type: 'deliver-signal', subscription, variables, at },
  }))
  const begun = await beginningInside(reachable, { ...signal, variables }, (model) =>
    startSubscriptions(model, at).signals.find((one) => one.name === name),
  )
  return [...followUps, ...begun]
}

/** Processes whose start event has a condition that holds for what somebody outside tells (BPMN 2.0.2, 10.5.2). */
export const conditionReceivers = (reachable: Reachable, told: Told): Promise<FollowUp[]> => {
  const variables = withoutStarter(told.variables)
  return beginningInside(reachable, { ...told, variables }, (model) => {
    const startEvent = conditionalStart(model, variables, told.at)
    return startEvent === undefined ? undefined : { startEvent }
  })
}

/** Only cases of the authorities it is for. */
async function beginningInside(
  reachable: Reachable,
  told: Told,
  startOf: (model: ProcessModel) => { readonly startEvent: string } | undefined,
): Promise<FollowUp[]> {
  const found = await beginnings(reachable, told, ({ model }) => startOf(model))
  return found.flatMap(({ instance }): FollowUp[] =>
    told.within === 'all' || told.within.includes(instance.tenant) ? [{ kind: 'create', instance }] : [],
  )
}
