import type { EventNode, FlowNode, ProcessModel, SubProcess } from './model.ts'

/** A sub-process that an event begins, not a flow (BPMN 2.0.2, section 10.3.5). */
export const isEventSubProcess = (node: FlowNode | undefined): node is SubProcess & { readonly triggeredByEvent: true } =>
  node?.type === 'subProcess' && node.triggeredByEvent

/** A start event that begins an event sub-process. */
export const startsEventSubProcess = ({ nodes }: Pick<ProcessModel, 'nodes'>, { type, scope }: EventNode): boolean =>
  type === 'startEvent' && scope !== undefined && isEventSubProcess(nodes[scope])
