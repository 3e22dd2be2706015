import type { EventDefinition, Gateway } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { activate, complete, finish, send } from '../../activity/life-cycle.ts'
import { mapInputs } from '../../activity/mapping.ts'
import type { ActivationKey } from '../../api.ts'
import type { CompiledNode } from '../../compiled-process.ts'
import { settleConditions } from '../../conditions.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import type { Run } from '../../run.ts'
import { arm } from '../../triggers.ts'

/**
 * BPMN 2.0.2, 10.6.6 and 13.4.5. The gateway stays open and waits for all events behind it; the first one decides the way. One that
 * begins instances in parallel has already seen one event when the instance exists and stays open until the others have happened too.
 */
export const eventBasedGateway: ElementBehaviour<Gateway> = {
  work: (run, gateway, key) => armTargets(run, gateway, key, undefined),
}

/** Instances begin here with one event that has happened. */
export function beginAtGateway(run: Run, gateway: CompiledNode<Gateway>, happened: CompiledNode): void {
  const key = activate(run, gateway, undefined, undefined)
  if (gateway.node.parallel) {
    armTargets(run, gateway, key, happened)
    if (!isArmed(run, key)) complete(run, key)
  } else complete(run, key)
  goTo(run, gateway, happened, undefined, {})
}

function armTargets(run: Run, { outgoing }: CompiledNode, key: ActivationKey, except: CompiledNode | undefined): void {
  for (const { target } of outgoing) {
    if (target === except) continue
    const cause = arm(run, target.id, definitionOf(target), key)
    // Entering anew takes back what was armed before.
    if (cause) return run.raise(key, cause, 'enter')
  }
  settleConditions(run, key)
}

function definitionOf({ node }: CompiledNode): EventDefinition {
  if ('definition' in node) return node.definition
  return node.type === 'receiveTask' && node.message ? { kind: 'message', message: node.message } : { kind: 'message' }
}

/** An event behind the gateway has happened: its way is taken, the others are given up unless all of them have to happen. */
export function eventHappened(
  run: Run,
  gateway: CompiledNode<Gateway>,
  target: CompiledNode,
  key: ActivationKey,
  results: JsonObject,
): void {
  const { scope } = run.place(key)
  if (!gateway.node.parallel || !isArmed(run, key)) complete(run, key)
  goTo(run, gateway, target, scope, results)
}

const isArmed = (run: Run, key: ActivationKey): boolean => {
  const { timers, subscriptions, conditions } = run.activation(key) ?? {}
  return [timers, subscriptions, conditions].some((armed) => armed !== undefined && armed.length > 0)
}

/** The flow is taken and the event behind it is over as soon as it is reached. */
function goTo(
  run: Run,
  { outgoing }: CompiledNode,
  target: CompiledNode,
  scope: ActivationKey | undefined,
  results: JsonObject,
): void {
  const flow = outgoing.find((candidate) => candidate.target === target)
  if (!flow) return
  send(run, flow, scope)
  const activation = activate(run, target, scope, flow.consumed)
  if (mapInputs(run, target.node.io, activation)) finish(run, activation, results)
}
