import { isEventSubProcess } from '../../event-sub-process.ts'
import type { LocalText, Problem } from '@fachwerk/problem'
import type { EventNode, FlowNode } from '../../model.ts'
import type { RuleId } from '../../rule-ids.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/** Compensation and cancelling (BPMN 2.0.2, sections 10.5.5, 10.7 and 13.5.5). */
export const compensation: Rule = (check) =>
  check.nodes.flatMap((node) => {
    if ('isForCompensation' in node && node.isForCompensation)
      return node.incoming.length + node.outgoing.length > 0 ? connected(check, node) : unused(check, node)
    if (!('definition' in node)) return []
    if (node.definition.kind === 'compensation') return compensationEvent(check, node)
    return node.definition.kind === 'cancel' ? cancelEvent(check, node) : []
  })

const problem = (check: Check, node: FlowNode, rule: RuleId, message: LocalText, remedy: LocalText): Problem[] => [
  problemAt(check, node, 'error', rule, message, remedy),
]

function connected(check: Check, node: FlowNode): Problem[] {
  return problem(
    check,
    node,
    'compensation-activity-connected',
    {
      de: `„${label(node)}“ macht etwas rückgängig und hat Pfeile; es beginnt aber nur durch sein Kompensationsereignis.`,
      en: `"${label(node)}" undoes something and has arrows, but it begins by its compensation event only.`,
    },
    {
      de: 'Bitte löschen Sie die Pfeile und verbinden Sie das Kompensationsereignis durch eine gepunktete Assoziation.',
      en: 'Please delete the arrows and connect the compensation event by a dotted association.',
    },
  )
}

function compensationEvent(check: Check, node: EventNode): Problem[] {
  if (node.type === 'boundaryEvent' && node.outgoing.length > 0) return withFlow(check, node)
  if (node.type === 'boundaryEvent')
    return node.handler !== undefined && sameLevel(check, node, node.handler) ? [] : withoutHandler(check, node)
  if (node.type === 'startEvent') return aroundOf(check, aroundOf(check, node)) ? [] : nothingToUndo(check, node)
  const { activity } = node.definition as Extract<EventNode['definition'], { kind: 'compensation' }>
  if (activity === undefined || isVisible(check, node, activity)) return []
  return problem(
    check,
    node,
    'compensation-target',
    {
      de: `„${label(node)}“ will „${activity}“ rückgängig machen; das ist auf dieser Ebene keine Aktivität.`,
      en: `"${label(node)}" wants to undo "${activity}", which is no activity on this level.`,
    },
    {
      de: 'Bitte wählen Sie eine Aktivität derselben Ebene, oder lassen Sie die Angabe weg: Dann wird alles rückgängig gemacht.',
      en: 'Please choose an activity of the same level, or leave it out: then everything is undone.',
    },
  )
}

const aroundOf = (check: Check, node: FlowNode | undefined): FlowNode | undefined =>
  node?.scope === undefined ? undefined : check.process.nodes[node.scope]

const sameLevel = (check: Check, node: FlowNode, id: string): boolean => check.process.nodes[id]?.scope === node.scope

/** On its level; from an event sub-process also on the level around. */
function isVisible(check: Check, node: FlowNode, id: string): boolean {
  const target = check.process.nodes[id]
  if (!target || !('boundary' in target)) return false
  if (target.scope === node.scope) return true
  const around = aroundOf(check, node)
  return isEventSubProcess(around) && isVisible(check, around, id)
}

const withoutHandler = (check: Check, node: EventNode): Problem[] =>
  problem(
    check,
    node,
    'compensation-without-handler',
    {
      de: `Vom Kompensationsereignis „${label(node)}“ führt keine Assoziation zu einer Aktivität zur Kompensation.`,
      en: `No association leads from the compensation event "${label(node)}" to an activity for compensation.`,
    },
    {
      de: 'Bitte verbinden Sie es durch eine gepunktete Assoziation mit einer Aktivität, die als „für Kompensation“ gekennzeichnet ist.',
      en: 'Please connect it by a dotted association with an activity marked "for compensation".',
    },
  )

/** What follows a compensation boundary event is its activity, by association; it passes no token on (section 10.7.2). */
const withFlow = (check: Check, node: EventNode): Problem[] =>
  problem(
    check,
    node,
    'compensation-event-with-flow',
    {
      de: `Vom Kompensationsereignis „${label(node)}“ führt ein Pfeil weg; dorthin gehört eine gepunktete Assoziation.`,
      en: `An arrow leads away from the compensation event "${label(node)}"; a dotted association belongs there.`,
    },
    {
      de: 'Bitte löschen Sie den Pfeil und verbinden Sie das Ereignis durch eine Assoziation mit der Aktivität zur Kompensation.',
      en: 'Please delete the arrow, and connect the event by an association with the activity for compensation.',
    },
  )

/** An activity for compensation begins by the event that is connected with it, and by nothing else. */
function unused(check: Check, node: FlowNode): Problem[] {
  const siblings = check.inside.get(node.scope) ?? []
  if (siblings.some((event) => event.type === 'boundaryEvent' && event.handler === node.id)) return []
  return [
    problemAt(
      check,
      node,
      'warning',
      'compensation-activity-unused',
      {
        de: `„${label(node)}“ ist als „für Kompensation“ gekennzeichnet, aber kein Kompensationsereignis ist damit verbunden. Es geschieht nie.`,
        en: `"${label(node)}" is marked "for compensation", but no compensation event is connected with it. It never happens.`,
      },
      {
        de: 'Bitte heften Sie der Aktivität, die rückgängig gemacht werden soll, ein Kompensationsereignis an und verbinden Sie beide.',
        en: 'Please attach a compensation event to the activity that should be undone, and connect the two.',
      },
    ),
  ]
}

const nothingToUndo = (check: Check, node: EventNode): Problem[] =>
  problem(
    check,
    node,
    'compensation-of-process',
    {
      de: `Der Ereignis-Teilprozess mit „${label(node)}“ macht einen Teilprozess rückgängig; hier liegt er in keinem.`,
      en: `The event sub-process with "${label(node)}" undoes a sub-process, but here it lies in none.`,
    },
    {
      de: 'Bitte zeichnen Sie ihn in den Teilprozess, zu dem er gehört.',
      en: 'Please draw it into the sub-process it belongs to.',
    },
  )

function cancelEvent(check: Check, node: EventNode): Problem[] {
  const place = node.type === 'boundaryEvent' ? check.process.nodes[node.attachedTo ?? ''] : aroundOf(check, node)
  if (place?.type === 'transaction') return []
  return problem(
    check,
    node,
    'cancel-outside-transaction',
    {
      de: `Das Abbruchereignis „${label(node)}“ gehört zu keiner Transaktion.`,
      en: `The cancel event "${label(node)}" belongs to no transaction.`,
    },
    {
      de: 'Bitte zeichnen Sie es als Ende in eine Transaktion (Teilprozess mit doppeltem Rand) oder an deren Rand.',
      en: 'Please draw it as an end in a transaction (sub-process with a double border) or at its border.',
    },
  )
}
