import type { DeclarationMistake } from '@fachwerk/privacy'
import type { LocalText, Problem, Severity } from '@fachwerk/problem'
import { attribute, childElement, childElements, descendants, textOf, type XmlDocument, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import type { RuleId } from '../rule-ids.ts'
import { shortened } from '../shortened.ts'

/** What the readers of one file share: where to report, and what references point to. */
export interface Reading {
  readonly file: string | undefined
  readonly problems: Problem[]
  /** BPMN elements by id; the first one where an id is there twice. */
  readonly byId: ReadonlyMap<string, XmlElement>
  /** References to data objects, by the id of the data object. */
  readonly dataReferences: ReadonlyMap<string, readonly XmlElement[]>
  /** Activities for compensation, by the id of the event an association joins them with. */
  readonly compensatedBy: ReadonlyMap<string, string>
  /** The file declares Camunda 7's namespace: its defaults hold where an attribute is missing. */
  readonly isCamunda7: boolean
  /** `expressionLanguage` of the file. */
  readonly expressionLanguage: string | undefined
  /** Whether the process being read is to be executed; what stands in the way of execution only matters then. */
  executable: boolean
  /** `zeebe:userTaskForm` of the process being read, by id. */
  embeddedForms: ReadonlyMap<string, string>
}

export function startReading(document: XmlDocument, file: string | undefined): Reading {
  const byId = new Map<string, XmlElement>()
  for (const element of descendants(document.root)) {
    const id = attribute(element, 'id')
    if (id !== undefined && element.uri === namespaces.bpmn && !byId.has(id)) byId.set(id, element)
  }
  const references = [...byId.values()].filter(({ local }) => local === 'dataObjectReference')
  const dataReferences = Map.groupBy(references, (reference) => localId(attribute(reference, 'dataObjectRef') ?? ''))
  const isCamunda7 = document.root.attributes.some(
    (candidate) => candidate.name.startsWith('xmlns:') && candidate.value === namespaces.camunda,
  )
  const expressionLanguage = attribute(document.root, 'expressionLanguage')
  return {
    file,
    problems: [],
    byId,
    dataReferences,
    compensatedBy: compensatedBy(byId),
    isCamunda7,
    expressionLanguage,
    executable: false,
    embeddedForms: new Map(),
  }
}

/** Whichever way the association was drawn; the first counts (BPMN 2.0.2, section 10.7.2). */
function compensatedBy(byId: ReadonlyMap<string, XmlElement>): Map<string, string> {
  const found = new Map<string, string>()
  for (const association of byId.values()) {
    if (association.local !== 'association') continue
    const [source, target] = ['sourceRef', 'targetRef'].map((end) => localId(attribute(association, end) ?? '')) as [
      string,
      string,
    ]
    for (const [event, other] of [
      [source, target],
      [target, source],
    ] as const) {
      const activity = byId.get(other)
      if (activity && isTrue(attribute(activity, 'isForCompensation')) && !found.has(event)) found.set(event, other)
    }
  }
  return found
}

/** A problem at an element, without those of its parts that are absent. */
export function report(
  reading: Reading,
  element: XmlElement,
  severity: Severity,
  rule: RuleId | DeclarationMistake['rule'],
  message: LocalText,
  remedy: LocalText,
): void {
  reading.problems.push({
    severity,
    rule,
    ...present({ file: reading.file, element: attribute(element, 'id'), elementName: nameOf(element) }),
    line: element.line,
    column: element.column,
    message,
    remedy,
  })
}

/** Something that only stands in the way of execution: told, but harmless, for a process that is a drawing only. */
export function reportForExecution(
  reading: Reading,
  element: XmlElement,
  severity: 'error' | 'warning',
  rule: RuleId | DeclarationMistake['rule'],
  message: LocalText,
  remedy: LocalText,
): void {
  report(reading, element, reading.executable ? severity : 'info', rule, message, remedy)
}

/** How a person would call the element: its name on one line, else its id, else its kind. */
export const label = (element: XmlElement): string => shortened(nameOf(element) ?? attribute(element, 'id') ?? element.local)

/** Name on one line; a word divided for the drawing (`Staatsanwalt-⏎schaft`) is whole again. */
export function nameOf(element: XmlElement): string | undefined {
  const name = attribute(element, 'name')
    ?.replace(/(?<=\p{Ll})-\r?\n(?=\p{Ll})/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return name === '' ? undefined : name
}

/** Extension element of another namespace, e.g. `zeebe:taskDefinition`. */
export function extension(element: XmlElement, uri: string, local: string): XmlElement | undefined {
  const parent = childElement(element, namespaces.bpmn, 'extensionElements')
  return parent && childElement(parent, uri, local)
}

export function extensions(element: XmlElement, uri: string, local: string): XmlElement[] {
  return childElements(element, namespaces.bpmn, 'extensionElements').flatMap((parent) => childElements(parent, uri, local))
}

/** Attribute of an extension element, `undefined` also where it is empty. */
export function extensionAttribute(element: XmlElement, uri: string, local: string, name: string): string | undefined {
  const found = extension(element, uri, local)
  return found && nonEmpty(attribute(found, name))
}

export const camundaAttribute = (element: XmlElement, name: string): string | undefined =>
  nonEmpty(attribute(element, name, namespaces.camunda) ?? attribute(element, name, namespaces.activiti))

export const bpmnChild = (element: XmlElement, local: string): XmlElement | undefined =>
  childElement(element, namespaces.bpmn, local)

export const bpmnChildren = (element: XmlElement, local: string): XmlElement[] => childElements(element, namespaces.bpmn, local)

export function childText(element: XmlElement, local: string): string | undefined {
  const child = bpmnChild(element, local)
  return child && nonEmpty(textOf(child).trim())
}

/** `tns:message` as `message`: a reference in an attribute is a QName, ids are not. */
export const localId = (reference: string): string => reference.trim().slice(reference.trim().indexOf(':') + 1)

export const nonEmpty = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text

export const isTrue = (text: string | undefined): boolean => text?.trim() === 'true' || text?.trim() === '1'

/** Comma-separated list without empty parts. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
