import { attribute, textOf, type XmlElement } from '@fachwerk/xml'
import type { Lane } from '../model.ts'
import { bpmnChildren, localId, nameOf } from './reading.ts'

/** Lanes of all lane sets, those inside lanes after the lane around them (BPMN 2.0.2, section 10.8). */
export function readLanes(container: XmlElement, setName: 'laneSet' | 'childLaneSet' = 'laneSet'): Lane[] {
  return bpmnChildren(container, setName).flatMap((set) =>
    bpmnChildren(set, 'lane').flatMap((lane) => {
      const id = attribute(lane, 'id') ?? ''
      const nodes = bpmnChildren(lane, 'flowNodeRef').map((reference) => localId(textOf(reference)))
      return [{ id, name: nameOf(lane) ?? id, nodes }, ...readLanes(lane, 'childLaneSet')]
    }),
  )
}
