import type { EventDefinition, FlowNode, FlowNodeType, ProcessModel } from '@fachwerk/bpmn'
import type { Event } from '../api.ts'

/** One line of what `fachwerk simulate` prints. */
export interface TraceLine {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Id of the node, of the flow, or of the process itself. */
  readonly element: string
  readonly type: FlowNodeType | 'sequenceFlow' | 'process'
  readonly event: TraceEvent
  readonly process: string
  /** Id of the instance within the simulation; a called one has its caller's id before it. */
  readonly instance: string
  /** Element of the sub-process or multi-instance around; absent on process level. */
  readonly scope?: string
  /** 0-based index within a multi-instance. */
  readonly index?: number
  /** 0-based index of the scope, where it is one of a multi-instance. */
  readonly scopeIndex?: number
  /** Code of an error or incident, message name, decision or due date: whatever the event is about. */
  readonly detail?: string
}

export type TraceEvent =
  | 'started'
  | 'activated'
  | 'completed'
  | 'terminated'
  | 'taken'
  | 'failed'
  | 'fired'
  | 'set'
  | 'received'
  | 'sent'
  | 'evaluated'
  | 'thrown'
  | 'caught'
  | 'called'
  | 'incident'
  | 'resolved'
  | 'compensating'
  | 'cancelled'

/** Turns the events of one instance into lines, remembering which element an activation belongs to. */
export class Tracer {
  private readonly process: ProcessModel
  private readonly instance: string
  /** Element of the caller. */
  private readonly caller: string | undefined
  private readonly elements = new Map<string, string>()
  private readonly indexes = new Map<string, number>()
  private readonly incidents = new Map<string, Event & { readonly type: 'incident-raised' }>()

  constructor(process: ProcessModel, instance = '1', caller?: string) {
    this.process = process
    this.instance = instance
    this.caller = caller
  }

  /** None for events that a reader of the trace need not see (they are bookkeeping of the engine). */
  lines(event: Event): readonly TraceLine[] {
    if (event.type === 'incident-resolved') return this.resolved(event)
    if (event.type === 'incident-raised') this.incidents.set(event.incident, event)
    if (event.type === 'element-activated') {
      this.elements.set(event.activation, event.element)
      if (event.index !== undefined) this.indexes.set(event.activation, event.index)
    }
    const told = [tellingOf(event, this.process.id, this.caller), ...this.silent(event)]
    return told.flatMap((telling) => (telling ? [this.complete(event, telling)] : []))
  }

  /** Events that happen within their element, without an event of the engine: they are told when it is activated. */
  private silent(event: Event): readonly Telling[] {
    if (event.type === 'compensation-taken') return this.boundaryOf(event.activity)
    const node = event.type === 'element-activated' ? this.process.nodes[event.element] : undefined
    if (!node) return []
    // A process without start event may begin with a receive task, which then still waits.
    if (node.type === 'receiveTask' && !node.instantiate && this.elements.size === 1) return []
    if (this.elements.size === 1 || (this.elements.size === 2 && this.beganAtGateway())) return beginning(node)
    return 'definition' in node ? silentEvent(node.id, node.type, node.definition) : []
  }

  /** Then the event behind it is what began the instance (BPMN 2.0.2, 10.6.6). */
  private beganAtGateway(): boolean {
    const [first = ''] = this.elements.values()
    const node = this.process.nodes[first]
    return node?.type === 'eventBasedGateway' && node.instantiate === true
  }

  private boundaryOf(activity: string): readonly Telling[] {
    const host = this.process.nodes[activity]
    const events = host && 'boundary' in host ? host.boundary.map((id) => this.process.nodes[id]) : []
    return events.flatMap((node) =>
      node && 'definition' in node && node.definition.kind === 'compensation' ? [{ element: node.id, event: 'caught' }] : [],
    )
  }

  private resolved({ at, incident }: Extract<Event, { type: 'incident-resolved' }>): readonly TraceLine[] {
    const raised = this.incidents.get(incident)
    return raised ? [this.complete({ ...raised, at }, { element: raised.element, event: 'resolved', detail: raised.code })] : []
  }

