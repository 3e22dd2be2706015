import type { FlowNode, ProcessModel } from '@fachwerk/bpmn'
import { implicitStarts } from '@fachwerk/bpmn'
import { compiledProcess } from '../compiled-process.ts'
import type { SimulationInput } from './simulate.ts'

/** Of several that start together those that only a message or signal begins wait for it; if all do, the first begins all the same. */
export function rootsOf({ start, processes, scenario }: SimulationInput): readonly string[] {
  if (typeof start === 'string') return [start]
  const ids = [...new Set(start)]
  const begins = ids.filter((id) => {
    const model = processes.get(id)
    if (!model) return true
    return (
      model.nodes[scenario?.startEvent ?? ''] !== undefined ||
      implicitStarts(model).length > 0 ||
      startsOf(model).some(beginsByItself)
    )
  })
  return begins.length > 0 ? begins : ids.slice(0, 1)
}

/** Where an instance begins: where the scenario says, if it means this one of several. */
export function startOf(model: ProcessModel, wanted: string | undefined, isOneOfSeveral: boolean): string | undefined {
  if (wanted !== undefined && (model.nodes[wanted] !== undefined || !isOneOfSeveral)) return wanted
  return firstStart(model)
}

/** Where there is no none start event, a simulation takes the first: the message has come, the time has passed. */
function firstStart(model: ProcessModel): string | undefined {
  const starts = startsOf(model)
  const none = starts.find((node) => kindOf(node) === 'none')
  // An instantiating receive task or event-based gateway begins a process as well.
  const [other] = compiledProcess(model).instantiating
  return (none ?? starts.find(beginsByItself) ?? starts[0] ?? other)?.id
}

const startsOf = (model: ProcessModel): readonly FlowNode[] =>
  Object.values(model.nodes).filter((node) => node.type === 'startEvent' && node.scope === undefined)

const kindOf = (node: FlowNode): string | undefined => ('definition' in node ? node.definition.kind : undefined)

/** Nobody else has to say anything: it is simply begun, or its time has come. */
const beginsByItself = (node: FlowNode): boolean => ['none', 'timer'].includes(kindOf(node) ?? '')
