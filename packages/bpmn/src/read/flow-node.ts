import type { FlowNodeType } from '../model.ts'
import { readBusinessRuleTask } from './business-rule-task.ts'
import { readCallActivity } from './call-activity.ts'
import { readEvent } from './event.ts'
import { readGateway } from './gateway.ts'
import type { NodeReader } from './node-context.ts'
import { readPlainTask } from './plain-task.ts'
import { readReceiveTask } from './receive-task.ts'
import { readScriptTask } from './script-task.ts'
import { readServiceTask } from './service-task.ts'
import { readSubProcess } from './sub-process.ts'
import { readUserTask } from './user-task.ts'

/** One reader for each flow node of BPMN. To add one: its reader, and a line here. */
const nodeReaders: Readonly<Record<FlowNodeType, NodeReader>> = {
  userTask: readUserTask,
  serviceTask: readServiceTask,
  sendTask: readServiceTask,
  scriptTask: readScriptTask,
  businessRuleTask: readBusinessRuleTask,
  task: readPlainTask,
  manualTask: readPlainTask,
  receiveTask: readReceiveTask,
  callActivity: readCallActivity,
  subProcess: readSubProcess,
  transaction: readSubProcess,
  adHocSubProcess: readSubProcess,
  exclusiveGateway: readGateway,
  parallelGateway: readGateway,
  inclusiveGateway: readGateway,
  eventBasedGateway: readGateway,
  complexGateway: readGateway,
  startEvent: readEvent,
  intermediateCatchEvent: readEvent,
  intermediateThrowEvent: readEvent,
  boundaryEvent: readEvent,
  endEvent: readEvent,
}

export const nodeReader = (local: string): NodeReader | undefined =>
  Object.hasOwn(nodeReaders, local) ? nodeReaders[local as FlowNodeType] : undefined

export const isSubProcess = (local: string): boolean =>
  local === 'subProcess' || local === 'transaction' || local === 'adHocSubProcess'
