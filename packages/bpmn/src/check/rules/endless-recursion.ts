import { staticText } from '../../expressions/feel-string.ts'
import type { CallActivity, FlowNode } from '../../model.ts'
import { label, problemAt, startsIn, type Check, type Rule } from '../check.ts'

/**
 * A process that on its only way from the start calls itself begins one instance after the other and completes none (BPMN 2.0.2, section
 * 10.3.6). The way is followed as long as there is nothing to choose.
 */
export const endlessRecursion: Rule = (check) => {
  const starts = startsIn(check, undefined)
  return [...new Set(starts.flatMap((start) => callOfItself(check, start) ?? []))].map((node) =>
    problemAt(
      check,
      node,
      'error',
      'endless-recursion',
      {
        de: `„${label(node)}“ ruft diesen Prozess selbst auf, und kein Weg führt daran vorbei: Er würde nie fertig.`,
        en: `"${label(node)}" calls this process itself, and no way leads around it: it would never complete.`,
      },
      {
        de: 'Bitte rufen Sie einen anderen Prozess auf, oder zeichnen Sie davor ein exklusives Gateway mit einem Weg vorbei.',
        en: 'Please call another process, or draw an exclusive gateway before it with a way around.',
      },
    ),
  )
}

function callOfItself(check: Check, start: FlowNode): FlowNode | undefined {
  const seen = new Set<FlowNode>()
  for (let node: FlowNode | undefined = start; node && !seen.has(node); node = onlyNext(check, node)) {
    seen.add(node)
    if (node.type === 'callActivity' && alwaysCompletes(node) && callsItself(check, node.calledProcess?.feel)) return node
  }
  return undefined
}

const callsItself = (check: Check, feel: string | undefined): boolean =>
  feel !== undefined && staticText(feel) === check.process.id

/** Once each time, with no event at its border that could end it. */
const alwaysCompletes = ({ multiInstance, standardLoop, boundary }: CallActivity): boolean =>
  !multiInstance && !standardLoop && boundary.length === 0

function onlyNext(check: Check, node: FlowNode): FlowNode | undefined {
  const [first, ...others] = node.outgoing.map((id) => check.process.flows[id]!)
  if (!first || first.condition || others.length > 0) return undefined
  if ('boundary' in node && node.boundary.length > 0) return undefined
  return check.process.nodes[first.target]
}
