import type { FlowNode, ProcessModel } from './model.ts'

/**
 * Where a process, or the sub-process `scope`, begins that has no start event: at everything no arrow leads to (BPMN 2.0.2, sections 10.5.2
 * and 13.3.1). None where there is a start event or something that instantiates.
 */
export function implicitStarts(process: Pick<ProcessModel, 'nodes'>, scope?: string): readonly FlowNode[] {
  const inside = Object.values(process.nodes).filter((node) => node.scope === scope)
  return inside.some(begins) ? [] : inside.filter(mayBegin)
}

const begins = (node: FlowNode): boolean => node.type === 'startEvent' || ('instantiate' in node && node.instantiate === true)

/** Not what something else begins: an event at a border, a link, an event sub-process, what undoes an activity. */
function mayBegin(node: FlowNode): boolean {
  if (node.incoming.length > 0 || node.type === 'boundaryEvent') return false
  if (node.type === 'intermediateCatchEvent' && node.definition.kind === 'link') return false
  return !('triggeredByEvent' in node && node.triggeredByEvent) && !('isForCompensation' in node && node.isForCompensation)
}
