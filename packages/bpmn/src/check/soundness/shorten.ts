import type { FlowNode } from '../../model.ts'
import type { Outcome, Place } from './net.ts'
import type { Outcomes } from './outcomes.ts'

/**
 * The same game in fewer moves: a token goes on at once past steps that have one way in and one way out, and one that comes to a plain
 * end is gone. Two tokens on such a way are two where it leads.
 */
export function shorten(
  places: readonly Place[],
  nodes: readonly FlowNode[],
  outcomes: readonly Outcomes[],
): { readonly outcomes: readonly Outcomes[]; readonly ahead: (place: number) => readonly number[] } {
  const known = new Map<number, readonly number[]>()
  const ahead = (place: number): readonly number[] => {
    const path = new Set<number>()
    let at = place
    let end = known.get(at)
    while (!end) {
      const only = path.has(at) ? undefined : onlyOutcome(nodes[places[at]!.target]!, outcomes[places[at]!.target]!.outcomes)
      if (only?.produced.length === 0) end = path.size === 0 ? [] : [[...path].at(-1)!]
      else if (only) {
        path.add(at)
        at = only.produced[0]!
        end = known.get(at)?.length === 0 ? [[...path].at(-1)!] : known.get(at)
      } else end = [at]
    }
    for (const passed of path) known.set(passed, end)
    if (path.size === 0) known.set(place, end)
    return end
  }
  return {
    outcomes: outcomes.map((one) => ({
      ...one,
      outcomes: one.outcomes.map((outcome) => ({ ...outcome, produced: outcome.produced.flatMap(ahead) })),
    })),
    ahead,
  }
}

/** Of a step with one way in, where all that can happen is that a token goes on by one way or ends. */
function onlyOutcome(node: FlowNode, [first, ...others]: readonly Outcome[]): Outcome | undefined {
  if (!first || first.ends || first.choice || others.length > 0 || first.produced.length > 1) return undefined
  const joins = node.type === 'parallelGateway' || node.type === 'inclusiveGateway'
  if (first.produced.length === 0) return node.type === 'endEvent' || !joins ? first : undefined
  return node.incoming.length > 1 ? undefined : first
}
