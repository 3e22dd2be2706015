import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import type { Lane } from '../model.ts'
import { bpmnChildren, localId, nameOf } from './reading.ts'

/** Lanes of all lane sets of a process or sub-process, those inside lanes after the lane around them (BPMN 2.0.2, section 10.8). */
export function readLanes(container: XmlElement, around?: { readonly id: string }): Lane[] {
  return bpmnChildren(container, around ? 'childLaneSet' : 'laneSet').flatMap((set) =>
    bpmnChildren(set, 'lane').flatMap((lane) => {
      const id = attribute(lane, 'id') ?? ''
      const nodes = bpmnChildren(lane, 'flowNodeRef').map((reference) => localId(textOf(reference)))
      const read = { id, name: nameOf(lane) ?? id, nodes, ...(around && { parent: around.id }) }
      return [read, ...readLanes(lane, read)]
    }),
  )
}
