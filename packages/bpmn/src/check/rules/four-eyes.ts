import { isEventSubProcess } from '../../event-sub-process.ts'
import type { Problem } from '@fachwerk/problem'
import type { FlowNode, UserTask } from '../../model.ts'
import { label, problemAt, type Check, type Rule } from '../check.ts'
import { shortened } from '../../shortened.ts'

/** `fachwerk:fourEyes` names another user task, which everybody passes before this one. */
export const fourEyes: Rule = (check) =>
  check.nodes.flatMap((node) =>
    node.type === 'userTask' && node.fourEyes !== undefined ? problemsOf(check, node, node.fourEyes) : [],
  )

function problemsOf(check: Check, task: UserTask, id: string): Problem[] {
  const first = Object.hasOwn(check.process.nodes, id) ? check.process.nodes[id] : undefined
  if (first?.type !== 'userTask' || first.id === task.id) return [notAnotherTask(check, task, id)]
  return reachedWithout(check, task, first) ? [notAlwaysBefore(check, task, first)] : []
}

/** Whether a case can come to the task without the other one having been done. */
function reachedWithout(check: Check, task: FlowNode, other: FlowNode): boolean {
  const seen = new Set<FlowNode>()
  const queue = startsIn(check, undefined)
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    if (node === task) return true
    // Who leaves the other task by an event on its border has not completed it.
    queue.push(...eventsAt(check, node), ...(node === other ? [] : nextOf(check, node)))
  }
  return false
}

/** Where a level begins; event sub-processes may begin at any time. */
const startsIn = (check: Check, scope: string | undefined): FlowNode[] =>
  (check.inside.get(scope) ?? []).filter(
    (node) => (node.incoming.length === 0 && node.type !== 'boundaryEvent') || isEventSubProcess(node),
  )

const eventsAt = ({ process }: Check, node: FlowNode): FlowNode[] =>
  'boundary' in node ? node.boundary.flatMap((id) => process.nodes[id] ?? []) : []

const isSubProcess = ({ type }: FlowNode): boolean =>
  type === 'subProcess' || type === 'transaction' || type === 'adHocSubProcess'

function nextOf(check: Check, node: FlowNode): FlowNode[] {
  const inside = isSubProcess(node) ? startsIn(check, node.id) : []
  return inside.length > 0 ? inside : afterwards(check, node)
}

/** Along the flows; at the end of a sub-process, those that leave it. */
function afterwards(check: Check, node: FlowNode): FlowNode[] {
  if (node.outgoing.length > 0)
    return node.outgoing.flatMap((flow) => check.process.nodes[check.process.flows[flow]?.target ?? ''] ?? [])
  const around = node.scope === undefined ? undefined : check.process.nodes[node.scope]
  return around ? afterwards(check, around) : []
}

const notAnotherTask = (check: Check, task: UserTask, id: string): Problem =>
  problemAt(
    check,
    task,
    'error',
    'four-eyes-unknown-task',
    {
      de: `Das Vier-Augen-Prinzip bei „${label(task)}“ nennt „${shortened(id)}“. Das ist keine andere Benutzeraufgabe dieses Prozesses.`,
      en: `The four-eyes rule of "${label(task)}" names "${shortened(id)}". That is no other user task of this process.`,
    },
    {
      de: 'Geben Sie bei fachwerk:fourEyes die ID der Benutzeraufgabe an, die jemand anderes erledigt haben muss.',
      en: 'Give in fachwerk:fourEyes the id of the user task that somebody else must have done.',
    },
  )

const notAlwaysBefore = (check: Check, task: UserTask, first: FlowNode): Problem =>
  problemAt(
    check,
    task,
    'warning',
    'four-eyes-not-before',
    {
      de: `Nicht jeder Weg zu „${label(task)}“ führt über „${label(first)}“. Auf den anderen Wegen prüft niemand, ob es zwei Personen sind.`,
      en: `Not every way to "${label(task)}" leads through "${label(first)}". On the others nobody checks that there are two people.`,
    },
    {
      de: 'Prüfen Sie, ob das so gemeint ist; sonst führen Sie alle Wege über die erste Aufgabe.',
      en: 'Check that this is meant; otherwise lead every way through the first task.',
    },
  )
