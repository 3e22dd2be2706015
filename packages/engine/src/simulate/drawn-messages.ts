import type { FlowNode, MessageFlow, ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { Event, InstanceState } from '../api.ts'
import type { PostedMessage } from './message-board.ts'

/**
 * What one command sends along the message flows of a drawing (BPMN 2.0.2, section 9.4). A message event sends when it throws; any other
 * activity at the start of a flow, when it completes, with its local variables. Without flow the name of a message decides who gets it.
 */
export function sentMessages(
  model: ProcessModel,
  flows: readonly MessageFlow[],
  before: InstanceState | undefined,
  events: readonly Event[],
  from: string,
): readonly PostedMessage[] {
  const thrown = new Set<string>()
  return events.flatMap((event): readonly PostedMessage[] => {
    if (event.type === 'message-thrown') {
      thrown.add(event.activation)
      const { name, correlationKey, variables, element } = event
      return along(leaving(flows, model.id, element), { name, correlationKey, variables, from })
    }
    if (event.type !== 'element-completed' || thrown.has(event.activation)) return []
    const leading = leaving(flows, model.id, event.element)
    const node = model.nodes[event.element]
    if (leading.length === 0 || !node || !sendsByItself(node) || isBody(node, before, event, events)) return []
    const variables: JsonObject = before?.activations[event.activation]?.variables ?? {}
    return leading.map((flow) => ({ name: nameOf(flow), correlationKey: '', variables, to: flow.target, from }))
  })
}

/** What a flow carries, for a reader. */
export const nameOf = ({ id, name, message }: MessageFlow): string => message ?? name ?? id

const leaving = (flows: readonly MessageFlow[], process: string, element: string): readonly MessageFlow[] =>
  flows.filter(({ source, target }) => source.process === process && source.element === element && target.process !== undefined)

const along = (flows: readonly MessageFlow[], message: PostedMessage): readonly PostedMessage[] =>
  flows.length === 0 ? [message] : flows.map(({ target }) => ({ ...message, to: target }))

/** An activity, or a message event that a program carries out. */
const sendsByItself = (node: FlowNode): boolean =>
  'boundary' in node || ('definition' in node && node.definition.kind === 'message' && node.jobType !== undefined)

/** Each instance of a multi-instance sends, its body does not. */
function isBody(
  node: FlowNode,
  before: InstanceState | undefined,
  { activation }: Extract<Event, { type: 'element-completed' }>,
  events: readonly Event[],
): boolean {
  if (!('boundary' in node) || !(node.multiInstance ?? node.standardLoop)) return false
  const begun = events.find((event) => event.type === 'element-activated' && event.activation === activation)
  return (begun?.type === 'element-activated' ? begun.index : before?.activations[activation]?.['index']) === undefined
}
