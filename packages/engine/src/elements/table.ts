import type { FlowNode } from '@fachwerk/bpmn'
import type { ElementBehaviour, Elements } from '../element-behaviour.ts'
import { adHocSubProcess } from './ad-hoc-sub-process/ad-hoc-sub-process.ts'
import { boundaryEvent } from './boundary-event/boundary-event.ts'
import { businessRuleTask } from './business-rule-task/business-rule-task.ts'
import { callActivity } from './call-activity/call-activity.ts'
import { complexGateway } from './complex-gateway/complex-gateway.ts'
import { endEvent } from './end-event/end-event.ts'
import { eventBasedGateway } from './event-based-gateway/event-based-gateway.ts'
import { exclusiveGateway } from './exclusive-gateway/exclusive-gateway.ts'
import { inclusiveGateway } from './inclusive-gateway/inclusive-gateway.ts'
import { intermediateCatchEvent } from './intermediate-catch-event/intermediate-catch-event.ts'
import { intermediateThrowEvent } from './intermediate-throw-event/intermediate-throw-event.ts'
import { parallelGateway } from './parallel-gateway/parallel-gateway.ts'
import { plainTask } from './plain-task/plain-task.ts'
import { receiveTask } from './receive-task/receive-task.ts'
import { scriptTask } from './script-task/script-task.ts'
import { serviceTask } from './service-task/service-task.ts'
import { startEvent } from './start-event/start-event.ts'
import { subProcess } from './sub-process/sub-process.ts'
import { userTask } from './user-task/user-task.ts'

/** Each entry handles exactly the nodes of its own type, which the common signature cannot say. */
const of = <N extends FlowNode>(behaviour: ElementBehaviour<N>): ElementBehaviour => behaviour as unknown as ElementBehaviour

/** Every BPMN element and what it does. To add one: write its file, name it here. */
export const elements: Elements = {
  startEvent: of(startEvent),
  intermediateCatchEvent: of(intermediateCatchEvent),
  intermediateThrowEvent: of(intermediateThrowEvent),
  boundaryEvent: of(boundaryEvent),
  endEvent: of(endEvent),
  task: of(plainTask),
  manualTask: of(plainTask),
  userTask: of(userTask),
  serviceTask: of(serviceTask),
  sendTask: of(serviceTask),
  receiveTask: of(receiveTask),
  scriptTask: of(scriptTask),
  businessRuleTask: of(businessRuleTask),
  callActivity: of(callActivity),
  subProcess: of(subProcess),
  transaction: of(subProcess),
  adHocSubProcess: of(adHocSubProcess),
  exclusiveGateway: of(exclusiveGateway),
  parallelGateway: of(parallelGateway),
  inclusiveGateway: of(inclusiveGateway),
  eventBasedGateway: of(eventBasedGateway),
  complexGateway: of(complexGateway),
}
