import type { EventNode } from '@fachwerk/bpmn'
import { throwCompensation } from '../../compensation.ts'
import type { ElementBehaviour } from '../../element-behaviour.ts'
import { throwEvent } from '../../throwing.ts'
import { followLink } from '../link-event/link-event.ts'

/** BPMN 2.0.2, 10.5.4: without definition it only marks a point on the way. */
export const intermediateThrowEvent: ElementBehaviour<EventNode> = {
  work: (run, compiled, key) => {
    const { node } = compiled
    if (node.definition.kind === 'link') followLink(run, key)
    else if (node.definition.kind === 'compensation') throwCompensation(run, node.definition, compiled, key)
    else throwEvent(run, node, key)
  },
}
