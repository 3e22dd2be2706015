import type { LocalText } from '@fachwerk/problem'
import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import { feelString } from '../expressions/feel-string.ts'
import { readWritten } from '../expressions/read-condition.ts'
import type { Role } from '../expressions/read-expression.ts'
import type { Expression, IoMapping } from '../model.ts'
import type { RuleId } from '../rule-ids.ts'
import { bpmnChild, bpmnChildren, label, localId, nonEmpty, reportForExecution, type Reading } from './reading.ts'

/*
 * Data in a drawing (BPMN 2.0.2, section 10.4) is read into what the engine runs anyway: a data object or property is a variable of the
 * scope it is drawn in, a data input a local variable of its activity, a data association a mapping.
 */

type Mapping = IoMapping['inputs'][number]

const role: Role = { what: { de: 'Eine Datenzuordnung', en: 'A data association' }, onFailure: 'error' }

/** Variables a container (sub-process, activity, event) brings along: its data objects, their states, its properties. Nothing is in them yet. */
export function ownVariables(reading: Reading, container: XmlElement): Mapping[] {
  const objects = bpmnChildren(container, 'dataObject')
  // A state belongs to the data object, wherever the reference that is in that state is drawn.
  const inStates = objects.filter((object) => referencesTo(reading, object).some((reference) => stateOf(reference) !== undefined))
  const states = inStates.flatMap((object) => stateVariable(reading, object) ?? [])
  const properties = bpmnChildren(container, 'property').filter((property) => !isPlaceholder(property))
  const names = [...objects, ...properties].flatMap((data) => nameOfData(reading, data) ?? [])
  return [...new Set([...names, ...states])].map((target) => ({ target, source: { feel: 'null' } }))
}

/** What goes into an activity or a throwing event before it works. */
export function dataInputs(reading: Reading, element: XmlElement): Mapping[] {
  return associations(element, 'dataInputAssociation').flatMap((association) =>
    isPlaceholder(targetOf(reading, association)) ? [] : mappingsOf(reading, element, association),
  )
}

/** What comes out of an activity or a catching event after it worked. */
export function dataOutputs(reading: Reading, element: XmlElement): Mapping[] {
  const collected = loopReference(reading, element, 'loopDataOutputRef')
  return associations(element, 'dataOutputAssociation').flatMap((association) => {
    const isOfLoop =
      targetOf(reading, association)?.local === 'outputDataItem' ||
      (collected !== undefined && sourcesOf(reading, association).includes(collected))
    return isOfLoop ? [] : mappingsOf(reading, element, association)
  })
}

/** An arrow to a data object with a state says that it is in that state afterwards, whether data goes along or not. */
export function dataStates(reading: Reading, element: XmlElement): Mapping[] {
  return associations(element, 'dataOutputAssociation').flatMap((association) => {
    const target = targetOf(reading, association)
    const state = target && stateOf(target)
    const variable = target && stateVariable(reading, target)
    return state === undefined || variable === undefined ? [] : [{ target: variable, source: { feel: feelString(state) } }]
  })
}

/**
 * When an activity may begin: as soon as everything an input set asks for is there (BPMN 2.0.2, 10.4.2 and 13.3.2). Inputs that no arrow
 * leads to cannot become available and are not asked for. `undefined`: at once.
 */
export function dataAvailable(reading: Reading, element: XmlElement): Expression | undefined {
  const specification = bpmnChild(element, 'ioSpecification')
  if (!specification) return undefined
  const supply = new Map<XmlElement, string>()
  for (const association of associations(element, 'dataInputAssociation')) {
    const target = targetOf(reading, association)
    if (target?.local === 'dataInput')
      supply.set(
        target,
        mappingsOf(reading, element, association, true)
          .map(({ source }) => `(${source.feel}) != null`)
          .join(' and '),
      )
  }
  const sets = bpmnChildren(specification, 'inputSet').map((set) => {
    const optional = new Set(referred(reading, set, 'optionalInputRefs'))
    const required = referred(reading, set, 'dataInputRefs').filter((input) => !optional.has(input))
    return required.flatMap((input) => supply.get(input) || [])
  })
  // A set that asks for nothing is always available.
  if (sets.length === 0 || sets.some((required) => required.length === 0)) return undefined
  return { feel: sets.map((required) => `(${required.join(' and ')})`).join(' or ') }
}

/** Data that an attribute or child of the loop names: the variable's name, or what an association brings to that data input. */
export function loopInput(reading: Reading, activity: XmlElement): Expression | undefined {
  const data = loopReference(reading, activity, 'loopDataInputRef')
  if (!data) return undefined
  const association = associations(activity, 'dataInputAssociation').find((one) => targetOf(reading, one) === data)
  const mappings = association ? mappingsOf(reading, activity, association, true) : []
  const name = nameOfData(reading, data)
  return mappings.length === 1 ? mappings[0]!.source : name === undefined ? undefined : { feel: name }
}

