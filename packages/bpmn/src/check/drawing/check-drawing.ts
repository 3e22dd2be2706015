import { attribute, descendants, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../../namespaces.ts'
import { bpmnChildren, isTrue, type Reading } from '../../read/reading.ts'
import { checkDefaultFlows } from './default-flow.ts'
import { checkGatewayDirections } from './gateway-direction.ts'
import { checkLanes } from './lane.ts'
import { checkLoops } from './loop-characteristics.ts'
import { checkMessageFlows } from './message-flow.ts'
import { checkPools } from './pool.ts'

/** What the rules about drawings look at: the BPMN elements of each process. */
export interface Drawing {
  readonly reading: Reading
  readonly root: XmlElement
  readonly elements: ReadonlyMap<XmlElement, readonly XmlElement[]>
}

/**
 * Rules about what the process model does not hold: pools, message flows, lanes, and attributes that contradict the drawing (BPMN 2.0.2,
 * chapters 7 and 9, sections 10.6 and 10.8). In processes that are not executable what they find is told, and blocks nothing.
 */
export function checkDrawing(reading: Reading, root: XmlElement): void {
  const processes = bpmnChildren(root, 'process')
  const elements = new Map(
    processes.map((process) => [process, [...descendants(process)].filter(({ uri }) => uri === namespaces.bpmn)]),
  )
  const drawing: Drawing = { reading, root, elements }
  const anyExecutable = processes.some(isExecutable)
  checkMessageFlows(drawing, anyExecutable)
  checkPools(drawing)
  for (const [process, own] of elements) {
    reading.executable = isExecutable(process)
    checkLanes(reading, own)
    checkDefaultFlows(reading, own)
    checkGatewayDirections(reading, own)
    checkLoops(reading, own)
  }
}

const isExecutable = (process: XmlElement): boolean => isTrue(attribute(process, 'isExecutable'))
