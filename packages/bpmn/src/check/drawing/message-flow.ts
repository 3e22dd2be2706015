import { attribute, type XmlElement } from '@fachwerk/xml'
import { nodeReader } from '../../read/flow-node.ts'
import { bpmnChildren, label, localId, nonEmpty, report } from '../../read/reading.ts'
import type { Drawing } from './check-drawing.ts'

/** Message flows lead from one pool to another, between what sends and what receives (BPMN 2.0.2, section 7.6.2, table 7.4). */
export function checkMessageFlows(drawing: Drawing, executable: boolean): void {
  const { reading, root } = drawing
  const severity = executable ? 'error' : 'info'
  const poolOf = poolsByElement(drawing)
  for (const flow of bpmnChildren(root, 'collaboration').flatMap((one) => bpmnChildren(one, 'messageFlow'))) {
    const [source, target] = ['sourceRef', 'targetRef'].map((end) => reading.byId.get(localId(attribute(flow, end) ?? '')))
    if (!source || !target) continue
    const pool = poolOf(source)
    if (pool !== undefined && pool === poolOf(target))
      report(
        reading,
        flow,
        severity,
        'message-flow-inside-pool',
        {
          de: `Der Nachrichtenfluss „${label(flow)}“ bleibt in einem Pool: von „${label(source)}“ nach „${label(target)}“.`,
          en: `The message flow "${label(flow)}" stays in one pool: from "${label(source)}" to "${label(target)}".`,
        },
        {
          de: 'Bitte zeichnen Sie innerhalb eines Pools einen Sequenzfluss (durchgezogener Pfeil).',
          en: 'Please draw a sequence flow (solid arrow) inside a pool.',
        },
      )
    for (const [end, fits] of [
      [source, sends(source)],
      [target, receives(target)],
    ] as const)
      if (!fits) reportEnd(drawing, severity, flow, end, end === source)
  }
}

function reportEnd({ reading }: Drawing, severity: 'error' | 'info', flow: XmlElement, end: XmlElement, isSource: boolean): void {
  report(
    reading,
    flow,
    severity,
    'message-flow-end',
    isSource
      ? {
          de: `Der Nachrichtenfluss „${label(flow)}“ beginnt bei „${label(end)}“ (${end.local}); das sendet nichts.`,
          en: `The message flow "${label(flow)}" begins at "${label(end)}" (${end.local}), which sends nothing.`,
        }
      : {
          de: `Der Nachrichtenfluss „${label(flow)}“ endet bei „${label(end)}“ (${end.local}); das empfängt nichts.`,
          en: `The message flow "${label(flow)}" ends at "${label(end)}" (${end.local}), which receives nothing.`,
        },
    {
      de: 'Bitte führen Sie ihn von einem Pool, einer Aktivität oder einem sendenden Nachrichtenereignis zu einem Pool, einer Aktivität oder einem empfangenden.',
      en: 'Please lead it from a pool, an activity or a message event that sends to a pool, an activity or one that receives.',
    },
  )
}

/** A pool is its participant; what no participant shows is in the pool of its process. */
function poolsByElement({ elements }: Drawing): (element: XmlElement) => XmlElement | string | undefined {
  const processes = new Map(
    [...elements].flatMap(([process, own]) => own.map((element) => [element, attribute(process, 'id')] as const)),
  )
  return (element) => {
    if (element.local !== 'participant') return processes.get(element)
    const process = nonEmpty(attribute(element, 'processRef'))
    return process === undefined ? element : localId(process)
  }
}

const conversations: readonly string[] = ['participant', 'conversation', 'subConversation', 'callConversation']

const isActivity = ({ local }: XmlElement): boolean =>
  nodeReader(local) !== undefined && !local.endsWith('Event') && !local.endsWith('Gateway')

/** Message events alone, among several triggers, or by reference. */
const hasMessage = (event: XmlElement): boolean =>
  ['messageEventDefinition', 'eventDefinitionRef'].some((local) => bpmnChildren(event, local).length > 0)

const sends = (end: XmlElement): boolean =>
  conversations.includes(end.local) ||
  isActivity(end) ||
  (['intermediateThrowEvent', 'endEvent'].includes(end.local) && hasMessage(end))

const receives = (end: XmlElement): boolean =>
  conversations.includes(end.local) ||
  isActivity(end) ||
  (['startEvent', 'intermediateCatchEvent', 'boundaryEvent'].includes(end.local) && hasMessage(end))
