import type { PlainTask } from '@fachwerk/bpmn'
import { finish } from '../../activity/life-cycle.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'

/** Undefined and manual task (BPMN 2.0.2, 10.3.3): nothing that software would do or wait for. */
export const plainTask: ElementBehaviour<PlainTask> = {
  work: (run, _node, key) => finish(run, key),
}
