import type { EventNode } from '@fachwerk/bpmn'
import { finish } from '../../activity/life-cycle.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'

/** BPMN 2.0.2, 10.5.2: what triggered it has happened before the instance exists, so it only passes on. */
export const startEvent: ElementBehaviour<EventNode> = {
  work: (run, _node, key) => finish(run, key),
}
