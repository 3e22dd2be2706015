import { attribute, descendants, type XmlElement } from '@fachwerk/xml'
import type { EventNode, FlowNode, ProcessModel, SequenceFlow } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readBusinessRuleTask } from './business-rule-task.ts'
import type { NodeContext, NodeReader } from './node-context.ts'
import { readPlainTask } from './plain-task.ts'
import { readProcessExtension } from './process-extension.ts'
import { bpmnChildren, isTrue, localId, nameOf, nonEmpty, type Reading } from './reading.ts'
import { readScriptTask } from './script-task.ts'
import { readUserTask } from './user-task.ts'

const readers: Readonly<Record<string, NodeReader>> = {
  globalTask: readPlainTask,
  globalManualTask: readPlainTask,
  globalUserTask: readUserTask,
  globalBusinessRuleTask: readBusinessRuleTask,
  globalScriptTask: readScriptTask,
}

/**
 * Global tasks that a call activity of the file calls (BPMN 2.0.2, section 10.3.6): each a process of this one task, so that calling it
 * is calling a process.
 */
export function readGlobalTasks(reading: Reading, root: XmlElement): ProcessModel[] {
  const called = new Set(calledElements(root))
  return Object.entries(readers).flatMap(([local, read]) =>
    bpmnChildren(root, local).flatMap((element) => {
      const id = nonEmpty(attribute(element, 'id'))
      return id !== undefined && called.has(id) ? [processOf(reading, element, id, read)] : []
    }),
  )
}

/** By processes that run: a drawing stays a drawing. */
function calledElements(root: XmlElement): string[] {
  const running = bpmnChildren(root, 'process').filter((process) => isTrue(attribute(process, 'isExecutable')))
  return running.flatMap((process) =>
    [...descendants(process)].flatMap((element) => {
      if (element.local === 'calledElement' && element.uri === namespaces.zeebe) return attribute(element, 'processId') ?? []
      const called = element.local === 'callActivity' ? attribute(element, 'calledElement') : undefined
      return called === undefined ? [] : [localId(called)]
    }),
  )
}

function processOf(reading: Reading, element: XmlElement, id: string, read: NodeReader): ProcessModel {
  reading.executable = true
  const [begin, end] = [`${id}-start`, `${id}-end`]
  const flows = [flow(`${id}-in`, begin, id, element.line), flow(`${id}-out`, id, end, element.line)]
  const context: NodeContext = {
    reading,
    element,
    id,
    scope: undefined,
    incoming: [flows[0]!.id],
    outgoing: [flows[1]!.id],
    boundary: [],
  }
  const nodes: FlowNode[] = [
    event('startEvent', begin, element.line, { outgoing: [flows[0]!.id] }),
    read(context),
    event('endEvent', end, element.line, { incoming: [flows[1]!.id] }),
  ]
  return {
    id,
    name: nameOf(element) ?? id,
    executable: true,
    callOnly: true,
    line: element.line,
    extension: readProcessExtension(reading, element),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    flows: Object.fromEntries(flows.map((one) => [one.id, one])),
    lanes: [],
    ...present({ documentation: nodes[1]!.documentation }),
  }
}

const flow = (id: string, source: string, target: string, line: number): SequenceFlow => ({ id, source, target, line })

const event = (
  type: 'startEvent' | 'endEvent',
  id: string,
  line: number,
  ends: { readonly incoming?: readonly string[]; readonly outgoing?: readonly string[] },
): EventNode => ({
  type,
  id,
  line,
  incoming: ends.incoming ?? [],
  outgoing: ends.outgoing ?? [],
  io: { inputs: [], outputs: [] },
  definition: { kind: 'none' },
  interrupting: true,
})
