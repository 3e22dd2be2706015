import { describe, expect, it } from 'vitest'
import { assigningLane, laneOf } from './lane-of.ts'
import type { UserTask } from './model.ts'
import { executable, processOf } from './test-kit/bpmn-text.ts'

const lane = (id: string, nodes: readonly string[], inner = '') =>
  `<lane id="${id}" name="Stelle ${id}">${nodes.map((node) => `<flowNodeRef>${node}</flowNodeRef>`).join('')}${inner}</lane>`

const process = processOf(
  executable(`<laneSet>
    ${lane('a', ['eins', 'zwei', 'teil'], `<childLaneSet>${lane('a1', ['zwei'])}${lane('a2', [])}</childLaneSet>`)}
    ${lane('b', ['drei'])}</laneSet><laneSet>${lane('c', ['drei'])}</laneSet>
    <userTask id="eins"/><userTask id="zwei"/><userTask id="drei" camunda:assignee="ada"/><userTask id="vier"/>
    <subProcess id="teil"><laneSet>${lane('d', ['fuenf'])}</laneSet><userTask id="fuenf"/><userTask id="sechs"/></subProcess>`),
)

describe('the lane of a node', () => {
  it.each([
    ['eins', 'a'],
    ['zwei', 'a1'],
    ['drei', 'b'],
    ['vier', undefined],
    ['fuenf', 'd'],
    ['sechs', 'a'],
  ])('%s lies in %s', (node, wanted) => {
    expect(laneOf(process, node)?.id).toBe(wanted)
  })

  it('assigns unless the task says who does it', () => {
    expect(assigningLane(process, process.nodes['zwei'] as UserTask)?.name).toBe('Stelle a1')
    expect(assigningLane(process, process.nodes['drei'] as UserTask)).toBeUndefined()
  })
})
