import type { FlowNode } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/**
 * A circle in which nothing waits and nothing chooses never ends. Nodes that wait (for people, jobs, time, messages, other tokens) or
 * choose a way are taken out of the graph; a circle in what is left is such a loop.
 */
export const endlessLoop: Rule = (check) => {
  const rest = check.nodes.filter((node) => !waits(check, node) && !chooses(check, node))
  return circles(check, rest).map((circle) =>
    problemAt(
      check,
      circle[0]!,
      'error',
      'endless-loop',
      {
        de: `Der Ablauf kreist ohne Ende und ohne je zu warten: ${circle.map((node) => `„${label(node)}“`).join(' → ')}.`,
        en: `The flow goes round for ever without waiting: ${circle.map((node) => `"${label(node)}"`).join(' → ')}.`,
      },
      {
        de: 'Bitte zeichnen Sie einen Ausgang (exklusives Gateway) oder eine Aufgabe in die Schleife.',
        en: 'Please draw a way out (exclusive gateway) or a task into the loop.',
      },
    ),
  )
}

/** For people, jobs, time, messages or other tokens. */
export function waits(check: Check, node: FlowNode): boolean {
  switch (node.type) {
    case 'userTask':
    case 'serviceTask':
    case 'sendTask':
    case 'receiveTask':
    case 'callActivity':
    case 'eventBasedGateway':
    case 'intermediateCatchEvent':
      return true
    case 'businessRuleTask':
      return !node.decision
    case 'parallelGateway':
    case 'inclusiveGateway':
    case 'complexGateway':
      return node.incoming.length > 1
    case 'subProcess':
    case 'transaction':
    case 'adHocSubProcess':
      return (check.inside.get(node.id) ?? []).some((inner) => waits(check, inner))
    default:
      return false
  }
}

/** More than one way, and conditions that decide between them. */
const chooses = (check: Check, node: FlowNode): boolean =>
  node.outgoing.length > 1 && node.outgoing.some((id) => check.process.flows[id]!.condition)

/** One circle for each set of nodes that go round, found by taking out what leads nowhere and then walking (no call stack). */
function circles(check: Check, nodes: readonly FlowNode[]): FlowNode[][] {
  const left = new Map(nodes.map((node) => [node.id, node]))
  const found: FlowNode[][] = []
  const successors = (node: FlowNode) => node.outgoing.flatMap((id) => left.get(check.process.flows[id]!.target) ?? [])
  for (const start of nodes) {
    const path: FlowNode[] = []
    const positions = new Map<FlowNode, number>()
    let node: FlowNode | undefined = left.get(start.id)
    while (node) {
      const again = positions.get(node)
      if (again !== undefined) {
        found.push(path.slice(again))
        for (const done of path) left.delete(done.id)
        break
      }
      positions.set(node, path.push(node) - 1)
      const next: FlowNode | undefined = successors(node)[0]
      if (next) node = next
      else {
        for (const done of [node, path.at(-2)]) if (done) positions.delete(done)
        left.delete(node.id)
        path.pop()
        node = path.pop()
      }
    }
  }
  return found
}
