import type { EventNode } from '@fachwerk/bpmn'
import { finish } from '../activity/life-cycle.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { causes } from '../incident.ts'
import { throwMessage } from '../message-throw.ts'

/** BPMN 2.0.2, 10.5.4: without definition it only marks a point on the way. */
export const intermediateThrowEvent: ElementBehaviour<EventNode> = {
  work: (run, { node }, key) => {
    if (node.definition.kind === 'none') finish(run, key)
    else if (node.definition.kind === 'message') throwMessage(run, node, key)
    else run.raise(key, causes.notExecutable(node.definition.kind), 'work')
  },
}
