import type { EventNode } from '@fachwerk/bpmn'
import { complete, completeInstance, finish, terminate } from '../activity/life-cycle.ts'
import type { ActivationKey } from '../api.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { throwError } from '../errors.ts'
import { evaluateText } from '../expressions/evaluate.ts'
import type { Run } from '../run.ts'
import { throwEvent } from '../throwing.ts'

/** BPMN 2.0.2, 10.5.3. */
export const endEvent: ElementBehaviour<EventNode> = {
  work: (run, { node }, key) => {
    switch (node.definition.kind) {
      case 'error':
        return endWithError(run, node, key)
      case 'terminate':
        return terminateScope(run, key)
      default:
        return throwEvent(run, node, key)
    }
  },
}

function endWithError(run: Run, { definition }: EventNode, key: ActivationKey): void {
  if (definition.kind !== 'error') return
  const code = definition.code ? evaluateText(run, definition.code, key, 'error-code') : { ok: true as const, value: '' }
  if (!code.ok) return run.raise(key, code.cause, 'work')
  throwError(run, key, { code: code.value })
}

/** Ends everything else in its scope; the sub-process around is then completed and its way goes on. */
function terminateScope(run: Run, key: ActivationKey): void {
  const { scope } = run.place(key)
  for (const sibling of run.childrenOf(scope)) if (sibling !== key) terminate(run, sibling)
  complete(run, key)
  if (scope === undefined) completeInstance(run)
  else finish(run, scope)
}
