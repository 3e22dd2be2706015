import { isEventSubProcess } from './event-sub-process.ts'
import type { FlowNode, ProcessModel } from './model.ts'

/**
 * Where a process begins that has no start event: at everything no arrow leads to (BPMN 2.0.2, sections 10.5.2 and 13.3.1). None where there is a start event or something that instantiates.
 */
export const implicitStarts = (process: Pick<ProcessModel, 'nodes'>): readonly FlowNode[] =>
  implicitStartsAmong(Object.values(process.nodes).filter(({ scope }) => scope === undefined))

/** The same of the nodes that lie in one process or sub-process. */
export const implicitStartsAmong = (inside: readonly FlowNode[]): readonly FlowNode[] =>
  inside.some(begins) ? [] : inside.filter(mayBegin)

/** Activities of an ad-hoc sub-process that may begin by themselves or by command: those no arrow leads to (BPMN 2.0.2, section 13.3.5). */
export const adHocActivities = (process: Pick<ProcessModel, 'nodes'>, scope: string): readonly FlowNode[] =>
  Object.values(process.nodes).filter((node) => node.scope === scope && 'boundary' in node && mayBegin(node))

const begins = (node: FlowNode): boolean => node.type === 'startEvent' || ('instantiate' in node && node.instantiate === true)

/** Not what something else begins: an event at a border, a link, an event sub-process, what undoes an activity. */
function mayBegin(node: FlowNode): boolean {
  if (node.incoming.length > 0 || node.type === 'boundaryEvent') return false
  if (node.type === 'intermediateCatchEvent' && node.definition.kind === 'link') return false
  return !isEventSubProcess(node) && !('isForCompensation' in node && node.isForCompensation)
}
