import { attribute, descendants, type XmlElement } from '@fachwerk/xml'
import * as namespaces from '../../namespaces.ts'
import { isTrue, type Reading } from '../../read/reading.ts'
import { checkDefaultFlows } from './default-flow.ts'
import { checkGatewayDirections } from './gateway-direction.ts'
import { checkLanes } from './lane.ts'
import { checkLoops } from './loop-characteristics.ts'
import { checkMessageFlows } from './message-flow.ts'
import { checkPools } from './pool.ts'

/** What the rules about drawings look at: of each element the process it is in. */
export interface Drawing {
  readonly reading: Reading
  readonly root: XmlElement
  readonly elements: readonly { readonly element: XmlElement; readonly process: XmlElement }[]
}

/**
 * Rules about what the process model does not hold: pools, message flows, lanes, and attributes that contradict the drawing (BPMN 2.0.2,
 * chapters 7 and 9, sections 10.6 and 10.8). In processes that are not executable what they find is told, and blocks nothing.
 */
export function checkDrawing(reading: Reading, root: XmlElement): void {
  const processes = root.children.flatMap((child) =>
    child.kind === 'element' && child.uri === namespaces.bpmn && child.local === 'process' ? [child] : [],
  )
  const elements = processes.flatMap((process) =>
    [...descendants(process)].flatMap((element) => (element.uri === namespaces.bpmn ? [{ element, process }] : [])),
  )
  const drawing: Drawing = { reading, root, elements }
  const anyExecutable = processes.some(isExecutable)
  checkMessageFlows(drawing, anyExecutable)
  checkPools(drawing)
  for (const process of processes) {
    reading.executable = isExecutable(process)
    const own = elements.filter((one) => one.process === process).map(({ element }) => element)
    checkLanes(drawing, process)
    checkDefaultFlows(reading, own)
    checkGatewayDirections(reading, own)
    checkLoops(reading, own)
  }
}

const isExecutable = (process: XmlElement): boolean => isTrue(attribute(process, 'isExecutable'))
