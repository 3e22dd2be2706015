import type {
  BusinessRuleTask,
  CallActivity,
  EventDefinition,
  EventNode,
  Expression,
  FlowNode,
  FlowNodeType,
  IoMapping,
  MultiInstance,
  ProcessModel,
  SequenceFlow,
} from '@fachwerk/bpmn'

type Options = Record<string, unknown>
type Mapping = Readonly<Record<string, string>>

const feel = (source: string): Expression => ({ feel: source })
const mappings = (mapping: Mapping | undefined): IoMapping['inputs'] =>
  Object.entries(mapping ?? {}).map(([target, source]) => ({ target, source: feel(source) }))

/** Short forms of what a drawing says; everything else is passed into the node as it is. */
export interface NodeOptions {
  readonly in?: Mapping
  readonly out?: Mapping
  readonly default?: string
  readonly multi?: { readonly [K in keyof MultiInstance]?: MultiInstance[K] extends boolean | undefined ? boolean : string } & {
    readonly sequential?: boolean
  }
  readonly scope?: string
  readonly more?: Options
}

/** Builds a `ProcessModel` without XML: `process('p').start('s').task('a').end('e').flow('s', 'a', 'e')`. */
export class ProcessBuilder {
  private readonly nodes: Record<string, FlowNode> = {}
  private readonly flows: Record<string, SequenceFlow> = {}
  private readonly id: string

  constructor(id: string) {
    this.id = id
  }

  node(type: FlowNodeType, id: string, options: NodeOptions = {}): this {
    const multi = options.multi
    const base = {
      type,
      id,
      line: 1,
      incoming: [],
      outgoing: [],
      io: { inputs: mappings(options.in), outputs: mappings(options.out) },
      ...(options.scope !== undefined && { scope: options.scope }),
      ...(options.default !== undefined && { defaultFlow: options.default }),
      ...(multi && { multiInstance: multiInstance(multi) }),
      ...(!/Event|Gateway/.test(type) && { boundary: [], isForCompensation: false }),
      ...options.more,
    }
    this.nodes[id] = base as unknown as FlowNode
    return this
  }

  event(type: EventNode['type'], id: string, definition: EventDefinition = { kind: 'none' }, options: NodeOptions = {}): this {
    return this.node(type, id, { ...options, more: { definition, interrupting: true, ...options.more } })
  }
  start(id: string, scope?: string): this {
    return this.event('startEvent', id, { kind: 'none' }, scope === undefined ? {} : { scope })
  }
  end(id: string, scope?: string, definition?: EventDefinition): this {
    return this.event('endEvent', id, definition, scope === undefined ? {} : { scope })
  }
  boundary(
    id: string,
    attachedTo: string,
    definition: EventDefinition,
    options: NodeOptions & { readonly interrupting?: boolean } = {},
  ): this {
    const host = this.nodes[attachedTo] as FlowNode & { boundary: string[] }
    host.boundary.push(id)
    const { interrupting = true } = options
    const scope = host.scope === undefined ? {} : { scope: host.scope }
    return this.event('boundaryEvent', id, definition, { ...scope, ...options, more: { attachedTo, interrupting } })
  }
  task(id: string, options?: NodeOptions): this {
    return this.node('task', id, options)
  }
  user(id: string, options?: NodeOptions): this {
    return this.node('userTask', id, options)
  }
  service(id: string, jobType: string, options: NodeOptions = {}): this {
    return this.node('serviceTask', id, {
      ...options,
      more: { jobType: feel(JSON.stringify(jobType)), headers: {}, ...options.more },
    })
  }
  script(id: string, script: string, resultVariable: string, options: NodeOptions = {}): this {
    return this.node('scriptTask', id, { ...options, more: { script: feel(script), resultVariable } })
  }
  rule(
    id: string,
    decision: string,
    resultVariable: string,
    options: NodeOptions & { readonly mapResult?: BusinessRuleTask['mapResult'] } = {},
  ): this {
    const more = { decision: feel(JSON.stringify(decision)), resultVariable, mapResult: options.mapResult ?? 'none' }
    return this.node('businessRuleTask', id, { ...options, more })
  }
  call(id: string, calledProcess: string, options: NodeOptions = {}): this {
    const more: Partial<CallActivity> = {
      calledProcess: feel(JSON.stringify(calledProcess)),
      propagateAllIn: true,
      propagateAllOut: true,
      callInputs: [],
      callOutputs: [],
      ...options.more,
    }
    return this.node('callActivity', id, { ...options, more })
  }
  sub(id: string, options: NodeOptions = {}): this {
    return this.node('subProcess', id, { ...options, more: { triggeredByEvent: false } })
  }
  xor(id: string, options?: NodeOptions): this {
    return this.node('exclusiveGateway', id, options)
  }
  and(id: string, options?: NodeOptions): this {
    return this.node('parallelGateway', id, options)
  }

  /** A chain of flows; each is named `source-target`. */
  flow(...ids: readonly string[]): this {
    for (let index = 1; index < ids.length; index++) this.connect(ids[index - 1]!, ids[index]!)
    return this
  }
  when(source: string, condition: string, target: string): this {
    return this.connect(source, target, condition)
  }

  private connect(source: string, target: string, condition?: string): this {
    const id = `${source}-${target}`
    const from = this.nodes[source]!
    this.flows[id] = {
      id,
      source,
      target,
      ...(condition !== undefined && { condition: feel(condition) }),
      ...(from.scope !== undefined && { scope: from.scope }),
    }
    ;(from.outgoing as string[]).push(id)
    ;(this.nodes[target]!.incoming as string[]).push(id)
    return this
  }

  build(): ProcessModel {
    return {
      id: this.id,
      name: this.id,
      executable: true,
      extension: { starterGroups: [], personalData: [] },
      nodes: this.nodes,
      flows: this.flows,
      lanes: [],
    }
  }
}

export const process = (id = 'p'): ProcessBuilder => new ProcessBuilder(id)

function multiInstance(options: NonNullable<NodeOptions['multi']>): MultiInstance {
  const {
    sequential = false,
    item,
    outputCollection,
    collection,
    cardinality,
    output,
    completionCondition,
  } = options as Record<string, string> & {
    sequential?: boolean
  }
  return {
    sequential: Boolean(sequential),
    ...(collection !== undefined && { collection: feel(collection) }),
    ...(cardinality !== undefined && { cardinality: feel(cardinality) }),
    ...(item !== undefined && { item }),
    ...(output !== undefined && { output: feel(output) }),
    ...(outputCollection !== undefined && { outputCollection }),
    ...(completionCondition !== undefined && { completionCondition: feel(completionCondition) }),
  }
}

export const timer = (kind: 'date' | 'duration' | 'cycle', expression: string): EventDefinition => ({
  kind: 'timer',
  timer: kind,
  expression: feel(expression),
})
export const message = (name: string, correlationKey?: string): EventDefinition => ({
  kind: 'message',
  message: { name: feel(JSON.stringify(name)), ...(correlationKey !== undefined && { correlationKey: feel(correlationKey) }) },
})
export const error = (
  code?: string,
  variables: { readonly codeVariable?: string; readonly messageVariable?: string } = {},
): EventDefinition => ({
  kind: 'error',
  ...(code !== undefined && { code: feel(JSON.stringify(code)) }),
  ...variables,
})
