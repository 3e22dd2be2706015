import type { ProcessModel } from '@fachwerk/bpmn'
import { conditionalStart, startSubscriptions } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import type { Person } from '../api.ts'
import { withoutStarter } from '../generated-forms/field-of-use.ts'
import { mayBegin } from '../models/start-of-process.ts'
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
  /** The instance that throws it: it has had its own signal already. Absent: it comes from outside. */
  readonly from?: string
  /** Authorities whose cases it may reach: a signal does not leave the house. */
  readonly within: readonly string[] | 'all'
  /** Starter of what it begins, and whose cases those are. */
  readonly by: string
  readonly subject?: string
  /** Who sends it from outside: begins nothing that is for other groups. */
  readonly sender?: Person
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
  const begun = await beginning(
    reachable,
    { ...signal, variables },
    (model) => startSubscriptions(model, at).signals.find((one) => one.name === name)?.startEvent,
  )
  return [...followUps, ...begun]
}

/** Processes whose start event has a condition that holds for what somebody outside tells (BPMN 2.0.2, 10.5.2). */
export const conditionReceivers = (reachable: Reachable, told: Omit<Signal, 'name'>): Promise<FollowUp[]> => {
  const variables = withoutStarter(told.variables)
  return beginning(reachable, { ...told, variables }, (model) => conditionalStart(model, variables, told.at))
}

async function beginning(
  { registry, tenants }: Reachable,
  { variables, at, within, by, subject, sender }: Omit<Signal, 'name'>,
  startOf: (model: ProcessModel) => string | undefined,
): Promise<FollowUp[]> {
  const followUps: FollowUp[] = []
  const staff = within === 'all' ? sender?.tenant : (sender?.tenant ?? within[0])
  for (const process of registry.newestProcesses()) {
    const startEvent = process.model.executable ? startOf(process.model) : undefined
    if (startEvent === undefined || (sender && !mayBegin(process.model, sender))) continue
    const tenant = await tenants.of(process, variables, staff, at)
    if (within !== 'all' && !within.includes(tenant)) continue
    const instance = { id: randomId('c'), tenant, process, variables, startedBy: by, at, startEvent }
    followUps.push({ kind: 'create', instance: subject === undefined ? instance : { ...instance, subject } })
  }
  return followUps
}
