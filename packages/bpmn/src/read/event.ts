import { attribute, type XmlElement } from '@fachwerk/xml'
import type { EventNode, IoMapping } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { readPassed } from './call-activity.ts'
import { reportAllVariables } from './camunda-7.ts'
import { eventDefinitionsOf, readEventDefinition } from './event-definition.ts'
import { readFormReference } from './form-reference.ts'
import { readJobImplementation } from './job-implementation.ts'
import { readNodeBase, type NodeContext } from './node-context.ts'
import { camundaAttribute, isTrue, localId, nonEmpty } from './reading.ts'

/** Start, intermediate, boundary and end events (BPMN 2.0.2, section 10.5). */
export function readEvent(context: NodeContext): EventNode {
  const { reading, element } = context
  const attachedTo = nonEmpty(attribute(element, 'attachedToRef'))
  const interrupting = attribute(element, element.local === 'startEvent' ? 'isInterrupting' : 'cancelActivity')
  const definition = readEventDefinition(reading, element)
  const isThrowing = element.local === 'intermediateThrowEvent' || element.local === 'endEvent'
  const base = readNodeBase(context)
  return {
    ...base,
    io: readEventIo(context, base.io),
    type: element.local as EventNode['type'],
    definition,
    interrupting: interrupting?.trim() !== 'false' && interrupting?.trim() !== '0',
    ...present({
      attachedTo: attachedTo === undefined || element.local !== 'boundaryEvent' ? undefined : localId(attachedTo),
      handler:
        element.local === 'boundaryEvent' && definition.kind === 'compensation'
          ? context.reading.compensatedBy.get(context.id)
          : undefined,
      onePerKey: isTrue(attribute(element, 'onePerKey', namespaces.fachwerk)) ? (true as const) : undefined,
      form: element.local === 'startEvent' ? readFormReference(reading, element) : undefined,
      jobType: isThrowing ? readJobImplementation(reading, element, messageDefinition(element))?.jobType : undefined,
    }),
  }
}

/** In Camunda 7 a start event keeps who began the case in a variable of its own, and a signal takes along what its definition names. */
function readEventIo({ reading, element, scope }: NodeContext, io: IoMapping): IoMapping {
  const initiator = element.local === 'startEvent' && scope === undefined ? camundaAttribute(element, 'initiator') : undefined
  const signal = /(?:Throw|end)Event$/.test(element.local)
    ? eventDefinitionsOf(element).find(({ local }) => local === 'signalEventDefinition')
    : undefined
  if (signal) reportAllVariables(reading, element, signal)
  return {
    ...io,
    inputs: [...io.inputs, ...(signal ? readPassed(reading, signal, 'in') : [])],
    ...(initiator === undefined ? {} : { states: [...(io.states ?? []), { target: initiator, source: { feel: 'starter' } }] }),
  }
}

const messageDefinition = (event: XmlElement): XmlElement =>
  eventDefinitionsOf(event).find((definition) => definition.local === 'messageEventDefinition') ?? event
