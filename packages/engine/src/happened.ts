import type { EventNode, Gateway } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { finish } from './activity/life-cycle.ts'
import type { ActivationKey } from './api.ts'
import type { CompiledNode } from './compiled-process.ts'
import { triggerBoundaryEvent } from './elements/boundary-event.ts'
import { eventHappened } from './elements/event-based-gateway.ts'
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
