import { eventDefinitions } from '../../event-definitions.ts'
import { staticText } from '../../expressions/feel-string.ts'
import { isEventSubProcess } from '../../event-sub-process.ts'
import type { EventDefinition, EventNode, FlowNode } from '../../model.ts'
import { label, problemAt, startsIn, type Check, type Rule } from '../check.ts'

/**
 * Two events of one place that wait for the same message, error or escalation: which of them gets it is nowhere said (BPMN 2.0.2,
 * sections 10.5.4 to 10.5.6). A signal reaches all of them, and each timer runs by itself.
 */
export const sameTrigger: Rule = (check) => placesOf(check).flatMap((waiting) => repeated(check, waiting))

/** Groups of events of which only one gets what arrives. */
function placesOf(check: Check): FlowNode[][] {
  const { nodes, flows } = check.process
  const ids = (list: readonly string[]) => list.flatMap((id) => nodes[id] ?? [])
  const levels = [...check.inside].map(([, inside]) => inside.filter(isEventSubProcess).flatMap(({ id }) => startsIn(check, id)))
  return [
    [...startsIn(check, undefined)],
    ...levels,
    ...check.nodes.flatMap((node) => ('boundary' in node && node.boundary.length > 1 ? [ids(node.boundary)] : [])),
    ...check.nodes.flatMap((node) =>
      node.type === 'eventBasedGateway' ? [ids(node.outgoing.map((id) => flows[id]!.target))] : [],
    ),
  ]
}

function repeated(check: Check, waiting: readonly FlowNode[]): ReturnType<Rule> {
  const first = new Map<string, FlowNode>()
  return waiting.flatMap((node) =>
    triggersOf(node).flatMap((trigger) => {
      const other = first.get(trigger)
      if (!other) first.set(trigger, node)
      if (!other || other === node) return []
      return [
        problemAt(
          check,
          node,
          'error',
          'same-trigger-twice',
          {
            de: `„${label(node)}“ wartet an derselben Stelle auf dasselbe wie „${label(other)}“. Es ist unklar, wie es dann weitergeht.`,
            en: `"${label(node)}" waits in the same place for the same as "${label(other)}". It is unclear how it goes on then.`,
          },
          {
            de: 'Bitte löschen Sie eines der beiden Ereignisse, oder unterscheiden Sie sie durch Namen, Code oder Schlüssel.',
            en: 'Please delete one of the two events, or tell them apart by name, code or key.',
          },
        ),
      ]
    }),
  )
}

function triggersOf(node: FlowNode): string[] {
  if (node.type === 'receiveTask') return messageTrigger(node.message)
  return 'definition' in node ? eventDefinitions((node as EventNode).definition).flatMap(triggerOf) : []
}

/** Only what stands in the model is compared; a name that is calculated may differ. */
function triggerOf(definition: EventDefinition): string[] {
  if (definition.kind === 'message') return messageTrigger(definition.message)
  if (definition.kind !== 'error' && definition.kind !== 'escalation') return []
  const code = definition.code === undefined ? '' : staticText(definition.code.feel)
  return code === undefined ? [] : [`${definition.kind} ${code}`]
}

function messageTrigger(message: Extract<EventDefinition, { kind: 'message' }>['message']): string[] {
  const name = message && staticText(message.name.feel)
  return name === undefined ? [] : [`message ${name} ${message?.correlationKey?.feel ?? ''}`]
}
