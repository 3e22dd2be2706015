import { describe, expect, it } from 'vitest'
import { readBpmn } from '../read-bpmn.ts'
import { definitions, executable, flow, read, sequence, summary } from '../test-kit/bpmn-text.ts'

const found = (xml: string) => summary(read(xml).problems)

describe('schema', () => {
  it.each([
    ['nothing in a clean file', executable(sequence('<task id="a"/>')), []],
    [
      'an unknown element',
      executable(sequence('<usertask id="a"/>')),
      ['error unknown-element a 4', 'error unknown-reference f0 6', 'error unknown-reference f1 7'],
    ],
    ['an unknown attribute', executable(sequence('<task id="a" implementatoin="x"/>')), ['warning unknown-attribute a 4']],
    ['a step in the wrong place', executable(`<laneSet id="l">\n<task id="a"/></laneSet>`), ['error misplaced-element a 4']],
    ['other elements in the wrong place', executable('<timeDate id="a"/>'), ['warning misplaced-element a 3']],
    ['a step without id', executable('<task/>'), ['error missing-attribute undefined 3']],
    [
      'a flow without target',
      executable('<startEvent id="s"/>\n<sequenceFlow id="f" sourceRef="s"/>'),
      ['error missing-attribute f 4'],
    ],
    ['a truth value that is none', definitions('<process id="p" isExecutable="yes"/>'), ['error invalid-value p 2']],
    [
      'a word that is not in the list',
      executable('<parallelGateway id="g" gatewayDirection="Sideways"/>'),
      ['error invalid-value g 3'],
    ],
    ['a number that is none', executable('<task id="a" startQuantity="viele"/>'), ['error invalid-value a 3']],
    ['an id used twice', executable(sequence('<task id="a"/>') + '<task id="a"/>'), ['error duplicate-id a 7']],
    ['a flow to nothing', executable(`<startEvent id="s"/>${flow('f', 's', 'nowhere')}`), ['error unknown-reference f 3']],
    [
      'a lane with nothing',
      executable('<laneSet id="l"><lane id="x"><flowNodeRef>y</flowNodeRef></lane></laneSet>'),
      ['error unknown-reference x 3'],
    ],
    ['a boundary event at nothing', executable('<boundaryEvent id="b" attachedToRef="x"/>'), ['error unknown-reference b 3']],
    ['an unknown message', executable('<receiveTask id="a" messageRef="x"/>'), ['error unknown-reference a 3']],
    [
      'an unknown error',
      executable('<endEvent id="a"><errorEventDefinition id="d" errorRef="x"/></endEvent>'),
      ['error unknown-reference d 3'],
    ],
    ['an unknown default', executable('<exclusiveGateway id="a" default="x"/>'), ['error unknown-reference a 3']],
    [
      'a reference to another kind',
      executable('<task id="t"/><receiveTask id="a" messageRef="t"/>'),
      ['error unknown-reference a 3'],
    ],
    [
      'other references to nothing',
      executable('<dataObjectReference id="a" dataObjectRef="x"/>'),
      ['warning unknown-reference a 3'],
    ],
    [
      'what stands in other namespaces',
      executable('<task id="a" zeebe:x="1"><extensionElements><zeebe:nonsense/></extensionElements></task>'),
      [],
    ],
    ['a reference into an imported file', executable('<receiveTask xmlns:o="urn:other" id="a" messageRef="o:x"/>'), []],
    [
      'a reference with the prefix of the file',
      executable('<receiveTask xmlns:o="urn:test" id="a" messageRef="o:m"/>', '<message id="m" name="n"/>'),
      [],
    ],
  ])('%s', (_, xml, expected) => expect(found(xml)).toEqual(expected))

  it('leaves flows to nowhere out of the model', () => {
    const [process] = read(executable(`<startEvent id="s"/>${flow('f', 's', 'nowhere')}`)).file.processes
    expect(process!.flows).toEqual({})
    expect(process!.nodes['s']!.outgoing).toEqual([])
  })

  it('refuses what is no BPMN', () => {
    expect(readBpmn('<html/>', { file: 'x' })).toMatchObject({ ok: false, problems: [{ rule: 'not-bpmn', file: 'x', line: 1 }] })
    expect(readBpmn('<a')).toMatchObject({ ok: false, problems: [{ rule: 'xml-not-well-formed' }] })
    expect(readBpmn('<!DOCTYPE a><a/>')).toMatchObject({ ok: false, problems: [{ rule: 'xml-doctype' }] })
  })

  it('stops counting in a hopeless file', () => {
    expect(read(executable('<nonsense/>'.repeat(5_000))).problems).toHaveLength(500)
  })

  it('takes odd ids as they are', () => {
    const { file } = read(
      executable('<startEvent id="__proto__"/><endEvent id="constructor"/>' + flow('toString', '__proto__', 'constructor')),
    )
    expect(Object.keys(file.processes[0]!.nodes)).toEqual(['__proto__', 'constructor'])
  })
})
