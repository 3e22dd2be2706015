import type { Effect } from '@fachwerk/engine'
import type { Logger } from '../log.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import type { Batch } from './batch.ts'
import type { FollowUp } from './follow-up.ts'
import type { HotInstance } from './hot-instance.ts'
import { keptFor, receivers, type Reachable } from './messages.ts'
import { signalReceivers, thrownSignal } from './signals.ts'

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>

/** What an instance does to others: calls, answers to callers, messages, signals. All of it happens in the same transaction. */
export function createReach({ log, ...reachable }: Reachable & { readonly log: Logger }) {
  const { registry } = reachable
  return async (batch: Batch, effect: Effect, from: HotInstance, at: number, followUps: FollowUp[]): Promise<void> => {
    if (effect.type === 'subscribe') {
      const kept = await keptFor(reachable, batch, from, effect, at)
      if (kept) followUps.push(kept)
    }
    if (effect.type === 'start-called') followUps.push(startCalled(registry, effect, from, at))
    if (effect.type === 'cancel-called') followUps.push(cancelCalled(effect, from, at))
    if (effect.type === 'notify-parent') followUps.push(notifyParent(effect, at))
    if (effect.type === 'escalate-parent') followUps.push(escalateParent(effect, at))
    if (effect.type === 'broadcast-signal') {
      const { name, variables } = effect
      followUps.push(...(await signalReceivers(reachable, batch, thrownSignal(from, name, variables, at))))
    }
    if (effect.type === 'send-message') {
      const { name, correlationKey, variables } = effect
      const { followUps: reached } = await receivers(reachable, batch, {
        name,
        correlationKey,
        variables,
        at,
        by: from.row.started_by,
        within: [from.row.tenant],
        ...(from.row.subject === null ? {} : { subject: from.row.subject }),
      })
      if (reached.length === 0) log.info('a thrown message reached nobody', { case: from.row.id, message: name })
      followUps.push(...reached)
    }
  }
}

/** The newest version at the time of the call. A process that is not there is an error the caller may catch. */
function startCalled(registry: ModelRegistry, effect: EffectOf<'start-called'>, from: HotInstance, at: number): FollowUp {
  const process = registry.newestProcess(effect.process)
  const parent = { instance: from.row.id, activation: effect.activation }
  if (process?.model.executable) {
    return {
      kind: 'create',
      instance: {
        id: effect.instance,
        tenant: from.row.tenant,
        process,
        variables: effect.variables,
        startedBy: from.row.started_by,
        at,
        parent,
      },
    }
  }
  const message = `Den Prozess „${effect.process}“ gibt es nicht. / There is no process "${effect.process}".`
  return {
    kind: 'command',
    instance: parent.instance,
    command: { type: 'fail-called', activation: parent.activation, code: 'unknown-process', message, at },
  }
}

const cancelCalled = (effect: EffectOf<'cancel-called'>, from: HotInstance, at: number): FollowUp => ({
  kind: 'command',
  instance: effect.instance,
  command: { type: 'cancel-instance', reason: `${from.row.process_name}`, at },
})

const escalateParent = ({ parent, code, variables }: EffectOf<'escalate-parent'>, at: number): FollowUp => ({
  kind: 'command',
  instance: parent.instance,
  command: { type: 'throw-escalation', activation: parent.activation, code, variables, at },
})

function notifyParent({ parent: { instance, activation }, outcome }: EffectOf<'notify-parent'>, at: number): FollowUp {
  if (outcome.ok)
    return { kind: 'command', instance, command: { type: 'complete-called', activation, variables: outcome.variables, at } }
  const { code, message } = outcome
  return {
    kind: 'command',
    instance,
    command: { type: 'fail-called', activation, code, at, ...(message === undefined ? {} : { message }) },
  }
}
