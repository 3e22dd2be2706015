import type { EventNode } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { enterHappened, finish, terminate } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import { handBack } from '../../compensation.ts'
import type { CompiledNode } from '../../compiled-process.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import type { Run } from '../../run.ts'

/** BPMN 2.0.2, 10.5.4. Armed with its activity (`triggers.ts`); an activation exists only once it has happened. */
export const boundaryEvent: ElementBehaviour<EventNode> = {
  work: (run, _node, key) => finish(run, key),
}

/** An interrupting event ends its activity first; the way from the event begins in the scope around the activity. */
export function triggerBoundaryEvent(run: Run, event: CompiledNode<EventNode>, host: ActivationKey, results: JsonObject): void {
  const { scope, compensates } = run.activation(host) ?? {}
  if (event.node.interrupting) terminate(run, host)
  enterHappened(run, event, scope, results)
  // What the activity undid counts as done, in this way.
  if (event.node.interrupting && compensates !== undefined) handBack(run, compensates, scope)
}
