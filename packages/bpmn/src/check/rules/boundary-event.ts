import { label, problemAt, type Rule } from '../check.ts'

/** A boundary event sits on an activity of its own level (BPMN 2.0.2, section 10.5.4). */
export const boundaryEvent: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'boundaryEvent') return []
    const host = node.attachedTo === undefined ? undefined : check.process.nodes[node.attachedTo]
    if (host && 'boundary' in host && host.scope === node.scope) return []
    return [
      problemAt(
        check,
        node,
        'error',
        'boundary-event-not-attached',
        {
          de: `Das Ereignis „${label(node)}“ ist an keine Aktivität angeheftet.`,
          en: `The event "${label(node)}" is not attached to an activity.`,
        },
        {
          de: 'Bitte ziehen Sie es auf den Rand der Aktivität, zu der es gehört.',
          en: 'Please drag it onto the border of the activity it belongs to.',
        },
      ),
    ]
  })
