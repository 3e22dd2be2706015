import type { LocalText } from '@fachwerk/problem'
import type { RuleId } from '../../rule-ids.ts'
import { label, problemAt, type Rule } from '../check.ts'

/** Start and boundary events have no incoming flow, end events no outgoing one (BPMN 2.0.2, section 10.5). */
export const eventFlows: Rule = (check) =>
  check.nodes.flatMap((node) => {
    const found = (rule: RuleId, message: LocalText, remedy: LocalText) => [
      problemAt(check, node, 'error', rule, message, remedy),
    ]
    if (node.type === 'startEvent' && node.incoming.length > 0)
      return found(
        'start-event-incoming',
        { de: `Zum Startereignis „${label(node)}“ führt ein Pfeil.`, en: `An arrow leads to the start event "${label(node)}".` },
        {
          de: 'Bitte führen Sie den Pfeil zu dem Schritt nach dem Start.',
          en: 'Please lead the arrow to the step after the start.',
        },
      )
    if (node.type === 'boundaryEvent' && node.incoming.length > 0)
      return found(
        'boundary-event-incoming',
        {
          de: `Zum angehefteten Ereignis „${label(node)}“ führt ein Pfeil.`,
          en: `An arrow leads to the boundary event "${label(node)}".`,
        },
        { de: 'Bitte führen Sie den Pfeil zur Aktivität selbst.', en: 'Please lead the arrow to the activity itself.' },
      )
    if (node.type === 'endEvent' && node.outgoing.length > 0)
      return found(
        'end-event-outgoing',
        {
          de: `Vom Endereignis „${label(node)}“ führt ein Pfeil weg.`,
          en: `An arrow leads away from the end event "${label(node)}".`,
        },
        {
          de: 'Bitte löschen Sie den Pfeil oder zeichnen Sie ein Zwischenereignis.',
          en: 'Please delete the arrow, or draw an intermediate event.',
        },
      )
    return []
  })
