import { implicitStartsAmong } from '../../implicit-starts.ts'
import type { FlowNode } from '../../model.ts'
import type { Check } from '../check.ts'
import type { Net, Place, Step } from './net.ts'
import { outcomesOf } from './outcomes.ts'
import { shorten } from './shorten.ts'

/**
 * The token game of a level; `undefined` where it cannot be decided from the drawing: what a complex gateway waits for is a condition,
 * quantities multiply tokens, and in an ad-hoc sub-process people choose.
 */
export function netOfLevel(check: Check, scope: string | undefined): Net | undefined {
  const inside = check.inside.get(scope) ?? []
  const around = scope === undefined ? undefined : check.process.nodes[scope]
  if (around?.type === 'adHocSubProcess' || inside.some(isUndecidable)) return undefined
  const nodes = inside.filter((node) => node.type !== 'boundaryEvent')
  const indexes = new Map(nodes.map((node, index) => [node.id, index]))
  const flows = inside
    .flatMap(({ outgoing }) => outgoing.map((id) => check.process.flows[id]!))
    .filter(({ target }) => indexes.has(target))
  const places: Place[] = [
    ...flows.map(({ id, target }) => ({ target: indexes.get(target)!, flow: id })),
    ...nodes.map((_, target) => ({ target })),
  ]
  const byFlow = new Map(flows.map(({ id }, index) => [id, index]))
  const entryOf = (id: string) => {
    const index = indexes.get(id)
    return index === undefined ? undefined : flows.length + index
  }
  const context = { check, placeOf: (flow: string) => byFlow.get(flow), entryOf }
  const { outcomes, ahead } = shorten(
    places,
    nodes,
    nodes.map((node) => outcomesOf(context, node)),
  )
  const initial = beginnings(check, scope, nodes).map((begin) => begin.flatMap(({ id }) => ahead(entryOf(id)!)))
  const order = orders(places, outcomes, initial)
  const steps = nodes.map((node, index): Step => {
    const incoming = node.incoming.flatMap((flow) => byFlow.get(flow) ?? [])
    return { node, incoming, takes: takes(node, incoming.length), outcomes: outcomes[index]!.outcomes, order: order[index]! }
  })
  return { places, steps, initial, partial: outcomes.some(({ partial }) => partial) }
}

const isUndecidable = (node: FlowNode): boolean =>
  (node.type === 'complexGateway' && node.incoming.length > 1) ||
  ('boundary' in node && (node.startQuantity !== undefined || node.completionQuantity !== undefined))

function takes(node: FlowNode, incoming: number): Step['takes'] {
  if (incoming < 2) return 'each'
  if (node.type === 'parallelGateway') return 'all'
  return node.type === 'inclusiveGateway' ? 'inclusive' : 'each'
}

/** Each start event and each step that instantiates is a way to begin; without one, everything no arrow leads to begins at once. */
function beginnings(check: Check, scope: string | undefined, nodes: readonly FlowNode[]): FlowNode[][] {
  const starts = nodes.filter((node) => node.type === 'startEvent' || ('instantiate' in node && node.instantiate))
  if (starts.length > 0) return starts.map((start) => [start])
  const implicit = implicitStartsAmong(check.inside.get(scope) ?? [])
  return implicit.length > 0 ? [[...implicit]] : []
}

/** Reverse postorder of a walk in depth: what is upstream comes first, and one branch before the next. */
function orders(
  places: readonly Place[],
  outcomes: readonly { readonly outcomes: readonly { readonly produced: readonly number[] }[] }[],
  initial: readonly (readonly number[])[],
): number[] {
  const next = outcomes.map((one) => [
    ...new Set(one.outcomes.flatMap(({ produced }) => produced.map((place) => places[place]!.target))),
  ])
  const order = outcomes.map(() => Number.MAX_SAFE_INTEGER)
  const seen = new Set<number>()
  let last = outcomes.length
  for (const root of new Set(initial.flat().map((place) => places[place]!.target))) {
    const path: { readonly step: number; at: number }[] = []
    const enter = (step: number) => {
      if (seen.has(step)) return
      seen.add(step)
      path.push({ step, at: 0 })
    }
    enter(root)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const following = next[top.step]![top.at]
      if (following === undefined) {
        order[top.step] = last
        last -= 1
        path.pop()
      } else {
        top.at += 1
        enter(following)
      }
    }
  }
  return order
}
