import { feelString } from '../expressions/feel-string.ts'
import type { ServiceTask } from '../model.ts'
import { present } from '../present.ts'
import { readHeaders, readJobImplementation } from './job-implementation.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { camundaAttribute } from './reading.ts'

/** Service task and send task (BPMN 2.0.2, section 10.3.3). Without implementation the job type is the element's id. */
export function readServiceTask(context: NodeContext): ServiceTask {
  const { reading, element, id } = context
  const job = readJobImplementation(reading, element)
  return {
    ...readActivityBase(context),
    type: element.local === 'sendTask' ? 'sendTask' : 'serviceTask',
    headers: readHeaders(element),
    ...(job ?? { jobType: { feel: feelString(id) } }),
    ...present({ resultVariable: camundaAttribute(element, 'resultVariable') }),
  }
}