/** What each instance gives: what an arrow brings to the loop's output item, else the variable of its name. */
export function loopOutputItem(reading: Reading, activity: XmlElement): Expression | undefined {
  const loop = bpmnChild(activity, 'multiInstanceLoopCharacteristics')
  const item = loop && bpmnChild(loop, 'outputDataItem')
  if (!item) return undefined
  const association = associations(activity, 'dataOutputAssociation').find((one) => targetOf(reading, one) === item)
  const mappings = association ? mappingsOf(reading, activity, association) : []
  const name = spoken(item)
  return mappings.length === 1 ? mappings[0]!.source : name === undefined ? undefined : { feel: name }
}

/** Where the outputs of a multi-instance are collected: the target of the arrow from its data output, else that data itself. */
export function loopOutput(reading: Reading, activity: XmlElement): string | undefined {
  const data = loopReference(reading, activity, 'loopDataOutputRef')
  if (!data) return undefined
  const association = associations(activity, 'dataOutputAssociation').find((one) => sourcesOf(reading, one).includes(data))
  return nameOfData(reading, (association && targetOf(reading, association)) ?? data)
}

function loopReference(reading: Reading, activity: XmlElement, child: string): XmlElement | undefined {
  const loop = bpmnChild(activity, 'multiInstanceLoopCharacteristics')
  const reference = loop && bpmnChild(loop, child)
  return reference && reading.byId.get(localId(textOf(reference)))
}

/**
 * Section 10.4.1: a transformation replaces the target, assignments set parts of it afterwards, without either the one source is copied. An
 * arrow that names no source only shows that something is written. `quietly`: what is wrong with it is told elsewhere.
 */
function mappingsOf(reading: Reading, element: XmlElement, association: XmlElement, quietly = false): Mapping[] {
  const say = quietly ? { ...reading, problems: [] } : reading
  const target = targetOf(reading, association)
  const sources = sourcesOf(reading, association)
  const transformation = bpmnChild(association, 'transformation')
  const assignments = bpmnChildren(association, 'assignment')
  if (!transformation && assignments.length === 0 && sources.length === 0) return []
  if (!target || [target, ...sources].some(({ local }) => local === 'dataStoreReference')) {
    if (!target) tell(say, element, 'data-association-target', noTarget)
    else tell(say, element, 'data-store-not-executed', store)
    return []
  }
  const name = nameOfData(reading, target)
  if (name === undefined) return []
  if (!transformation && assignments.length === 0) {
    const source = nameOfData(reading, sources[0]!)
    if (sources.length > 1) tell(say, element, 'data-association-sources', manySources)
    return source === undefined || sources.length > 1 ? [] : [{ target: name, source: { feel: source } }]
  }
  return [
    ...(transformation ? [{ target: name, source: readWritten(say, element, transformation, role) }] : []),
    ...assignments.flatMap((assignment) => readAssignment(say, element, assignment, target, name)),
  ]
}

function readAssignment(
  reading: Reading,
  element: XmlElement,
  assignment: XmlElement,
  target: XmlElement,
  name: string,
): Mapping[] {
  const from = bpmnChild(assignment, 'from')
  const to = bpmnChild(assignment, 'to')
  const path = to && pathWithin(readWritten(reading, element, to, role).feel, name, attribute(target, 'id') ?? name)
  if (from && path !== undefined) return [{ target: path, source: readWritten(reading, element, from, role) }]
  tell(reading, element, 'data-assignment', noPath)
  return []
}

/** `betrag`, `Antrag.betrag` and the id in place of the name mean the same place in the target. */
function pathWithin(written: string, name: string, id: string): string | undefined {
  const path = written.trim()
  if (path === name || path === id) return name
  const within = [name, id].find((start) => path.startsWith(`${start}.`))
  const rest = within === undefined ? path : path.slice(within.length + 1)
  return /^[\p{L}_][\p{L}\p{N}_ ]*(\.[\p{L}_][\p{L}\p{N}_ ]*)*$/u.test(rest) && rest !== 'null' ? `${name}.${rest}` : undefined
}

const associations = (element: XmlElement, local: 'dataInputAssociation' | 'dataOutputAssociation'): XmlElement[] =>
  bpmnChildren(element, local)

const referred = (reading: Reading, owner: XmlElement, child: string): XmlElement[] =>
  bpmnChildren(owner, child).flatMap((reference) => reading.byId.get(localId(textOf(reference))) ?? [])

