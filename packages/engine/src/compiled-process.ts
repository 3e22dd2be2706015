import type { EventNode, FlowNode, Gateway, ProcessModel, SequenceFlow } from '@fachwerk/bpmn'
import { implicitStartsAmong, isEventSubProcess } from '@fachwerk/bpmn'

/** A process prepared for running: references resolved, flows in order. */
export interface CompiledProcess {
  readonly model: ProcessModel
  readonly nodes: ReadonlyMap<string, CompiledNode>
  readonly flows: ReadonlyMap<string, CompiledFlow>
  /** Start events on process level. */
  readonly startEvents: readonly CompiledNode[]
  /** What may also begin an instance: instantiating receive tasks, and events behind instantiating event-based gateways. */
  readonly instantiating: readonly CompiledNode[]
  /** Where it, or a sub-process by id, begins without a start event. */
  readonly implicitStarts: ReadonlyMap<string | undefined, readonly CompiledNode[]>
  /** Event sub-processes by the sub-process around them; `undefined`: process level. */
  readonly eventSubProcesses: ReadonlyMap<string | undefined, readonly EventSubProcess[]>
  /** Event sub-processes that undo the sub-process around them, by its id. */
  readonly undoing: ReadonlyMap<string, EventSubProcess>
  /** Something in it can be undone. */
  readonly compensates: boolean
  /** Where a throwing link goes on, by its id, and the throwing links that come to a catching one, by its. */
  readonly linkTargets: ReadonlyMap<string, CompiledNode>
  readonly linkSources: ReadonlyMap<string, readonly string[]>
  /** Inclusive gateways that join: their tokens may be freed by what happens elsewhere. */
  readonly inclusiveJoins: readonly CompiledNode[]
  readonly hasAdHoc: boolean
  readonly complexGateways: readonly CompiledNode<Gateway>[]
}

/** BPMN 2.0.2, 10.3.5: begins at its one start event when that happens, for as long as the scope around is open. */
export interface EventSubProcess {
  readonly body: CompiledNode
  readonly start: CompiledNode<EventNode>
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
  /** What undoes it: the activity its compensation boundary event leads to (BPMN 2.0.2, 10.7.2). */
  readonly undoneBy: CompiledNode | undefined
  /** A multi-instance or a standard loop: its activation is a body with one activation for each instance or round. */
  readonly isRepeated: boolean
  /** Tokens it takes to begin, and sends along each flow it leaves by. */
  readonly startQuantity: number
  readonly completionQuantity: number
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
  const all = [...nodes.values()]
  const instantiating = all.filter((compiled) => instantiates(compiled) || gatewayBefore(compiled, nodes, flows) !== undefined)
  const complexGateways = all.filter(({ node }) => node.type === 'complexGateway') as CompiledNode<Gateway>[]
  const inclusiveJoins = all.filter(({ node, incoming }) => node.type === 'inclusiveGateway' && incoming.length > 1)
  return {
    model,
    nodes,
    flows,
    startEvents,
    instantiating,
    implicitStarts: implicitStartsOf(nodes),
    inclusiveJoins,
    complexGateways,
    hasAdHoc: all.some(({ node }) => node.type === 'adHocSubProcess'),
    ...eventSubProcessesOf(all),
    ...linksOf(all),
  }
}

function implicitStartsOf(nodes: ReadonlyMap<string, CompiledNode>): CompiledProcess['implicitStarts'] {
  const byScope = Map.groupBy(
    [...nodes.values()].map(({ node }) => node),
    ({ scope }) => scope,
  )
  return new Map(
    [...byScope].flatMap(([scope, inside]) => {
      const around = scope === undefined ? undefined : nodes.get(scope)?.node
      if (isEventSubProcess(around) || around?.type === 'adHocSubProcess') return []
      const starts = implicitStartsAmong(inside).map(({ id }) => nodes.get(id)!)
      return starts.length > 0 ? [[scope, starts]] : []
    }),
  )
}

function eventSubProcessesOf(
  all: readonly CompiledNode[],
): Pick<CompiledProcess, 'eventSubProcesses' | 'undoing' | 'compensates'> {
  const found = all.flatMap((body) => {
    if (!isEventSubProcess(body.node)) return []
    const start = all.find(({ node }) => node.type === 'startEvent' && node.scope === body.id)
    return start ? [{ body, start: start as CompiledNode<EventNode> }] : []
  })
  const isUndoing = ({ start }: EventSubProcess) => start.node.definition.kind === 'compensation'
  const undoing = new Map(
    found.filter(isUndoing).flatMap((one) => (one.body.node.scope === undefined ? [] : [[one.body.node.scope, one]])),
  )
  return {
    eventSubProcesses: Map.groupBy(
      found.filter((one) => !isUndoing(one)),
      ({ body }) => body.node.scope,
    ),
    undoing,
    compensates: undoing.size > 0 || all.some(({ undoneBy }) => undoneBy),
  }
}

/** A throw and a catch of one name on one level are two ends of one flow (BPMN 2.0.2, 10.5.5). */
function linksOf(all: readonly CompiledNode[]): Pick<CompiledProcess, 'linkTargets' | 'linkSources'> {
  const placeOf = ({ node }: CompiledNode): string | undefined =>
    'definition' in node && node.definition.kind === 'link' ? `${node.scope ?? ''} ${node.definition.name}` : undefined
  const links = all.filter((compiled) => placeOf(compiled) !== undefined)
  const catches = links.filter(({ node }) => node.type === 'intermediateCatchEvent')
  const throws = links.filter(({ node }) => node.type === 'intermediateThrowEvent')
  const twins = throws.flatMap((source) => {
    const target = catches.find((candidate) => placeOf(candidate) === placeOf(source))
    return target ? [{ source, target }] : []
  })
  return {
    linkTargets: new Map(twins.map(({ source, target }) => [source.id, target])),
    linkSources: new Map(
      catches.map(({ id }) => [id, twins.filter(({ target }) => target.id === id).map(({ source }) => source.id)]),
    ),
  }
}

const instantiates = ({ node }: CompiledNode): boolean =>
  node.type === 'receiveTask' && node.instantiate && node.scope === undefined

/** The instantiating event-based gateway that leads to an event (BPMN 2.0.2, 10.6.6). */
export function gatewayBefore(
  { incoming }: CompiledNode,
  nodes: CompiledProcess['nodes'],
  flows: CompiledProcess['flows'],
): CompiledNode<Gateway> | undefined {
  const source = incoming.length === 1 ? nodes.get(flows.get(incoming[0]!)!.flow.source) : undefined
  return source?.node.type === 'eventBasedGateway' && source.node.instantiate && source.node.scope === undefined
    ? (source as CompiledNode<Gateway>)
    : undefined
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
    undoneBy: undefined,
    isRepeated: 'boundary' in node && (node.multiInstance ?? node.standardLoop) !== undefined,
    startQuantity: ('boundary' in node && node.startQuantity) || 1,
    completionQuantity: ('boundary' in node && node.completionQuantity) || 1,
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
    const undoing = compiled.boundary.find((event) => event.node.definition.kind === 'compensation')
    if (undoing?.node.handler !== undefined) compiled.undoneBy = nodes.get(undoing.node.handler)
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