  private complete(event: Event, { element, event: what, detail }: Telling): TraceLine {
    const around = 'scope' in event ? event.scope : undefined
    const scope = around === undefined ? undefined : this.elements.get(around)
    const scopeIndex = around === undefined ? undefined : this.indexes.get(around)
    const index = 'activation' in event && event.element === element ? this.indexes.get(event.activation) : undefined
    return {
      at: new Date(event.at).toISOString(),
      element,
      type: event.type === 'flow-taken' ? 'sequenceFlow' : (this.process.nodes[element]?.type ?? 'process'),
      event: what,
      process: this.process.id,
      instance: this.instance,
      ...(scope !== undefined && { scope }),
      ...(index !== undefined && { index }),
      ...(scopeIndex !== undefined && { scopeIndex }),
      ...(detail !== undefined && { detail }),
    }
  }
}

interface Telling {
  readonly element: string
  readonly event: TraceEvent
  readonly detail?: string
}

/** What an instance began with has happened before there was an instance. */
function beginning(node: FlowNode): readonly Telling[] {
  const element = node.id
  if (node.type === 'receiveTask') return [{ element, event: 'received' }]
  if (!('definition' in node)) return []
  const { kind } = node.definition
  if (kind === 'message' || kind === 'signal') return [{ element, event: 'received' }]
  return kind === 'timer' || kind === 'conditional'
    ? [{ element, event: 'fired' }]
    : kind === 'none'
      ? []
      : [{ element, event: 'caught' }]
}

function silentEvent(element: string, type: FlowNodeType, definition: EventDefinition): readonly Telling[] {
  const isThrown = type === 'endEvent' || type === 'intermediateThrowEvent'
  switch (definition.kind) {
    case 'link':
      return [{ element, event: isThrown ? 'thrown' : 'caught', detail: definition.name }]
    case 'terminate':
      return [{ element, event: 'thrown' }]
    case 'cancel':
    case 'compensation':
      return isThrown ? [{ element, event: 'thrown' }] : [{ element, event: 'caught' }]
    default:
      return []
  }
}

function tellingOf(event: Event, process: string, caller: string | undefined): Telling | undefined {
  switch (event.type) {
    case 'element-activated':
      return { element: event.element, event: 'activated' }
    case 'element-completed':
      return { element: event.element, event: 'completed' }
    case 'element-terminated':
      return { element: event.element, event: 'terminated' }
    case 'flow-taken':
      return { element: event.flow, event: 'taken' }
    case 'instance-created':
      return { element: process, event: 'started', ...(caller !== undefined && { detail: caller }) }
    case 'instance-completed':
      return { element: process, event: 'completed' }
    case 'instance-terminated':
      return { element: process, event: 'terminated', detail: event.reason }
    case 'instance-failed':
      return { element: process, event: 'failed', detail: event.code }
    default:
      return detailedTelling(event)
  }
}

function detailedTelling(event: Event): Telling | undefined {
  switch (event.type) {
    case 'timer-set':
      return { element: event.element, event: 'set', detail: new Date(event.due).toISOString() }
    case 'timer-fired':
      return { element: event.element, event: 'fired' }
    case 'message-received':
    case 'signal-received':
      return { element: event.element, event: 'received', detail: event.name }
    case 'message-thrown':
    case 'signal-thrown':
      return { element: event.element, event: 'sent', detail: event.name }
    case 'called-instance-started':
      return { element: event.element, event: 'called', detail: event.process }
    case 'compensation-taken':
      return { element: event.activity, event: 'compensating', detail: event.element }
    case 'transaction-cancelled':
      return { element: event.element, event: 'cancelled' }
    case 'condition-changed':
      return event.holds ? { element: event.element, event: 'fired' } : undefined
    case 'decision-evaluated':
      return { element: event.element, event: 'evaluated', detail: event.decision }
    case 'job-failed':
      return { element: event.element, event: 'failed', detail: event.message }
    case 'error-thrown':
    case 'escalation-thrown':
      return { element: event.element, event: 'thrown', detail: event.code }
    case 'error-caught':
    case 'escalation-caught':
      return { element: event.element, event: 'caught', detail: event.code }
    case 'incident-raised':
      return { element: event.element, event: 'incident', detail: event.code }
    default:
      return undefined
  }
}
