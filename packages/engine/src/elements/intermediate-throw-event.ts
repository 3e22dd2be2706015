import type { EventNode } from '@fachwerk/bpmn'
import { finish } from '../activity/life-cycle.ts'
import type { ElementBehaviour } from '../element-behaviour.ts'
import { causes } from '../incident.ts'
import { throwMessage } from '../message-throw.ts'
import { followLink } from './link-event.ts'

/** BPMN 2.0.2, 10.5.4: without definition it only marks a point on the way. */
export const intermediateThrowEvent: ElementBehaviour<EventNode> = {
  work: (run, { node }, key) => {
    switch (node.definition.kind) {
      case 'none':
        return finish(run, key)
      case 'message':
        return throwMessage(run, node, key)
      case 'link':
        return followLink(run, key)
      default:
        return run.raise(key, causes.notExecutable(node.definition.kind), 'work')
    }
  },
}
