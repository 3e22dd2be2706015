import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { caseOf, drawn, drawnProcesses, way } from '../../test-kit/drawn.ts'

const signal = '<signal id="lage" name="Lage"/>'
const definition = '<signalEventDefinition signalRef="lage"/>'
const throws = (id: string, inside = '') => `<intermediateThrowEvent id="${id}">${inside}${definition}</intermediateThrowEvent>`
const catches = (id: string) => `<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>`
const boundary = (id: string, host: string, interrupting: boolean) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${definition}</boundaryEvent>`

describe('signal events', () => {
  it('a throw reaches everything that waits in its instance at that moment, and goes out with what is mapped into it', () => {
    const mapping =
      '<extensionElements><zeebe:ioMapping><zeebe:input source="=n + 1" target="m"/></zeebe:ioMapping></extensionElements>'
    const instance = caseOf(
      `<startEvent id="s"/><parallelGateway id="f"/>${catches('c1')}${catches('c2')}<userTask id="wait"/>${throws('t', mapping)}${catches('after')}<userTask id="u1"/><userTask id="u2"/>
       ${way('s', 'f', 'c1', 'u1')}${way('f', 'c2', 'u2')}${way('f', 'wait', 't', 'after')}`,
      signal,
    ).start({ n: 1 })
    expect(instance.open).toEqual(['c1', 'c2', 'wait'])
    instance.complete('wait')
    expect(instance.open).toEqual(['u1', 'u2', 'after'])
    expect(instance.variables).toEqual({ n: 1, m: 2 })
    expect(instance.effects).toContainEqual({ type: 'broadcast-signal', name: 'Lage', variables: { m: 2 } })
    expect(instance.signal('Lage', { m: 3 }).status).toBe('active')
    expect(instance.variables).toEqual({ n: 1, m: 3 })
  })
  it('boundary events, interrupting and not', () => {
    const instance = caseOf(
      `<startEvent id="s"/><userTask id="a"/><userTask id="b"/>${boundary('stop', 'a', true)}${boundary('note', 'b', false)}<userTask id="x"/><userTask id="y"/>
       ${way('s', 'a')}${way('s', 'b')}${way('stop', 'x')}${way('note', 'y')}`,
      signal,
    ).start()
    instance.signal('Lage')
    expect(instance.open).toEqual(['b', 'x', 'y'])
    expect(instance.signal('Lage').open).toEqual(['b', 'x', 'y', 'y'])
  })
  it('an end event may interrupt the sub-process it stands in', () => {
    const instance = caseOf(
      `<startEvent id="s"/><subProcess id="p1"><startEvent id="is"/><userTask id="u"/><endEvent id="e">${definition}</endEvent>${way('is', 'e')}${way('is', 'u')}</subProcess>
       ${boundary('b', 'p1', true)}<userTask id="x"/>${way('s', 'p1')}${way('b', 'x')}`,
      signal,
    ).start()
    expect(instance.open).toEqual(['x'])
  })
  it('a start event begins the process', () => {
    const model = drawn(`<startEvent id="s">${definition}</startEvent><userTask id="u"/>${way('s', 'u')}`, signal)
    expect(startSubscriptions(model).signals).toEqual([{ startEvent: 's', name: 'Lage' }])
  })
  it('is not for messages of that name', () => {
    const instance = caseOf(`<startEvent id="s"/>${catches('c')}${way('s', 'c')}`, signal).start()
    const [subscription] = Object.keys(instance.subscriptions)
    instance.send({ type: 'deliver-message', subscription: subscription!, variables: {} })
    expect(instance.lastError).toBe('unknown-subscription')
    expect(instance.signal('Lage').status).toBe('completed')
  })
})

describe('signals in a simulation', () => {
  const processes = new Map(
    drawnProcesses(
      `<process id="ruft" isExecutable="true"><startEvent id="s"/><userTask id="u"/><endEvent id="e">${definition}</endEvent>${way('s', 'u', 'e')}</process>
       <process id="hört" isExecutable="true"><startEvent id="hs"/>${catches('c')}<endEvent id="he"/>${way('hs', 'c', 'he')}</process>
       <process id="beginnt" isExecutable="true"><startEvent id="bs">${definition}</startEvent><task id="bt"/>${way('bs', 'bt')}</process>`,
      signal,
    ).map((model) => [model.id, model]),
  )
  const base = { processes, decide: () => undefined, variables: {} }
  it('reach the processes that start together, and begin others', () => {
    const userTasks = { u: [{ $after: 'P1D' }] }
    const result = simulate({ ...base, start: ['ruft', 'hört'], scenario: { userTasks } })
    expect(result.state).toBe('completed')
    expect(
      result.trace.filter(({ event }) => event === 'sent' || event === 'received').map(({ element, at }) => `${element} ${at}`),
    ).toEqual(['e 2026-01-02T08:00:00.000Z', 'c 2026-01-02T08:00:00.000Z', 'bs 2026-01-02T08:00:00.000Z'])
    expect(result.trace.some(({ process, event }) => process === 'beginnt' && event === 'completed')).toBe(true)
  })
  it('come from the scenario too, and are not kept', () => {
    expect(
      simulate({ ...base, start: 'hört', scenario: { signals: [{ name: 'Lage', after: 'PT1H', variables: { ort: 'A' } }] } }),
    ).toMatchObject({ state: 'completed', variables: { ort: 'A' } })
    const late = { start: 'ruft', userTasks: { u: ['wait' as const] }, signals: [{ name: 'Lage' }] }
    expect(simulate({ ...base, start: 'ruft', scenario: { userTasks: late.userTasks, signals: late.signals } }).state).toBe(
      'waiting',
    )
  })
})
