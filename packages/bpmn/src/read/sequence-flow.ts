import { attribute, type XmlElement } from '@fachwerk/xml'
import { readCondition } from '../expressions/read-condition.ts'
import type { SequenceFlow } from '../model.ts'
import { present } from '../present.ts'
import { bpmnChild, localId, nameOf, type Reading } from './reading.ts'

/** Sequence flow (BPMN 2.0.2, section 8.4.13) whose ends are among `nodes`; others lead nowhere and are left out of the model. */
export function readSequenceFlow(
  reading: Reading,
  element: XmlElement,
  scope: string | undefined,
  nodes: ReadonlySet<string>,
): SequenceFlow | undefined {
  const id = attribute(element, 'id')
  const source = localId(attribute(element, 'sourceRef') ?? '')
  const target = localId(attribute(element, 'targetRef') ?? '')
  if (id === undefined || !nodes.has(source) || !nodes.has(target)) return undefined
  const condition = bpmnChild(element, 'conditionExpression')
  return {
    id,
    source,
    target,
    line: element.line,
    ...present({ name: nameOf(element), scope, condition: condition && readCondition(reading, element, condition) }),
  }
}
