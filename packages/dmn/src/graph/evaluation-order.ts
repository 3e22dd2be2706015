import type { Run } from '../runtime/run.ts'
import { valueOf } from './scope-builder.ts'
import type { GraphNode } from './unit.ts'

/**
 * The decisions that others need, each after those it needs itself. Evaluated in this order no decision has to call another,
 * so a chain of a hundred thousand does not overflow the stack.
 */
export const evaluationOrder = (targets: readonly GraphNode[], given: ReadonlySet<GraphNode>): readonly GraphNode[] => {
  const order: GraphNode[] = []
  const seen = new Set(given)
  const open: { readonly node: GraphNode; readonly next: Iterator<GraphNode> }[] = []
  const enter = (node: GraphNode): void => {
    if (seen.has(node)) return
    seen.add(node)
    open.push({ node, next: neededBy(node).values() })
  }
  for (const target of targets) {
    enter(target)
    for (let step = open.at(-1); step !== undefined; step = open.at(-1)) {
      const { value: needed, done } = step.next.next()
      if (done === true) {
        order.push(step.node)
        open.pop()
      } else enter(needed)
    }
  }
  return order
}

/** A decision in a circle evaluates to null without asking any other. */
const neededBy = (node: GraphNode): readonly GraphNode[] =>
  node.cyclic ? [] : node.requirements.filter(({ kind }) => kind === 'decision').map((requirement) => requirement.node)

export const evaluateInOrder = (order: readonly GraphNode[], run: Run): void => {
  for (const node of order) valueOf(node, run)
}
