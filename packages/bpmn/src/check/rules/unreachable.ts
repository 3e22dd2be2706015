import { isEventSubProcess } from '../../event-sub-process.ts'
import type { FlowNode } from '../../model.ts'
import { implicitStartsAmong } from '../../implicit-starts.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'

/** Elements that no token can come to. */
export const unreachable: Rule = (check) => {
  const reached = reachable(check)
  return check.nodes
    .filter((node) => !reached.has(node.id) && !startsByItself(node) && !insideUnreached(check, node, reached))
    .map((node) =>
      problemAt(
        check,
        node,
        'warning',
        'unreachable',
        { de: `Zu „${label(node)}“ führt kein Weg vom Start.`, en: `No way leads from the start to "${label(node)}".` },
        { de: 'Bitte verbinden Sie das Element oder löschen Sie es.', en: 'Please connect the element or delete it.' },
      ),
    )
}

/** Started by an event or by compensation, not by a flow. */
const startsByItself = (node: FlowNode): boolean =>
  isEventSubProcess(node) || ('isForCompensation' in node && node.isForCompensation)

/** Only the sub-process itself is reported then. */
function insideUnreached(check: Check, node: FlowNode, reached: ReadonlySet<string>): boolean {
  const around = node.scope === undefined ? undefined : check.process.nodes[node.scope]
  return around !== undefined && !startsByItself(around) && !reached.has(around.id)
}

function reachable(check: Check): Set<string> {
  const { nodes, flows } = check.process
  const startsByScope = Map.groupBy(
    check.nodes.filter((node) => node.type === 'startEvent'),
    (node) => node.scope,
  )
  const due = [
    ...(startsByScope.get(undefined) ?? []),
    ...check.nodes.filter(startsByItself),
    ...looseStarts(check),
    ...withoutStartEvent(check),
  ]
  const reached = new Set<string>()
  for (let node = due.pop(); node; node = due.pop()) {
    if (reached.has(node.id)) continue
    reached.add(node.id)
    const next = node.outgoing.map((id) => nodes[flows[id]!.target]!)
    const events = 'boundary' in node ? node.boundary.map((id) => nodes[id]!) : []
    due.push(...next, ...events, ...(startsByScope.get(node.id) ?? []))
  }
  return reached
}

/** Where there is no start event, everything begins that no arrow leads to. */
const withoutStartEvent = ({ inside }: Check): FlowNode[] => [...inside.values()].flatMap((nodes) => implicitStartsAmong(nodes))

/** Everything inside an ad-hoc sub-process may begin; instances begin at what instantiates; a link catch event begins from its namesake. */
const looseStarts = (check: Check): FlowNode[] =>
  check.nodes.filter((node) => {
    const around = node.scope === undefined ? undefined : check.process.nodes[node.scope]
    if ('instantiate' in node && node.instantiate) return true
    return around?.type === 'adHocSubProcess' || (node.type === 'intermediateCatchEvent' && node.definition.kind === 'link')
  })
