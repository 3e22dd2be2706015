import type { Gateway } from '../model.ts'
import { present } from '../present.ts'
import { readDefaultFlow, readNodeBase, type NodeContext } from './node-context.ts'

/** Gateways (BPMN 2.0.2, section 10.6). */
export function readGateway(context: NodeContext): Gateway {
  return {
    ...readNodeBase(context),
    type: context.element.local as Gateway['type'],
    ...present({ defaultFlow: readDefaultFlow(context) }),
  }
}
