import { attribute, type XmlElement } from '@fachwerk/xml'
import { feelString } from '../expressions/feel-string.ts'
import type {
  BpmnFile,
  EventDefinition,
  FlowNode,
  MessageFlow,
  MessageFlowEnd,
  MessageReference,
  ProcessModel,
} from '../model.ts'
import { hasProgram } from '../has-program.ts'
import { present } from '../present.ts'
import { bpmnChildren, localId, nameOf, nonEmpty, type Reading } from './reading.ts'

/** Message flows of all collaborations (BPMN 2.0.2, section 9.4). An end that is no node of a process here is a pool. */
export function readMessageFlows(
  reading: Reading,
  root: XmlElement,
  processes: readonly ProcessModel[],
  participants: BpmnFile['participants'],
): MessageFlow[] {
  const ends = new Map<string, MessageFlowEnd>()
  for (const { id, processId } of participants) ends.set(id, present({ process: processId }))
  for (const { id: process, nodes } of processes)
    for (const element of Object.keys(nodes)) ends.set(element, { process, element })
  const endAt = (element: XmlElement, name: string): MessageFlowEnd => ends.get(localId(attribute(element, name) ?? '')) ?? {}
  return bpmnChildren(root, 'collaboration').flatMap((collaboration) =>
    bpmnChildren(collaboration, 'messageFlow').map((flow) => ({
      id: attribute(flow, 'id') ?? '',
      source: endAt(flow, 'sourceRef'),
      target: endAt(flow, 'targetRef'),
      ...present({ name: nameOf(flow), message: messageName(reading, flow) }),
    })),
  )
}

function messageName(reading: Reading, flow: XmlElement): string | undefined {
  const reference = nonEmpty(attribute(flow, 'messageRef'))
  const message = reference === undefined ? undefined : reading.byId.get(localId(reference))
  return message?.local === 'message' ? nonEmpty(attribute(message, 'name')) : undefined
}

/**
 * What a drawing joins needs no name: an event or receive task without message has that of the other end of its message flow, or that of
 * the flow, or the flow's id. So partners find each other wherever they run, and who is outside knows what to say.
 */
export function nameJoinedMessages(processes: readonly ProcessModel[], flows: readonly MessageFlow[]): readonly ProcessModel[] {
  const nodes = new Map(processes.flatMap((process) => Object.values(process.nodes).map((node) => [node.id, node])))
  const known = new Map<string, MessageReference>()
  const given = new Map<string, MessageReference>()
  const joined = flows.flatMap(({ id, source, target, message }) => {
    const ends = [source, target].flatMap(({ element }) => (element === undefined ? [] : [nodes.get(element)!]))
    return [{ id, message, ends: ends.filter((node) => sendsOrReceives(node)) }]
  })
  for (const { ends } of joined) for (const node of ends) noteOwn(node, known)
  const give = (node: FlowNode, reference: MessageReference) => {
    known.set(node.id, reference)
    given.set(node.id, reference)
  }
  // What is named anywhere goes along the flows first; only what is left is named by a flow.
  for (const isLast of [false, true]) {
    for (const { id, message, ends } of joined) {
      const reference = ends.map((node) => known.get(node.id)).find(Boolean)
      const chosen = reference ?? (isLast || message !== undefined ? { name: { feel: feelString(message ?? id) } } : undefined)
      if (chosen) for (const node of ends) if (!known.has(node.id)) give(node, chosen)
    }
  }
  if (given.size === 0) return processes
  return processes.map((process) => ({
    ...process,
    nodes: Object.fromEntries(Object.entries(process.nodes).map(([id, node]) => [id, named(node, given.get(id))])),
  }))
}

const ownMessage = (node: FlowNode): MessageReference | undefined => {
  if ('definition' in node) return node.definition.kind === 'message' ? node.definition.message : undefined
  return node.type === 'receiveTask' || node.type === 'sendTask' ? node.message : undefined
}

const sendsOrReceives = (node: FlowNode): boolean =>
  node.type === 'receiveTask' ||
  (node.type === 'sendTask' && !hasProgram(node)) ||
  ('definition' in node && node.definition.kind === 'message' && !node.jobType)

function noteOwn(node: FlowNode, known: Map<string, MessageReference>): void {
  const message = ownMessage(node)
  if (message) known.set(node.id, message)
}

function named(node: FlowNode, message: MessageReference | undefined): FlowNode {
  if (!message) return node
  if (node.type === 'receiveTask' || node.type === 'sendTask') return { ...node, message }
  const definition: EventDefinition = { kind: 'message', message }
  return 'definition' in node ? { ...node, definition } : node
}
