import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import { feelString } from '../expressions/feel-string.ts'
import type { MessageReference, ServiceTask } from '../model.ts'
import { present } from '../present.ts'
import { readHeaders, readJobImplementation } from './job-implementation.ts'
import { readActivityBase, type NodeContext } from './node-context.ts'
import { readMessageById, readMessageReference } from './message-reference.ts'
import { bpmnChild, camundaAttribute, localId, type Reading } from './reading.ts'

/**
 * Service task and send task (BPMN 2.0.2, section 10.3.3). Without implementation the job type is the element's id; a send task then sends
 * its own message, or that of its operation.
 */
export function readServiceTask(context: NodeContext): ServiceTask {
  const { reading, element, id } = context
  const job = readJobImplementation(reading, element)
  return {
    ...readActivityBase(context),
    type: element.local === 'sendTask' ? 'sendTask' : 'serviceTask',
    headers: readHeaders(element),
    ...(job ?? { jobType: { feel: feelString(id) } }),
    ...present({
      resultVariable: camundaAttribute(element, 'resultVariable'),
      message: element.local === 'sendTask' && !job ? readSentMessage(reading, element) : undefined,
    }),
  }
}

/** An operation takes its message by `inMessageRef` (BPMN 2.0.2, section 8.4.3). */
function readSentMessage(reading: Reading, element: XmlElement): MessageReference | undefined {
  const own = readMessageReference(reading, element, element)
  const operation = own ? undefined : reading.byId.get(localId(attribute(element, 'operationRef') ?? ''))
  const taken = operation?.local === 'operation' ? bpmnChild(operation, 'inMessageRef') : undefined
  return taken ? readMessageById(reading, element, textOf(taken).trim()) : own
}
