import { describe, expect, it } from 'vitest'
import { drawnProcesses, way } from '../test-kit/drawn.ts'
import { readScenario } from './read-scenario.ts'
import type { Scenario } from './scenario.ts'
import { simulate, type SimulationInput } from './simulate.ts'

/** The scenario goes through `readScenario` first, as one from a file does. */
function run(content: string, scenario: Scenario, more: Partial<SimulationInput> & { outside?: string } = {}) {
  const processes = drawnProcesses(`<process id="p" isExecutable="true">${content}</process>`, more.outside)
  const read = readScenario(JSON.parse(JSON.stringify(scenario)))
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return simulate({
    processes: new Map(processes.map((process) => [process.id, process])),
    decide: () => undefined,
    start: 'p',
    variables: {},
    ...more,
    scenario: { start: '2026-11-23T08:00:00Z', ...read.value },
  })
}

const events = ({ trace }: ReturnType<typeof run>, ...wanted: readonly string[]) =>
  trace.filter(({ event }) => wanted.includes(event)).map(({ at, element, event }) => `${at.slice(5, 16)} ${element} ${event}`)

const boundary = (id: string, host: string, definition: string, interrupting = true) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${definition}</boundaryEvent><endEvent id="${id}e"/>${way(id, `${id}e`)}`
const user = `<startEvent id="s"/><userTask id="u"/><endEvent id="e"/>${way('s', 'u', 'e')}`
const job = `<startEvent id="s"/><serviceTask id="j"><extensionElements><zeebe:taskDefinition type="mail" retries="1"/></extensionElements></serviceTask><endEvent id="e"/>${way('s', 'j', 'e')}`
const call = `<startEvent id="s"/><callActivity id="c"><extensionElements><zeebe:calledElement processId="kind"/></extensionElements></callActivity><endEvent id="e"/>${way('s', 'c', 'e')}`
const child =
  '<process id="kind" isExecutable="true"><startEvent id="ks"/><userTask id="ku"/><endEvent id="ke"/><sequenceFlow id="k1" sourceRef="ks" targetRef="ku"/><sequenceFlow id="k2" sourceRef="ku" targetRef="ke"/></process>'

describe('steps of a scenario', () => {
  it('called processes give back what it says, throw and escalate, or do not come back', () => {
    const caught =
      call + boundary('b', 'c', '<errorEventDefinition/>') + boundary('x', 'c', '<escalationEventDefinition/>', false)
    const of = (...calls: NonNullable<Scenario['calls']>[string]) => run(caught, { calls: { kind: calls } }, { outside: child })
    expect(of({ result: { a: 1 }, after: 'P1D' })).toMatchObject({ state: 'completed', variables: { a: 1 } })
    expect(events(of({ error: { code: 'E', message: 'nein' } }), 'thrown', 'caught')).toEqual([
      '11-23T08:00 c thrown',
      '11-23T08:00 b caught',
    ])
    const escalated = of({ escalation: { code: 'X', variables: { b: 2 } } }, { result: {}, after: 'PT1H' })
    expect(escalated).toMatchObject({ state: 'completed', variables: { b: 2 } })
    expect(events(escalated, 'caught')).toEqual(['11-23T08:00 x caught'])
    expect(of('wait')).toMatchObject({ state: 'waiting', waiting: [{ element: 'c', for: 'called' }] })
    expect(run(caught, { calls: { c: [{ result: { c: 3 } }] } }, { outside: child }).variables).toEqual({ c: 3 })
    expect(run(caught, {}, { outside: child }).trace.some(({ element }) => element === 'ku')).toBe(true)
  })

  it('incidents are resolved in their order, after putting variables right; after the last they stay open', () => {
    const jobs = { mail: [{ failure: 'kein Netz' }, { failure: 'immer noch nicht' }, { result: { ok: true } }] }
    const resolved = run(job, { jobs, incidents: { j: [{ after: 'P1D' }, { after: 'P2D', set: { geprueft: true } }] } })
    expect(resolved).toMatchObject({ state: 'completed', variables: { ok: true, geprueft: true }, incidents: [] })
    expect(events(resolved, 'incident', 'resolved')).toEqual([
      '11-23T08:00 j incident',
      '11-24T08:00 j resolved',
      '11-24T08:00 j incident',
      '11-26T08:00 j resolved',
    ])
    expect(run(job, { jobs, incidents: { 'job-failed': [{}] } })).toMatchObject({ state: 'failed' })
    expect(run(job, { jobs, incidents: { j: ['wait', {}] } }).incidents).toHaveLength(1)
  })

  it('instances are cancelled: all that were started, or those of one process', () => {
    const reason = { after: 'P1D', reason: 'zurückgezogen' }
    const all = run(user, { userTasks: { u: ['wait'] }, cancellations: [reason] })
    expect(all).toMatchObject({ state: 'failed', waiting: [] })
    expect(all.trace.at(-1)).toMatchObject({ event: 'terminated', detail: 'zurückgezogen', at: '2026-11-24T08:00:00.000Z' })
    const one = run(call, { userTasks: { ku: ['wait'] }, cancellations: [{ process: 'kind' }] }, { outside: child })
    expect(one.incidents).toMatchObject([{ element: 'c' }])
    expect(run(user, { userTasks: { u: ['wait'] }, cancellations: [{ process: 'kind' }] }).state).toBe('waiting')
  })

  it('the clock jumps: what was due meanwhile happens late', () => {
    const cycle = boundary('b', 'u', '<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>', false)
    const late = run(user + cycle, { userTasks: { u: [{ $after: 'P6D' }] }, jumps: [{ after: 'PT36H', by: 'P3D' }] })
    expect(events(late, 'fired')).toEqual(['11-24T08:00 b fired', '11-27T20:00 b fired', '11-28T08:00 b fired'])
  })

  it('it goes on no longer than it is told', () => {
    const waits = run(user, { userTasks: { u: [{ $after: 'P6D' }] }, until: 'P5D' })
    expect(waits).toMatchObject({ state: 'waiting', waiting: [{ element: 'u', for: 'user-task' }] })
    expect(run(user, { userTasks: { u: [{ $after: 'P6D' }] }, until: 'P7D' }).state).toBe('completed')
  })

  it('variables change from outside, also within what is open', () => {
    const part = `<startEvent id="s"/><subProcess id="teil"><startEvent id="ts"/><userTask id="u"/><exclusiveGateway id="g" default="g-n"/><endEvent id="j1"/><endEvent id="n"/>${way('ts', 'u', 'g', 'n')}<sequenceFlow id="g-j" sourceRef="g" targetRef="j1"><conditionExpression>=ja</conditionExpression></sequenceFlow></subProcess><endEvent id="e"/>${way('s', 'teil', 'e')}`
    const result = run(part, {
      userTasks: { u: [{ $after: 'P2D' }] },
      variables: [{ set: { ja: true }, scope: 'teil', after: 'P1D' }],
    })
    expect(result).toMatchObject({ state: 'completed', variables: {} })
    expect(result.trace.some(({ element, event }) => element === 'j1' && event === 'completed')).toBe(true)
  })
})

describe('until everything waits for the world', () => {
  it('no timer fires and nobody answers, but what the instances do among themselves happens', () => {
    const kinds = `<startEvent id="s"/><parallelGateway id="g"/><userTask id="u"/><serviceTask id="j"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>
      <intermediateCatchEvent id="sig"><signalEventDefinition signalRef="S"/></intermediateCatchEvent><receiveTask id="m" messageRef="M"/><intermediateCatchEvent id="cond"><conditionalEventDefinition><condition>=x = 1</condition></conditionalEventDefinition></intermediateCatchEvent>
      <callActivity id="c"><extensionElements><zeebe:calledElement processId="kind"/></extensionElements></callActivity><adHocSubProcess id="a"><extensionElements><zeebe:adHoc activeElementsCollection="=[]"/></extensionElements><task id="at"/><completionCondition>=false</completionCondition></adHocSubProcess>
      ${way('s', 'g', 'u')}${['j', 't', 'sig', 'm', 'cond', 'c', 'a'].map((id) => way('g', id)).join('')}`
    const scenario: Scenario = {
      messages: [{ name: 'M' }],
      signals: [{ name: 'S' }],
      variables: [{ set: { x: 1 } }],
      cancellations: [{}],
    }
    const result = run(kinds, scenario, {
      untilWaiting: true,
      outside: `${child}<signal id="S" name="S"/><message id="M" name="M"/>`,
      variables: { x: 0 },
    })
    expect(result.state).toBe('waiting')
    expect(result.waiting.map((wait) => `${wait.element} ${wait.for}`)).toEqual([
      'u user-task',
      'j job',
      't timer',
      'sig signal',
      'm message',
      'cond condition',
      'c called',
      'a activity',
      'ku user-task',
    ])
    expect(new Set(result.trace.map(({ at }) => at))).toEqual(new Set(['2026-11-23T08:00:00.000Z']))
  })
})
