import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import type { ActivityBase, FlowNode, NodeBase } from '../model.ts'
import { present } from '../present.ts'
import { readIoMapping } from './io-mapping.ts'
import { readMultiInstance } from './multi-instance.ts'
import { readStandardLoop, wholeNumber } from './standard-loop.ts'
import { bpmnChild, isTrue, localId, nameOf, nonEmpty, type Reading } from './reading.ts'

/** What a reader of one kind of flow node gets. */
export interface NodeContext {
  readonly reading: Reading
  readonly element: XmlElement
  readonly id: string
  readonly scope: string | undefined
  readonly incoming: readonly string[]
  readonly outgoing: readonly string[]
  /** Ids of the boundary events attached to it. */
  readonly boundary: readonly string[]
}

export type NodeReader = (context: NodeContext) => FlowNode

export function readNodeBase({ reading, element, id, scope, incoming, outgoing }: NodeContext): NodeBase {
  return {
    id,
    line: element.line,
    incoming,
    outgoing,
    io: readIoMapping(reading, element),
    ...present({ name: nameOf(element), documentation: readDocumentation(element), scope }),
  }
}

/** Activities: tasks, sub-processes and call activities (BPMN 2.0.2, section 10.3). */
export function readActivityBase(context: NodeContext): ActivityBase {
  const { reading, element, boundary } = context
  return {
    ...readNodeBase(context),
    isForCompensation: isTrue(attribute(element, 'isForCompensation')),
    boundary,
    ...present({
      defaultFlow: readDefaultFlow(context),
      multiInstance: readMultiInstance(reading, element),
      standardLoop: readStandardLoop(reading, element),
      startQuantity: quantity(attribute(element, 'startQuantity')),
      completionQuantity: quantity(attribute(element, 'completionQuantity')),
    }),
  }
}

/** 1 is what holds without it. */
function quantity(text: string | undefined): number | undefined {
  const number = wholeNumber(text)
  return number === 1 ? undefined : number
}

/** `default` counts only where it is one of the node's own outgoing flows. */
export function readDefaultFlow({ element, outgoing }: NodeContext): string | undefined {
  const flow = nonEmpty(attribute(element, 'default'))
  return flow !== undefined && outgoing.includes(localId(flow)) ? localId(flow) : undefined
}

export function readDocumentation(element: XmlElement): string | undefined {
  const documentation = bpmnChild(element, 'documentation')
  return documentation && nonEmpty(textOf(documentation).trim())
}