const sourcesOf = (reading: Reading, association: XmlElement): XmlElement[] => referred(reading, association, 'sourceRef')
const targetOf = (reading: Reading, association: XmlElement): XmlElement | undefined =>
  referred(reading, association, 'targetRef')[0]

/** bpmn.io draws an arrow into an activity as an association with a property of this name; no data goes there. */
const isPlaceholder = (data: XmlElement | undefined): boolean =>
  data?.local === 'property' && attribute(data, 'name') === '__targetRef_placeholder'

/**
 * The variable a data element stands for: its name where FEEL can say it, else its id. A data object is called as it is drawn, which most
 * editors write at the reference.
 */
function nameOfData(reading: Reading, data: XmlElement): string | undefined {
  if (data.local === 'dataObjectReference') {
    const object = objectOf(reading, data)
    return object ? nameOfData(reading, object) : spoken(data)
  }
  if (data.local !== 'dataObject') return spoken(data)
  const own = plainName(data)
  return own ?? firstReferenceName(reading, data) ?? spoken(data)
}

const objectOf = (reading: Reading, reference: XmlElement): XmlElement | undefined => {
  const id = nonEmpty(attribute(reference, 'dataObjectRef'))
  return id === undefined ? undefined : reading.byId.get(localId(id))
}

const referencesTo = (reading: Reading, object: XmlElement): readonly XmlElement[] =>
  reading.dataReferences.get(attribute(object, 'id') ?? '') ?? []

const firstReferenceName = (reading: Reading, object: XmlElement): string | undefined =>
  referencesTo(reading, object).flatMap((reference) => plainName(reference) ?? [])[0]

const spoken = (data: XmlElement): string | undefined => plainName(data) ?? nonEmpty(attribute(data, 'id'))

/** A name that FEEL can say; one line, single spaces. */
function plainName(data: XmlElement): string | undefined {
  const name = attribute(data, 'name')?.replace(/\s+/g, ' ').trim()
  return name !== undefined && /^[\p{L}_][\p{L}\p{N}_]*( [\p{L}\p{N}_]+)*$/u.test(name) ? name : undefined
}

const stateOf = (reference: XmlElement): string | undefined => {
  const state = bpmnChild(reference, 'dataState')
  return state && nonEmpty(attribute(state, 'name')?.trim())
}

function stateVariable(reading: Reading, data: XmlElement): string | undefined {
  const name = data.local === 'dataObjectReference' || data.local === 'dataObject' ? nameOfData(reading, data) : undefined
  return name === undefined ? undefined : `${name}_state`
}

interface Fault {
  readonly is: LocalText
  readonly remedy: LocalText
}

function tell(reading: Reading, element: XmlElement, rule: RuleId, { is, remedy }: Fault): void {
  const message = {
    de: `Eine Datenzuordnung von „${label(element)}“ ${is.de}.`,
    en: `A data association of "${label(element)}" ${is.en}.`,
  }
  reportForExecution(reading, element, 'error', rule, message, remedy)
}

const noTarget: Fault = {
  is: { de: 'führt zu keinem Datenelement', en: 'leads to no data element' },
  remedy: {
    de: 'Bitte lassen Sie sie zu einem Datenobjekt, einer Eigenschaft oder einem Ein- oder Ausgang führen (targetRef).',
    en: 'Please let it lead to a data object, a property, or a data input or output (targetRef).',
  },
}
const manySources: Fault = {
  is: {
    de: 'hat mehrere Quellen, sagt aber nicht, was aus ihnen wird',
    en: 'has several sources but does not say what becomes of them',
  },
  remedy: {
    de: 'Bitte geben Sie eine Umwandlung (transformation) in FEEL an, oder zeichnen Sie für jede Quelle eine eigene Zuordnung.',
    en: 'Please give a transformation in FEEL, or draw an association of its own for each source.',
  },
}
const noPath: Fault = {
  is: { de: 'setzt einen Teil, der sich nicht benennen lässt', en: 'sets a part that cannot be named' },
  remedy: {
    de: 'Bitte geben Sie „from“ als Ausdruck an und „to“ als Namen innerhalb des Ziels, zum Beispiel betrag oder anschrift.ort.',
    en: 'Please give "from" as an expression and "to" as a name within the target, for example betrag or anschrift.ort.',
  },
}
const store: Fault = {
  is: {
    de: 'liest oder schreibt einen Datenspeicher; das führen wir noch nicht aus',
    en: 'reads or writes a data store; we do not execute that yet',
  },
  remedy: {
    de: 'Bitte lesen und schreiben Sie solche Daten mit einer Dienstaufgabe. Ein Pfeil ohne Quelle und Umwandlung darf gezeichnet bleiben.',
    en: 'Please read and write such data by a service task. An arrow without source and transformation may stay in the drawing.',
  },
}
