import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import type { ModelRegistry } from '../models/model-registry.ts'
import { readsOf, writesOf } from './node-variables.ts'
import { merge, usesInCondition, type VariableUse } from './variable-use.ts'

/** What is read where the process (or a scope in it) ends: a called process gives variables back to its caller. */
export type EndUses = readonly VariableUse[]

/**
 * Variables that are read on the ways from `start` onwards before something on the way writes them, up to and including what the next
 * step done by a person needs to be reached. What is read after that step is that step's to ask. Each node is looked at once: good
 * enough to ask the right questions, not a proof.
 */
export function usesAfter(
  process: ProcessModel,
  start: string,
  registry: ModelRegistry,
  atEnd: EndUses = [],
): readonly VariableUse[] {
  const found: VariableUse[] = []
  const seen = new Set<string>([start])
  const queue = nextSteps(process, start, new Set(process.nodes[start]?.io.states?.map(({ target }) => target)))
  for (let step = queue.shift(); step; step = queue.shift()) {
    const { written } = step
    const add = (uses: readonly VariableUse[]) => found.push(...uses.filter(({ name }) => !written.has(name)))
    if (step.kind === 'end') {
      add(atEnd)
      continue
    }
    for (const condition of step.conditions) add(usesInCondition(condition))
    if (seen.has(step.node.id)) continue
    seen.add(step.node.id)
    add(readsOf(step.node, registry))
    if (!isDoneByPerson(step.node)) queue.push(...nextSteps(process, step.node.id, new Set([...written, ...writesOf(step.node)])))
  }
  return merge(found)
}

/** Everything any node or condition of the process reads, without regard to order. */
export function allUses(process: ProcessModel, registry: ModelRegistry): readonly VariableUse[] {
  const conditions = Object.values(process.flows).flatMap(({ condition }) => (condition ? usesInCondition(condition) : []))
  return merge([...conditions, ...Object.values(process.nodes).flatMap((node) => readsOf(node, registry))])
}

export const allWrites = (process: ProcessModel): ReadonlySet<string> => new Set(Object.values(process.nodes).flatMap(writesOf))

/** A person provides new values here. A called process is one too: its own tasks ask what they need. */
export const isDoneByPerson = (node: FlowNode): boolean =>
  node.type === 'userTask' ||
  node.type === 'callActivity' ||
  ((node.type === 'serviceTask' || node.type === 'sendTask') && node.foreignImplementation !== undefined)

type Step =
  | {
      readonly kind: 'node'
      readonly node: FlowNode
      readonly conditions: readonly { readonly feel: string }[]
      readonly written: ReadonlySet<string>
    }
  | { readonly kind: 'end'; readonly written: ReadonlySet<string> }

function nextSteps(process: ProcessModel, id: string, written: ReadonlySet<string>): Step[] {
  const node = process.nodes[id]
  if (!node) return []
  if (node.type === 'subProcess') {
    const inside = Object.values(process.nodes).filter(
      ({ scope, incoming, type }) => scope === id && incoming.length === 0 && type !== 'boundaryEvent',
    )
    return inside.map((first): Step => ({ kind: 'node', node: first, conditions: [], written }))
  }
  return stepsAlongFlows(process, node, written)
}

function stepsAlongFlows(process: ProcessModel, node: FlowNode, written: ReadonlySet<string>): Step[] {
  if (node.outgoing.length === 0) {
    const around = node.scope === undefined ? undefined : process.nodes[node.scope]
    return around ? stepsAlongFlows(process, around, written) : [{ kind: 'end', written }]
  }
  return node.outgoing.flatMap((flowId): Step[] => {
    const flow = process.flows[flowId]
    const target = flow && process.nodes[flow.target]
    return target ? [{ kind: 'node', node: target, conditions: flow.condition ? [flow.condition] : [], written }] : []
  })
}
