import type { EventDefinition, EventNode, Expression } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import type { Outcome } from './expressions/evaluate.ts'
import { evaluateText } from './expressions/evaluate.ts'
import { happened } from './happened.ts'
import { causes } from './incident.ts'
import type { IncidentCause } from './incident.ts'
import { armedPlace, type Armed } from './triggers.ts'
import type { Run } from './run.ts'
import { lookup } from './state.ts'

type Signal = Extract<EventDefinition, { kind: 'signal' }>

const nameOf = (run: Run, name: Expression | undefined, key: ActivationKey): Outcome<string> =>
  name ? evaluateText(run, name, key, 'signal-name') : { ok: false, cause: causes.noSignal() }

export function subscribeToSignal(run: Run, armed: Armed, signal: Signal): IncidentCause | undefined {
  const name = nameOf(run, signal.name, armed.key)
  if (!name.ok) return name.cause
  const subscription = run.newId()
  run.emit({ type: 'signal-subscribed', at: run.at, ...armedPlace(run, armed), subscription, name: name.value })
  run.effect({ type: 'subscribe-signal', subscription, name: name.value })
  return undefined
}

/**
 * A signal reaches everything that waits for it (BPMN 2.0.2, 10.5.5): what waits in this instance at once, so that it is this moment
 * that counts, everything else by the runtime. What is mapped into the event goes with it.
 */
export function throwSignal(run: Run, signal: Signal, key: ActivationKey, variables: JsonObject): IncidentCause | undefined {
  const name = nameOf(run, signal.name, key)
  if (!name.ok) return name.cause
  run.emit({ type: 'signal-thrown', at: run.at, ...run.place(key), name: name.value, variables })
  run.effect({ type: 'broadcast-signal', name: name.value, variables })
  const waiting = Object.entries(run.state.subscriptions).filter(
    ([, { name: wanted, correlationKey }]) => wanted === name.value && correlationKey === undefined,
  )
  // One of them may interrupt another.
  for (const [id] of waiting) if (lookup(run.state.subscriptions, id)) receiveSignal(run, id, variables)
  return undefined
}

/** Something that waited for the signal has it. */
export function receiveSignal(run: Run, subscription: string, variables: JsonObject): void {
  const { activation, element, name, part } = run.state.subscriptions[subscription]!
  const node = run.process.nodes.get(element) as CompiledNode<EventNode>
  run.emit({ type: 'signal-received', at: run.at, ...run.place(activation), element, subscription, name, variables })
  happened(run, node, activation, variables, { subscription, part })
}
