import type { FlowNodeType, ProcessModel } from '@fachwerk/bpmn'
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
  /** Element of the sub-process or multi-instance around; absent on process level. */
  readonly scope?: string
  /** 0-based index within a multi-instance. */
  readonly index?: number
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
  | 'incident'
  | 'compensating'
  | 'cancelled'

/** Turns the events of one instance into lines, remembering which element an activation belongs to. */
export class Tracer {
  private readonly process: ProcessModel
  private readonly elements = new Map<string, string>()
  private readonly indexes = new Map<string, number>()

  constructor(process: ProcessModel) {
    this.process = process
  }

  /** `undefined` for events that a reader of the trace need not see (they are bookkeeping of the engine). */
  line(event: Event): TraceLine | undefined {
    if (event.type === 'element-activated') {
      this.elements.set(event.activation, event.element)
      if (event.index !== undefined) this.indexes.set(event.activation, event.index)
    }
    const told = tellingOf(event, this.process.id)
    return told && this.complete(event, told)
  }

  private complete(event: Event, { element, event: what, detail }: Telling): TraceLine {
    const scope = 'scope' in event && event.scope !== undefined ? this.elements.get(event.scope) : undefined
    const index = 'activation' in event ? this.indexes.get(event.activation) : undefined
    return {
      at: new Date(event.at).toISOString(),
      element,
      type: event.type === 'flow-taken' ? 'sequenceFlow' : (this.process.nodes[element]?.type ?? 'process'),
      event: what,
      process: this.process.id,
      ...(scope !== undefined && { scope }),
      ...(index !== undefined && { index }),
      ...(detail !== undefined && { detail }),
    }
  }
}

interface Telling {
  readonly element: string
  readonly event: TraceEvent
  readonly detail?: string
}

function tellingOf(event: Event, process: string): Telling | undefined {
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
      return { element: process, event: 'started' }
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
