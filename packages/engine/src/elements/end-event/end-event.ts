import type { EventDefinition, EventNode } from '@fachwerk/bpmn'
import { eventDefinitions } from '@fachwerk/bpmn'
import { complete, completeInstance, finish, terminate } from '../../activity/life-cycle.ts'
import type { ActivationKey } from '../../api.ts'
import { cancelTransaction, throwCompensation } from '../../compensation.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import type { Run } from '../../run.ts'
import { throwEvent, throwOne } from '../../throwing.ts'

/** BPMN 2.0.2, 10.5.3. */
export const endEvent: ElementBehaviour<EventNode> = {
  work: (run, compiled, key) => {
    const { node } = compiled
    switch (node.definition.kind) {
      case 'compensation':
        return throwCompensation(run, node.definition, compiled, key)
      case 'cancel':
        return cancelTransaction(run, key)
      case 'multiple':
        return endWithAll(run, node, key)
      case 'error':
        return endWithError(run, node.definition, key)
      case 'terminate':
        return terminateScope(run, key)
      default:
        return throwEvent(run, node, key)
    }
  },
}

/** Everything that lets others go on first, then what ends the scope or leaves it. */
function endWithAll(run: Run, node: EventNode, key: ActivationKey): void {
  const definitions = eventDefinitions(node.definition)
  const last = definitions.find(({ kind }) => kind === 'terminate' || kind === 'error')
  const others = definitions.filter(({ kind }) => kind !== 'terminate' && kind !== 'error')
  if (!last) return throwEvent(run, node, key)
  for (const definition of others) {
    const activation = run.activation(key)
    const cause = activation && throwOne(run, definition, key, activation.variables)
    if (cause) return run.raise(key, cause, 'work')
  }
  if (!run.activation(key)) return
  if (last.kind === 'terminate') terminateScope(run, key)
  else endWithError(run, last, key)
}

function endWithError(run: Run, definition: EventDefinition, key: ActivationKey): void {
  const cause = throwOne(run, definition, key, {})
  if (cause) run.raise(key, cause, 'work')
}

/** Ends everything else in its scope; the sub-process around is then completed and its way goes on. */
function terminateScope(run: Run, key: ActivationKey): void {
  const { scope } = run.place(key)
  for (const sibling of run.childrenOf(scope)) if (sibling !== key) terminate(run, sibling)
  complete(run, key)
  if (scope === undefined) completeInstance(run)
  else finish(run, scope)
}
