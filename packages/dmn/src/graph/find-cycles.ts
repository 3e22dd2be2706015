import { requirementCycle } from '../check/problem-texts.ts'
import type { GraphNode } from './unit.ts'

/** Reports every circle of requirements and marks its members; they evaluate to null instead of running on. */
export const findCycles = (nodes: readonly GraphNode[]): void => {
  const done = new Set<GraphNode>()
  for (const start of nodes) {
    if (!done.has(start)) walk(start, done)
  }
}

interface Step {
  readonly node: GraphNode
  readonly next: Iterator<GraphNode>
}

/** Depth first with a stack of its own, so that long chains of decisions cannot overflow the call stack. */
const walk = (start: GraphNode, done: Set<GraphNode>): void => {
  const path: Step[] = [{ node: start, next: readsOf(start) }]
  const open = new Set([start])
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const { value: required, done: finished } = step.next.next()
    if (finished === true) {
      done.add(step.node)
      open.delete(step.node)
      path.pop()
    } else if (open.has(required)) reportCycle(path, required)
    else if (!done.has(required)) {
      open.add(required)
      path.push({ node: required, next: readsOf(required) })
    }
  }
}

/**
 * Decisions require decisions; knowledge may call itself (a recursive function is no circle of the graph),
 * and a service's decisions are evaluated by calling it.
 */
const readsOf = (node: GraphNode): Iterator<GraphNode> =>
  node.requirements
    .filter((requirement) => requirement.kind === 'decision')
    .map((requirement) => requirement.node)
    .values()

const reportCycle = (path: readonly Step[], back: GraphNode): void => {
  const members = path.slice(path.findIndex((step) => step.node === back)).map((step) => step.node)
  for (const member of members) member.cyclic = true
  back.unit.report(requirementCycle([...members, back].map((member) => member.element.name)), back.element.at)
}
