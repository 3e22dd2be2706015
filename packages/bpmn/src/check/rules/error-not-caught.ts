import { eventDefinitions } from '../../event-definitions.ts'
import { isEventSubProcess } from '../../event-sub-process.ts'
import type { EventNode, FlowNode } from '../../model.ts'
import { label, problemAt, startsIn, type Check, type Rule } from '../check.ts'

/** An error goes outward, level by level, to who catches it (BPMN 2.0.2, section 10.5.7); here nobody does. */
export const errorNotCaught: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if (node.type !== 'endEvent' || node.definition.kind !== 'error' || !node.definition.code) return []
    if (isCaught(check, node, node.definition.code.feel)) return []
    return [
      problemAt(
        check,
        node,
        'info',
        'error-not-caught',
        {
          de: `Den Fehler von „${label(node)}“ fängt in diesem Prozess niemand auf: Der Vorgang endet damit, oder der aufrufende Prozess fängt ihn auf.`,
          en: `Nobody in this process catches the error of "${label(node)}": the case ends by it, or the calling process catches it.`,
        },
        {
          de: 'Wenn er hier behandelt werden soll, heften Sie dem Teilprozess ein Fehlerereignis an.',
          en: 'If it should be handled here, attach an error event to the sub-process.',
        },
      ),
    ]
  })

/** By an event at the border of a level around, or by an event sub-process in one, other than the one that throws. */
function isCaught(check: Check, thrower: EventNode, code: string): boolean {
  const catches = (event: FlowNode): boolean =>
    'definition' in event &&
    eventDefinitions((event as EventNode).definition).some(
      (definition) => definition.kind === 'error' && (definition.code === undefined || definition.code.feel === code),
    )
  let inner: string | undefined
  for (let scope = thrower.scope; ; scope = check.process.nodes[scope]?.scope) {
    const handlers = (check.inside.get(scope) ?? []).filter((node) => isEventSubProcess(node) && node.id !== inner)
    if (handlers.some(({ id }) => startsIn(check, id).some(catches))) return true
    if (scope === undefined) return false
    const around = check.process.nodes[scope]
    if (around && 'boundary' in around && around.boundary.some((id) => catches(check.process.nodes[id]!))) return true
    inner = scope
  }
}
