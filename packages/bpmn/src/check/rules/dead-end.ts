import { isEventSubProcess } from '../../event-sub-process.ts'
import type { FlowNode } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/**
 * Where a level has an end event, every way leads to one (BPMN 2.0.2, section 10.5.3), and something follows a boundary event
 * (section 10.5.4). A path that simply stops does so like at an end event; mostly an arrow has been forgotten.
 */
export const deadEnd: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.outgoing.length > 0) return []
    if (node.type === 'boundaryEvent') return node.definition.kind === 'compensation' ? [] : [nothingAfter(check, node)]
    return stopsByItself(check, node) || !hasEnd(check, node.scope) ? [] : [stops(check, node)]
  })

/** What has no arrow after it rightly, or is told by another rule. */
function stopsByItself(check: Check, node: FlowNode): boolean {
  const around = node.scope === undefined ? undefined : check.process.nodes[node.scope]
  return (
    node.type === 'endEvent' ||
    node.type === 'eventBasedGateway' ||
    (node.incoming.length === 0 && node.type !== 'startEvent') ||
    around?.type === 'adHocSubProcess' ||
    ('definition' in node && node.definition.kind === 'link') ||
    isEventSubProcess(node) ||
    ('isForCompensation' in node && node.isForCompensation)
  )
}

const hasEnd = (check: Check, scope: string | undefined): boolean =>
  (check.inside.get(scope) ?? []).some(({ type }) => type === 'endEvent')

const stops = (check: Check, node: FlowNode) =>
  problemAt(
    check,
    node,
    'warning',
    'dead-end',
    {
      de: `Hinter „${label(node)}“ geht es nicht weiter, und es ist kein Endereignis.`,
      en: `Nothing follows "${label(node)}", and it is no end event.`,
    },
    {
      de: 'Bitte führen Sie einen Pfeil zum nächsten Schritt oder zu einem Endereignis.',
      en: 'Please lead an arrow to the next step or to an end event.',
    },
  )

const nothingAfter = (check: Check, node: FlowNode) =>
  problemAt(
    check,
    node,
    'warning',
    'boundary-event-outgoing',
    {
      de: `Vom angehefteten Ereignis „${label(node)}“ führt kein Pfeil weg: Tritt es ein, endet dieser Weg.`,
      en: `No arrow leads away from the boundary event "${label(node)}": if it happens, this way ends.`,
    },
    {
      de: 'Bitte führen Sie einen Pfeil zu dem, was dann geschehen soll, oder löschen Sie das Ereignis.',
      en: 'Please lead an arrow to what should happen then, or delete the event.',
    },
  )
