import type { LocalText, Problem } from '@fachwerk/problem'
import { isEventSubProcess } from '../../event-sub-process.ts'
import type { EventNode, SubProcess } from '../../model.ts'
import type { RuleId } from '../../rule-ids.ts'
import { label, problemAt, startsIn, type Check, type Rule } from '../check.ts'

/** An event sub-process begins by itself: one start event with a trigger, and no arrows (BPMN 2.0.2, section 10.3.5). */
export const eventSubProcess: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type === 'boundaryEvent') return errorBeside(check, [node])
    return isEventSubProcess(node)
      ? [...wrongStart(check, node), ...connected(check, node), ...errorBeside(check, startsIn(check, node.id))]
      : []
  })

function wrongStart(check: Check, node: SubProcess): Problem[] {
  const starts = startsIn(check, node.id)
  if (starts.length === 1 && starts[0]!.definition.kind !== 'none') return []
  return problem(
    check,
    node,
    'event-sub-process-start',
    {
      de: `Der Ereignis-Teilprozess „${label(node)}“ braucht genau ein Startereignis mit Auslöser.`,
      en: `The event sub-process "${label(node)}" needs exactly one start event with a trigger.`,
    },
    {
      de: 'Bitte zeichnen Sie ein Startereignis mit Symbol hinein, z. B. Nachricht oder Fehler.',
      en: 'Please draw one start event with a symbol into it, for example message or error.',
    },
  )
}

function connected(check: Check, node: SubProcess): Problem[] {
  if (node.incoming.length + node.outgoing.length + node.boundary.length === 0) return []
  return problem(
    check,
    node,
    'event-sub-process-connected',
    {
      de: `Der Ereignis-Teilprozess „${label(node)}“ hat Pfeile oder angeheftete Ereignisse; er beginnt aber durch sein Startereignis und endet für sich.`,
      en: `The event sub-process "${label(node)}" has arrows or boundary events, but it begins by its start event and ends by itself.`,
    },
    {
      de: 'Bitte löschen Sie die Pfeile und die angehefteten Ereignisse.',
      en: 'Please delete the arrows and the boundary events.',
    },
  )
}

/** An error always interrupts, and so does cancelling (tables 10.86 and 10.90). */
function errorBeside(check: Check, events: readonly EventNode[]): Problem[] {
  return events
    .filter(({ definition, interrupting }) => !interrupting && ['error', 'cancel'].includes(definition.kind))
    .flatMap((event) =>
      problem(
        check,
        event,
        'error-not-interrupting',
        {
          de: `„${label(event)}“ wartet auf ${event.definition.kind === 'error' ? 'einen Fehler' : 'einen Abbruch'} und ist nicht unterbrechend. Das unterbricht aber immer.`,
          en: `"${label(event)}" waits for ${event.definition.kind === 'error' ? 'an error' : 'a cancellation'} and is non-interrupting. But that always interrupts.`,
        },
        {
          de: 'Bitte zeichnen Sie es unterbrechend (durchgezogene Linie).',
          en: 'Please draw it as interrupting (solid line).',
        },
      ),
    )
}

const problem = (check: Check, node: { readonly id: string }, rule: RuleId, message: LocalText, remedy: LocalText): Problem[] => [
  problemAt(check, node, 'error', rule, message, remedy),
]
