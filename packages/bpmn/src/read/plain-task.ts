import type { PlainTask } from '../model.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'

/** Undefined (abstract) task and manual task (BPMN 2.0.2, section 10.3.3). */
export function readPlainTask(context: NodeContext): PlainTask {
  return { ...readActivityBase(context), type: context.element.local === 'manualTask' ? 'manualTask' : 'task' }
}
