import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import { readExpression, readRequiredExpression } from '../expressions/read-expression.ts'
import { readCondition } from '../expressions/read-condition.ts'
import type { EventDefinition } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { reportErrorMessage } from './camunda-7.ts'
import { readMessageReference } from './message-reference.ts'
import { bpmnChild, bpmnChildren, camundaAttribute, isTrue, localId, nonEmpty, type Reading } from './reading.ts'

/** Definitions inside an event, and those it refers to by `eventDefinitionRef`. */
export function eventDefinitionsOf(event: XmlElement): XmlElement[] {
  return event.children.flatMap((child) =>
    child.kind === 'element' &&
    child.uri === namespaces.bpmn &&
    (child.local.endsWith('EventDefinition') || child.local === 'eventDefinitionRef')
      ? [child]
      : [],
  )
}

/** Event definitions (BPMN 2.0.2, section 10.5.5). */
export function readEventDefinition(reading: Reading, event: XmlElement): EventDefinition {
  const [first, ...more] = eventDefinitionsOf(event)
  if (!first) return { kind: 'none' }
  if (more.length === 0) return readOne(reading, event, first)
  return {
    kind: isTrue(attribute(event, 'parallelMultiple')) ? 'parallelMultiple' : 'multiple',
    definitions: [first, ...more].map((definition) => readOne(reading, event, definition)),
  }
}

/** A root definition that something other than an event refers to. */
export function readReferencedDefinition(reading: Reading, owner: XmlElement, reference: string): EventDefinition | undefined {
  const definition = reading.byId.get(localId(reference))
  const read = definition && Object.hasOwn(readers, definition.local) ? readers[definition.local] : undefined
  return read && definition ? read(reading, owner, definition) : undefined
}

function readOne(reading: Reading, event: XmlElement, first: XmlElement): EventDefinition {
  const definition = first.local === 'eventDefinitionRef' ? reading.byId.get(localId(textOf(first))) : first
  const read = definition && Object.hasOwn(readers, definition.local) ? readers[definition.local] : undefined
  return read && definition ? read(reading, event, definition) : { kind: 'none' }
}

type DefinitionReader = (reading: Reading, event: XmlElement, definition: XmlElement) => EventDefinition

const readers: Readonly<Record<string, DefinitionReader | undefined>> = {
  messageEventDefinition: (reading, event, definition) => ({
    kind: 'message',
    ...present({ message: readMessageReference(reading, event, definition) }),
  }),
  timerEventDefinition: readTimer,
  errorEventDefinition: readError,
  terminateEventDefinition: () => ({ kind: 'terminate' }),
  signalEventDefinition: readSignal,
  escalationEventDefinition: readEscalation,
  linkEventDefinition: (_reading, _event, definition) => ({ kind: 'link', name: attribute(definition, 'name')?.trim() ?? '' }),
  conditionalEventDefinition: readConditional,
  compensateEventDefinition: readCompensation,
  cancelEventDefinition: () => ({ kind: 'cancel' }),
}

/** A timer without time is read as `null`; the check says so. */
function readTimer(reading: Reading, event: XmlElement, definition: XmlElement): EventDefinition {
  const role = { what: { de: 'Die Zeitangabe', en: 'The time' }, onFailure: 'error' } as const
  for (const timer of ['date', 'duration', 'cycle'] as const) {
    const child = bpmnChild(definition, { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' }[timer])
    const text = child && nonEmpty(textOf(child).trim())
    if (text !== undefined) return { kind: 'timer', timer, expression: readRequiredExpression(reading, event, text, role) }
  }
  const kind =
    bpmnChildren(definition, 'timeDuration').length > 0
      ? 'duration'
      : bpmnChildren(definition, 'timeCycle').length > 0
        ? 'cycle'
        : 'date'
  return { kind: 'timer', timer: kind, expression: { feel: 'null' } }
}

/** The root element of that kind a definition refers to. */
function referenced(reading: Reading, definition: XmlElement, name: string, kind: string): XmlElement | undefined {
  const reference = nonEmpty(attribute(definition, name))
  const found = reference === undefined ? undefined : reading.byId.get(localId(reference))
  return found?.local === kind ? found : undefined
}

function readSignal(reading: Reading, event: XmlElement, definition: XmlElement): EventDefinition {
  const signal = referenced(reading, definition, 'signalRef', 'signal')
  const role = { what: { de: 'Der Name des Signals', en: 'The name of the signal' }, onFailure: 'error' } as const
  return { kind: 'signal', ...present({ name: readExpression(reading, event, signal && attribute(signal, 'name'), role) }) }
}

function readEscalation(reading: Reading, event: XmlElement, definition: XmlElement): EventDefinition {
  const escalation = referenced(reading, definition, 'escalationRef', 'escalation')
  const text = escalation && (nonEmpty(attribute(escalation, 'escalationCode')) ?? nonEmpty(attribute(escalation, 'name')))
  const role = { what: { de: 'Der Eskalationscode', en: 'The escalation code' }, onFailure: 'error' } as const
  return {
    kind: 'escalation',
    ...present({
      code: readExpression(reading, event, text, role),
      codeVariable: camundaAttribute(definition, 'escalationCodeVariable'),
    }),
  }
}

/** A condition that is absent or cannot be read is `null`; the check says so. */
function readConditional(reading: Reading, event: XmlElement, definition: XmlElement): EventDefinition {
  const condition = bpmnChild(definition, 'condition')
  return { kind: 'conditional', condition: (condition && readCondition(reading, event, condition)) ?? { feel: 'null' } }
}

/** `waitForCompletion` is true unless the drawing says otherwise (BPMN 2.0.2, table 10.97). */
function readCompensation(_reading: Reading, _event: XmlElement, definition: XmlElement): EventDefinition {
  const activity = nonEmpty(attribute(definition, 'activityRef'))
  const waits = attribute(definition, 'waitForCompletion')?.trim()
  return {
    kind: 'compensation',
    waitForCompletion: waits !== 'false' && waits !== '0',
    ...present({ activity: activity === undefined ? undefined : localId(activity) }),
  }
}

function readError(reading: Reading, event: XmlElement, definition: XmlElement): EventDefinition {
  const reference = nonEmpty(attribute(definition, 'errorRef'))
  const error = reference === undefined ? undefined : reading.byId.get(localId(reference))
  if (event.local === 'endEvent') reportErrorMessage(reading, event, error)
  const text =
    error?.local === 'error' ? (nonEmpty(attribute(error, 'errorCode')) ?? nonEmpty(attribute(error, 'name'))) : undefined
  return {
    kind: 'error',
    ...present({
      code: readExpression(reading, event, text, { what: { de: 'Der Fehlercode', en: 'The error code' }, onFailure: 'error' }),
      codeVariable: camundaAttribute(definition, 'errorCodeVariable'),
      messageVariable: camundaAttribute(definition, 'errorMessageVariable'),
    }),
  }
}
