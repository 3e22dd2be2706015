import { attribute } from '@fachwerk/xml'
import type { ReceiveTask } from '../model.ts'
import { present } from '../present.ts'
import { readMessageReference } from './message-reference.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { isTrue } from './reading.ts'

/** Receive task (BPMN 2.0.2, section 10.3.3). */
export function readReceiveTask(context: NodeContext): ReceiveTask {
  const { reading, element } = context
  return {
    ...readActivityBase(context),
    type: 'receiveTask',
    instantiate: isTrue(attribute(element, 'instantiate')),
    ...present({ message: readMessageReference(reading, element, element) }),
  }
}
