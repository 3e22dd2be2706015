import type { ReceiveTask } from '@fachwerk/bpmn'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { arm } from '../../triggers.ts'

/** BPMN 2.0.2, 10.3.3: waits for its message. */
export const receiveTask: ElementBehaviour<ReceiveTask> = {
  work: (run, { id, node }, key) => {
    const cause = arm(run, id, node.message ? { kind: 'message', message: node.message } : { kind: 'message' }, key)
    if (cause) run.raise(key, cause, 'work')
  },
}
