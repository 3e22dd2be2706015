import { describe, expect, it } from 'vitest'
import { readBpmn } from '@fachwerk/bpmn'
import { simulate } from './simulate.ts'
import type { Scenario } from './scenario.ts'
import { way } from '../test-kit/drawn.ts'

const message = '<messageEventDefinition/>'
const input = (source: string, target: string) =>
  `<extensionElements><zeebe:ioMapping><zeebe:input source="=${source}" target="${target}"/></zeebe:ioMapping></extensionElements>`
const flow = (source: string, target: string) =>
  `<messageFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`

function run(
  flows: string,
  pools: Readonly<Record<string, string>>,
  more: { scenario?: Scenario; start?: readonly string[]; outside?: string } = {},
) {
  const ids = Object.keys(pools)
  const read = readBpmn(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="file" targetNamespace="urn:test">
    <collaboration id="zusammen">${ids.map((id) => `<participant id="pool_${id}" processRef="${id}"/>`).join('')}<participant id="fremd"/>${flows}</collaboration>
    ${ids.map((id) => `<process id="${id}" isExecutable="true">${pools[id]}</process>`).join('')}${more.outside ?? ''}</definitions>`,
  )
  if (!read.ok || read.problems.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(read.problems))
  const { processes, messageFlows } = read.file
  return simulate({
    processes: new Map(processes.map((process) => [process.id, process])),
    decide: () => undefined,
    start: more.start ?? ids,
    messageFlows,
    variables: { wunsch: 'Parkausweis' },
    ...(more.scenario && { scenario: more.scenario }),
  })
}

const told = ({ trace }: ReturnType<typeof run>) =>
  trace
    .filter(({ event }) => event === 'sent' || event === 'received')
    .map(({ process, element, event }) => `${process} ${element} ${event}`)

const citizen = `<startEvent id="s"/><intermediateThrowEvent id="stellen">${input('wunsch', 'antrag')}${message}</intermediateThrowEvent>
  <receiveTask id="erhalten"/><endEvent id="e"/>${way('s', 'stellen', 'erhalten', 'e')}`
const office = `<startEvent id="eingang">${message}</startEvent><userTask id="pruefen"/><endEvent id="bescheiden">${input('antrag', 'bescheid')}${message}</endEvent>
  ${way('eingang', 'pruefen', 'bescheiden')}`

describe('pools that start together', () => {
  it('send along message flows that have no names, also where the first pool waits to be begun', () => {
    for (const start of [
      ['buerger', 'amt'],
      ['amt', 'buerger'],
    ]) {
      const result = run(
        flow('stellen', 'eingang') + flow('bescheiden', 'erhalten'),
        { buerger: citizen, amt: office },
        { start },
      )
      expect(result).toMatchObject({ state: 'completed', incidents: [], waiting: [] })
      expect(told(result)).toEqual([
        'buerger stellen sent',
        'amt eingang received',
        'amt bescheiden sent',
        'buerger erhalten received',
      ])
    }
  })

  it('reach the drawn receiver although names and keys say nothing, and its data come along', () => {
    const named = `<startEvent id="s"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><endEvent id="e"/>${way('s', 'c', 'e')}`
    const key =
      '<message id="m" name="Bescheid"><extensionElements><zeebe:subscription correlationKey="=wunsch"/></extensionElements></message>'
    const sender = `<startEvent id="s2"/><sendTask id="senden">${input('wunsch', 'inhalt')}</sendTask><endEvent id="e2"/>${way('s2', 'senden', 'e2')}`
    const result = run(flow('senden', 'c'), { empfang: named, sender }, { outside: key })
    expect(result).toMatchObject({ state: 'completed', variables: { inhalt: 'Parkausweis' } })
  })

  it('tell several receivers, and each instance of a multi-instance tells', () => {
    const two = (one: string) =>
      `<startEvent id="${one}s"/><receiveTask id="${one}"/><endEvent id="${one}e"/>${way(`${one}s`, one, `${one}e`)}`
    const sender = `<startEvent id="s"/><endEvent id="e">${message}</endEvent>${way('s', 'e')}`
    expect(run(flow('e', 'a') + flow('e', 'b'), { a1: two('a'), b1: two('b'), c1: sender }).state).toBe('completed')
    const many = `<startEvent id="s"/><task id="e"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task><endEvent id="x"/>${way('s', 'e', 'x')}`
    const begun = run(flow('e', 'bs'), {
      c1: many,
      b1: `<startEvent id="bs">${message}</startEvent><endEvent id="be"/>${way('bs', 'be')}`,
    })
    expect(begun.trace.filter(({ process, event }) => process === 'b1' && event === 'started')).toHaveLength(3)
  })

  it('answer who asked: the partner hears first', () => {
    const asks = `<startEvent id="s"/><subProcess id="teil"><multiInstanceLoopCharacteristics><loopCardinality>1</loopCardinality></multiInstanceLoopCharacteristics>
      <startEvent id="ts"/><intermediateThrowEvent id="stellen">${message}</intermediateThrowEvent><receiveTask id="erhalten"/><endEvent id="te"/>${way('ts', 'stellen', 'erhalten', 'te')}</subProcess>
      <endEvent id="e"/>${way('s', 'teil', 'e')}`
    expect(run(flow('stellen', 'eingang') + flow('bescheiden', 'erhalten'), { buerger: asks, amt: office }).state).toBe(
      'completed',
    )
  })

  it('wait where the drawing leads nowhere else, and what outsiders say comes from the scenario by the name of the flow', () => {
    const waits = `<startEvent id="s"/><intermediateCatchEvent id="c">${message}</intermediateCatchEvent><endEvent id="e">${message}</endEvent>${way('s', 'c', 'e')}`
    const flows = flow('fremd', 'c') + flow('e', 'fremd')
    expect(run(flows, { p: waits })).toMatchObject({
      state: 'waiting',
      waiting: [{ element: 'c', for: 'message', detail: 'fremd_c' }],
    })
    expect(run(flows, { p: waits }, { scenario: { messages: [{ name: 'fremd_c' }] } }).state).toBe('completed')
  })

  it('a message that is there from the start begins a partner', () => {
    const asked = run(
      '',
      {
        zwei: `<startEvent id="z"/>${'<endEvent id="ze"/>'}${way('z', 'ze')}`,
        amt: office
          .replace(message, '<messageEventDefinition messageRef="m"/>')
          .replace(`${input('antrag', 'bescheid')}${message}`, ''),
      },
      {
        outside: '<message id="m" name="Antrag"/>',
        scenario: { messages: [{ name: 'Antrag' }] },
      },
    )
    expect(asked.trace.some(({ element, event }) => element === 'pruefen' && event === 'completed')).toBe(true)
  })

  it('one that is asked for and not done is not done', () => {
    const result = run(
      flow('stellen', 'eingang') + flow('bescheiden', 'erhalten'),
      { buerger: citizen, amt: office },
      {
        scenario: { userTasks: { pruefen: ['wait'] } },
      },
    )
    expect(result.state).toBe('waiting')
    expect(result.waiting.map((wait) => `${wait.process} ${wait.element} ${wait.for}`)).toEqual([
      'buerger erhalten message',
      'amt pruefen user-task',
    ])
  })
})
