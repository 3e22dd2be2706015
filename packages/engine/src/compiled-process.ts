import type { EventNode, FlowNode, ProcessModel, SequenceFlow } from '@fachwerk/bpmn'

/** A process prepared for running: references resolved, flows in order. */
export interface CompiledProcess {
  readonly model: ProcessModel
  readonly nodes: ReadonlyMap<string, CompiledNode>
  readonly flows: ReadonlyMap<string, CompiledFlow>
  /** Start events on process level. */
  readonly startEvents: readonly CompiledNode[]
}

export interface CompiledNode<N extends FlowNode = FlowNode> {
  readonly id: string
  readonly node: N
  readonly incoming: readonly string[]
  readonly outgoing: readonly CompiledFlow[]
  /** No outgoing flow has a condition and none is the default: all are taken. */
  readonly unconditional: boolean
  readonly defaultFlow: string | undefined
  /** Boundary events attached to it. */
  readonly boundary: readonly CompiledNode<EventNode>[]
  /** Of a sub-process: where it begins. */
  readonly start: CompiledNode | undefined
  readonly isMultiInstance: boolean
}

export interface CompiledFlow {
  readonly id: string
  readonly flow: SequenceFlow
  readonly target: CompiledNode
  /** `[id]`, made once: what an activation reached by this flow consumes. */
  readonly consumed: readonly string[]
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const cache = new WeakMap<ProcessModel, CompiledProcess>()

/** Compiles a model once; the result lives as long as the model does. */
export function compiledProcess(model: ProcessModel): CompiledProcess {
  const known = cache.get(model)
  if (known) return known
  const compiled = compile(model)
  cache.set(model, compiled)
  return compiled
}

function compile(model: ProcessModel): CompiledProcess {
  const nodes = new Map<string, Writable<CompiledNode>>()
  const flows = new Map<string, CompiledFlow>()
  for (const node of Object.values(model.nodes)) nodes.set(node.id, bareNode(node))
  for (const flow of Object.values(model.flows)) {
    const target = nodes.get(flow.target)
    if (target) flows.set(flow.id, { id: flow.id, flow, target, consumed: [flow.id] })
  }
  for (const compiled of nodes.values()) connect(compiled, nodes, flows)
  const startEvents = [...nodes.values()].filter(({ node }) => node.type === 'startEvent' && node.scope === undefined)
  return { model, nodes, flows, startEvents }
}

function bareNode(node: FlowNode): Writable<CompiledNode> {
  return {
    id: node.id,
    node,
    incoming: node.incoming,
    outgoing: [],
    unconditional: true,
    defaultFlow: 'defaultFlow' in node ? node.defaultFlow : undefined,
    boundary: [],
    start: undefined,
    isMultiInstance: 'multiInstance' in node && node.multiInstance !== undefined,
  }
}

function connect(
  compiled: Writable<CompiledNode>,
  nodes: ReadonlyMap<string, CompiledNode>,
  flows: ReadonlyMap<string, CompiledFlow>,
): void {
  const { node } = compiled
  compiled.incoming = node.incoming.filter((id) => flows.has(id))
  compiled.outgoing = node.outgoing.map((id) => flows.get(id)).filter((flow) => flow !== undefined)
  compiled.unconditional = compiled.outgoing.every(({ id, flow }) => !flow.condition && id !== compiled.defaultFlow)
  if ('boundary' in node) {
    compiled.boundary = node.boundary.map((id) => nodes.get(id)).filter(isEventNode)
  }
  if (node.type === 'subProcess' || node.type === 'transaction') compiled.start = noneStart(node.id, nodes)
}

const isEventNode = (compiled: CompiledNode | undefined): compiled is CompiledNode<EventNode> =>
  compiled?.node.type === 'boundaryEvent'

function noneStart(scope: string, nodes: ReadonlyMap<string, CompiledNode>): CompiledNode | undefined {
  for (const compiled of nodes.values()) {
    const { node } = compiled
    if (node.type === 'startEvent' && node.scope === scope && node.definition.kind === 'none') return compiled
  }
  return undefined
}
