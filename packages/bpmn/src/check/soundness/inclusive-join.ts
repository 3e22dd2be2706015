import type { Marking, Net, Step } from './net.ts'

export type InclusiveJoin = (step: Step, marking: Marking) => boolean

/** Whether a joining inclusive gateway goes on: nothing can still come to a place that is empty only (BPMN 2.0.2, section 13.4.3). */
export function inclusiveJoin(net: Net): InclusiveJoin {
  let known: ReadonlyMap<number, readonly number[]> | undefined
  const producers = () => (known ??= producersOf(net))
  const upstream = new Map<number, ReadonlySet<number>>()
  const upstreamOf = (place: number, join: Step) => {
    const found = upstream.get(place) ?? stepsBefore(net, producers(), place, join)
    upstream.set(place, found)
    return found
  }
  return (step, marking) => {
    const filled = step.incoming.filter((place) => marking.includes(place))
    const empty = step.incoming.filter((place) => !marking.includes(place))
    return !marking.some((place) => {
      const { target } = net.places[place]!
      if (net.steps[target] === step) return false
      const comes = (to: number) => upstreamOf(to, step).has(target)
      return empty.some(comes) && !filled.some(comes)
    })
  }
}

/** Steps that send a token to a place. */
function producersOf(net: Net): Map<number, number[]> {
  const producers = new Map<number, number[]>()
  net.steps.forEach((step, index) => {
    for (const place of new Set(step.outcomes.flatMap(({ produced }) => produced))) {
      const known = producers.get(place)
      if (known) known.push(index)
      else producers.set(place, [index])
    }
  })
  return producers
}

/** Steps from which a way leads to the place without visiting the join it is before. */
function stepsBefore(net: Net, producers: ReadonlyMap<number, readonly number[]>, place: number, join: Step): Set<number> {
  const found = new Set<number>()
  const due = [...(producers.get(place) ?? [])]
  for (let index = due.pop(); index !== undefined; index = due.pop()) {
    const step = net.steps[index]!
    if (step === join || found.has(index)) continue
    found.add(index)
    for (const before of step.incoming) due.push(...(producers.get(before) ?? []))
    // Also what begins without a flow into it: the counterpart of a link.
    due.push(...(producers.get(net.places.length - net.steps.length + index) ?? []))
  }
  return found
}
