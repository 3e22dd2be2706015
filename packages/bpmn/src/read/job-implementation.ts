import { attribute, childElement, childElements, textOf, type XmlElement } from '@fachwerk/xml'
import { feelString } from '../expressions/feel-string.ts'
import { numberLiteral, readExpression, readRequiredExpression } from '../expressions/read-expression.ts'
import type { Expression } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { camundaAttribute, extension, extensionAttribute, nonEmpty, type Reading } from './reading.ts'

/** Who does the work of a service task or of anything else that is implemented like one. */
export interface JobImplementation {
  readonly jobType: Expression
  readonly retries?: Expression
  readonly foreignImplementation?: string
}

const jobTypeRole = { what: { de: 'Der Auftragstyp', en: 'The job type' }, onFailure: 'error' } as const
const retriesRole = {
  what: { de: 'Die Zahl der Versuche', en: 'The number of retries' },
  onFailure: 'warning',
  literal: numberLiteral,
} as const

/**
 * `zeebe:taskDefinition`; Camunda 7: topic of an external task, or the class, delegate or expression that would do the work there.
 * `owner` is the element that carries the attributes: in message events it is the event definition.
 */
export function readJobImplementation(
  reading: Reading,
  element: XmlElement,
  owner: XmlElement = element,
): JobImplementation | undefined {
  const type = extensionAttribute(element, namespaces.zeebe, 'taskDefinition', 'type')
  if (type !== undefined) {
    const retries = extensionAttribute(element, namespaces.zeebe, 'taskDefinition', 'retries')
    return {
      jobType: readRequiredExpression(reading, element, type, jobTypeRole),
      ...present({ retries: readExpression(reading, element, retries, retriesRole) }),
    }
  }
  const topic = camundaAttribute(owner, 'topic')
  if (topic !== undefined) return { jobType: readRequiredExpression(reading, element, topic, jobTypeRole) }
  const foreign =
    camundaAttribute(owner, 'class') ??
    camundaAttribute(owner, 'delegateExpression') ??
    camundaAttribute(owner, 'expression') ??
    connectorOf(owner)
  return foreign === undefined
    ? undefined
    : { jobType: { feel: feelString(foreign), original: foreign }, foreignImplementation: foreign }
}

/** `camunda:connector`: a ready-made program such as `http-connector`. */
function connectorOf(owner: XmlElement): string | undefined {
  const connector = extension(owner, namespaces.camunda, 'connector')
  const id = connector && childElement(connector, namespaces.camunda, 'connectorId')
  return id && nonEmpty(textOf(id).trim())
}

/** `zeebe:taskHeaders` and, as the closest thing Camunda 7 has, `camunda:properties` of an external task. */
export function readHeaders(element: XmlElement): Record<string, string> {
  const headers = extension(element, namespaces.zeebe, 'taskHeaders')
  const properties = extension(element, namespaces.camunda, 'properties')
  return Object.fromEntries([
    ...(properties ? childElements(properties, namespaces.camunda, 'property') : []).map((property) => [
      attribute(property, 'name') ?? '',
      attribute(property, 'value') ?? '',
    ]),
    ...(headers ? childElements(headers, namespaces.zeebe, 'header') : []).map((header) => [
      attribute(header, 'key') ?? '',
      attribute(header, 'value') ?? '',
    ]),
  ]) as Record<string, string>
}
