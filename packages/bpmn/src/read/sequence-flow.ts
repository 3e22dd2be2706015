import { attribute, type XmlElement } from '@fachwerk/xml'
import { readCondition } from '../expressions/read-condition.ts'
import type { SequenceFlow } from '../model.ts'
import { present } from '../present.ts'
import { nodeReader } from './flow-node.ts'
import { bpmnChild, label, localId, nameOf, report, type Reading } from './reading.ts'

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
  if (id === undefined) return undefined
  if (!nodes.has(source) || !nodes.has(target)) {
    if (isFlowNode(reading, source) && isFlowNode(reading, target)) reportAcross(reading, element)
    return undefined
  }
  const condition = bpmnChild(element, 'conditionExpression')
  return {
    id,
    source,
    target,
    line: element.line,
    ...present({ name: nameOf(element), scope, condition: condition && readCondition(reading, element, condition) }),
  }
}

const isFlowNode = (reading: Reading, id: string): boolean => nodeReader(reading.byId.get(id)?.local ?? '') !== undefined

/** Between pools there are message flows only (BPMN 2.0.2, section 7.6.1). */
function reportAcross(reading: Reading, flow: XmlElement): void {
  report(
    reading,
    flow,
    'error',
    'flow-across-pools',
    { de: `Der Pfeil „${label(flow)}“ verbindet zwei Prozesse.`, en: `The arrow "${label(flow)}" connects two processes.` },
    { de: 'Bitte zeichnen Sie zwischen Pools einen Nachrichtenfluss.', en: 'Please draw a message flow between pools.' },
  )
}
