import type { CaseDetails } from '@fachwerk/kernel'
import type { FlowNode } from '@fachwerk/bpmn'

/** One row of „Der Weg als Tabelle“: the same as the drawing, for everybody who does not see it. */
export interface Step {
  readonly node: FlowNode
  readonly state: 'here' | 'done' | 'stopped' | 'open'
  /** How often it was completed. */
  readonly times: number
  readonly last?: Date
}

/** Steps in the order in which the case came to them; what it has not reached yet follows in the order of the file. */
export function stepsOf(details: CaseDetails): Step[] {
  const order = new Map<string, number>()
  const completed = new Map<string, number>()
  const last = new Map<string, number>()
  for (const event of details.events) {
    if (event.type !== 'element-activated' && event.type !== 'element-completed' && event.type !== 'element-terminated') continue
    if (!order.has(event.element)) order.set(event.element, order.size)
    if (event.type === 'element-completed') completed.set(event.element, (completed.get(event.element) ?? 0) + 1)
    last.set(event.element, event.at)
  }
  const active = new Set(details.active.map((open) => open.element))
  return Object.values(details.model.nodes)
    .map((node): Step => {
      const times = completed.get(node.id) ?? 0
      const state = active.has(node.id) ? 'here' : times > 0 ? 'done' : last.has(node.id) ? 'stopped' : 'open'
      const at = last.get(node.id)
      return { node, state, times, ...(at !== undefined && { last: new Date(at) }) }
    })
    .toSorted((a, b) => (order.get(a.node.id) ?? Infinity) - (order.get(b.node.id) ?? Infinity) || 0)
}
