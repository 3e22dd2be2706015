import { isEventSubProcess } from '../../event-sub-process.ts'
import type { FlowNode } from '../../model.ts'
import { label, problemAt, startsIn, type Check, type Rule } from '../check.ts'
import { waits } from './endless-loop.ts'

/**
 * From every step a way leads to an end of its level: the option to complete of the soundness of workflow nets (van der Aalst). A circle
 * without a way out is told once. A circle in which nothing waits is an error of its own (`endless-loop`).
 */
export const noWayOut: Rule = (check) => [...check.inside.keys()].flatMap((scope) => ofLevel(check, scope))

function ofLevel(check: Check, scope: string | undefined): ReturnType<Rule> {
  const inside = check.inside.get(scope) ?? []
  if (inside.some((node) => endsLevel(check, node))) return []
  const leading = waysBack(check, inside)
  const stuck = inside.filter((node) => !leading.has(node.id) && node.incoming.length > 0 && !isConnectedWrongly(node))
  const told = new Set<FlowNode>()
  return stuck.flatMap((node) => {
    if (told.has(node) || !waits(check, node)) return []
    for (const other of connectedWith(check, node)) told.add(other)
    return [
      problemAt(
        check,
        node,
        'warning',
        'no-way-out',
        {
          de: `Von „${label(node)}“ führt kein Weg zu einem Ende: Der Ablauf kehrt immer wieder dorthin zurück.`,
          en: `No way leads from "${label(node)}" to an end: the flow comes back there again and again.`,
        },
        {
          de: 'Bitte zeichnen Sie aus der Schleife einen Weg zu einem Endereignis, z. B. durch ein exklusives Gateway (X).',
          en: 'Please draw a way out of the loop to an end event, for example by an exclusive gateway (X).',
        },
      ),
    ]
  })
}

/** Something beside the flow can end the level. */
function endsLevel(check: Check, node: FlowNode): boolean {
  if (node.type === 'endEvent') return ['terminate', 'error', 'cancel'].includes(node.definition.kind)
  if (!isEventSubProcess(node)) return false
  return startsIn(check, node.id).some(({ interrupting }) => interrupting)
}

const isConnectedWrongly = (node: FlowNode): boolean => node.type === 'startEvent' || node.type === 'boundaryEvent'

/** All nodes from which a way leads to one that nothing follows; a link goes on at its counterpart. */
function waysBack(check: Check, inside: readonly FlowNode[]): Set<string> {
  const { nodes, flows } = check.process
  const due = inside.filter((node) => node.outgoing.length === 0)
  const leading = new Set<string>()
  for (let node = due.pop(); node; node = due.pop()) {
    if (leading.has(node.id)) continue
    leading.add(node.id)
    due.push(...node.incoming.map((id) => nodes[flows[id]!.source]!))
    if (node.type === 'boundaryEvent' && node.attachedTo !== undefined && nodes[node.attachedTo])
      due.push(nodes[node.attachedTo]!)
  }
  return leading
}

function connectedWith(check: Check, start: FlowNode): Set<FlowNode> {
  const found = new Set<FlowNode>()
  const due = [start]
  for (let node = due.pop(); node; node = due.pop()) {
    if (found.has(node)) continue
    found.add(node)
    due.push(...node.outgoing.map((id) => check.process.nodes[check.process.flows[id]!.target]!))
    due.push(...node.incoming.map((id) => check.process.nodes[check.process.flows[id]!.source]!))
  }
  return found
}
