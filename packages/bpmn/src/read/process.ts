import { attribute, childElements, textOf, type XmlElement } from '@fachwerk/xml'
import type { FlowNode, ProcessModel, SequenceFlow } from '../model.ts'
import * as namespaces from '../namespaces.ts'
import { present } from '../present.ts'
import { isSubProcess, nodeReader } from './flow-node.ts'
import { reportForeignBehaviour } from './foreign-behaviour.ts'
import { readLanes } from './lane.ts'
import { readDocumentation } from './node-context.ts'
import { readProcessExtension } from './process-extension.ts'
import { camundaAttribute, extensionAttribute, extensions, isTrue, localId, nameOf, type Reading } from './reading.ts'
import { readSequenceFlow } from './sequence-flow.ts'

/** One process with the nodes and flows of all its levels (BPMN 2.0.2, section 10.1). */
export function readProcess(reading: Reading, element: XmlElement, id: string): ProcessModel {
  reading.executable = isTrue(attribute(element, 'isExecutable'))
  reading.embeddedForms = embeddedForms(element)
  const placed = [...placedElements(element)]
  reportForeignBehaviour(reading, element)
  for (const { element: flow } of placed) if (flow.local === 'sequenceFlow') reportForeignBehaviour(reading, flow)
  const nodeElements = uniqueById(placed.filter(({ element: { local } }) => nodeReader(local)))
  const flows = readFlows(reading, placed, new Set(nodeElements.keys()))
  return {
    id,
    name: nameOf(element) ?? id,
    executable: reading.executable,
    line: element.line,
    extension: readProcessExtension(reading, element),
    nodes: readNodes(reading, nodeElements, flows),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    lanes: [element, ...placed.map((one) => one.element).filter(({ local }) => isSubProcess(local))].flatMap((container) =>
      readLanes(container),
    ),
    ...present({
      versionTag: extensionAttribute(element, namespaces.zeebe, 'versionTag', 'value') ?? camundaAttribute(element, 'versionTag'),
      documentation: readDocumentation(element),
      callOnly: camundaAttribute(element, 'isStartableInTasklist')?.trim() === 'false' ? (true as const) : undefined,
    }),
  }
}

interface Placed {
  readonly element: XmlElement
  /** Id of the sub-process around it. */
  readonly scope: string | undefined
}

/** Flow elements of all levels in document order. */
function* placedElements(container: XmlElement, scope?: string): Generator<Placed> {
  for (const element of childElements(container, namespaces.bpmn)) {
    yield { element, scope }
    if (isSubProcess(element.local)) yield* placedElements(element, attribute(element, 'id'))
  }
}

/** The first of several with the same id counts; the schema check reports the others. */
function uniqueById(placed: readonly Placed[]): Map<string, Placed> {
  const byId = new Map<string, Placed>()
  for (const one of placed) {
    const id = attribute(one.element, 'id')
    if (id !== undefined && !byId.has(id)) byId.set(id, one)
  }
  return byId
}

function readFlows(reading: Reading, placed: readonly Placed[], nodes: ReadonlySet<string>): SequenceFlow[] {
  const flows = placed.filter(({ element }) => element.local === 'sequenceFlow')
  return [...uniqueById(flows).values()].flatMap(({ element, scope }) => readSequenceFlow(reading, element, scope, nodes) ?? [])
}

function readNodes(
  reading: Reading,
  placed: ReadonlyMap<string, Placed>,
  flows: readonly SequenceFlow[],
): Record<string, FlowNode> {
  const incoming = Map.groupBy(flows, (flow) => flow.target)
  const outgoing = Map.groupBy(flows, (flow) => flow.source)
  const events = [...placed].filter(([, { element }]) => element.local === 'boundaryEvent')
  const boundary = Map.groupBy(events, ([, { element }]) => localId(attribute(element, 'attachedToRef') ?? ''))
  for (const { element } of placed.values()) reportForeignBehaviour(reading, element)
  const entries = [...placed].map(([id, { element, scope }]): [string, FlowNode] => [
    id,
    nodeReader(element.local)!({
      reading,
      element,
      id,
      scope,
      incoming: (incoming.get(id) ?? []).map((flow) => flow.id),
      outgoing: (outgoing.get(id) ?? []).map((flow) => flow.id),
      boundary: (boundary.get(id) ?? []).map(([eventId]) => eventId),
    }),
  ])
  return Object.fromEntries(entries)
}

function embeddedForms(process: XmlElement): Map<string, string> {
  return new Map(
    extensions(process, namespaces.zeebe, 'userTaskForm').map((form) => [attribute(form, 'id') ?? '', textOf(form).trim()]),
  )
}
