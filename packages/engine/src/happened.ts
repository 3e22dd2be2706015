import type { EventNode, Gateway } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { finish } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import { triggerBoundaryEvent } from './elements/boundary-event/boundary-event.ts'
import { eventHappened } from './elements/event-based-gateway/event-based-gateway.ts'
import { startEventSubProcess } from './listeners.ts'
import type { Run } from './run.ts'
import { dropTrigger, type Trigger } from './triggers.ts'

/**
 * Something an activation waits for has happened: its own event, a boundary event of it, an event behind it (event-based gateway), or
 * the start of an event sub-process. A trigger that can happen again stays, any other is taken back.
 */
export function happened(
  run: Run,
  node: CompiledNode,
  activation: ActivationKey,
  results: JsonObject,
  trigger: Trigger = {},
): void {
  const holder = run.open(activation)
  if (!holder) return
  if (!staysArmed(node, holder.activation.listens)) dropTrigger(run, activation, trigger)
  const collected = collectParts(run, node, activation, results, trigger)
  if (collected) occur(run, node, holder, activation, collected)
}

/** A parallel multiple event happens when all its parts have (BPMN 2.0.2, 10.5.5); `undefined` before. Any other does at once. */
function collectParts(
  run: Run,
  { id, node }: CompiledNode,
  key: ActivationKey,
  results: JsonObject,
  { part }: Trigger,
): JsonObject | undefined {
  if (!('definition' in node) || node.definition.kind !== 'parallelMultiple' || part === undefined) return results
  const before = run.activation(key)?.parts?.[id]
  if (before?.happened.includes(part)) return undefined
  const left = node.definition.definitions.length - (before?.happened.length ?? 0) - 1
  run.emit({ type: 'event-part-happened', at: run.at, ...run.place(key), element: id, part, left, variables: results })
  return left === 0 ? { ...before?.variables, ...results } : undefined
}

function occur(
  run: Run,
  node: CompiledNode,
  holder: NonNullable<ReturnType<Run['open']>>,
  activation: ActivationKey,
  results: JsonObject,
): void {
  if (isBoundary(node)) triggerBoundaryEvent(run, node, activation, results)
  else if (holder.activation.listens) startEventSubProcess(run, node as CompiledNode<EventNode>, activation, results)
  else if (holder.node.node.type === 'eventBasedGateway')
    eventHappened(run, holder.node as CompiledNode<Gateway>, node, activation, results)
  else finish(run, activation, results)
}

export const isBoundary = (node: CompiledNode): node is CompiledNode<EventNode> => node.node.type === 'boundaryEvent'

/** Non-interrupting: it may happen again. */
export const staysArmed = (node: CompiledNode, listens: true | undefined): boolean =>
  (isBoundary(node) || listens === true) && !(node as CompiledNode<EventNode>).node.interrupting
