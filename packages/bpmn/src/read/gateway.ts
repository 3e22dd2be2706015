import { attribute } from '@fachwerk/xml'
import { readCondition } from '../expressions/read-condition.ts'
import type { Gateway } from '../model.ts'
import { present } from '../present.ts'
import { readDefaultFlow, readNodeBase, type NodeContext } from './node-context.ts'
import { bpmnChild, isTrue } from './reading.ts'

/** Gateways (BPMN 2.0.2, section 10.6). */
export function readGateway(context: NodeContext): Gateway {
  const { local } = context.element
  return {
    ...readNodeBase(context),
    type: local as Gateway['type'],
    ...present({ defaultFlow: readDefaultFlow(context), activationCondition: readActivationCondition(context) }),
    ...(local === 'eventBasedGateway' && isTrue(attribute(context.element, 'instantiate')) && { instantiate: true as const }),
    ...(local === 'eventBasedGateway' &&
      attribute(context.element, 'eventGatewayType')?.trim() === 'Parallel' && { parallel: true as const }),
  }
}

function readActivationCondition({ reading, element }: NodeContext): Gateway['activationCondition'] {
  const condition = element.local === 'complexGateway' ? bpmnChild(element, 'activationCondition') : undefined
  return condition && readCondition(reading, element, condition)
}
