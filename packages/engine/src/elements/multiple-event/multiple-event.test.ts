import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { caseOf, drawn, way } from '../../test-kit/drawn.ts'

const outside = `<message id="m" name="Post"><extensionElements><zeebe:subscription correlationKey="=nr"/></extensionElements></message>
  <signal id="sig" name="Lage"/><escalation id="esc" escalationCode="A"/><error id="err" errorCode="E"/>
  <timerEventDefinition id="shared"><timeDuration>PT1H</timeDuration></timerEventDefinition><signalEventDefinition id="called" signalRef="sig"/>`
const message = '<messageEventDefinition messageRef="m"/>'
const condition = '<conditionalEventDefinition><condition>=n &gt; 1</condition></conditionalEventDefinition>'
const both = `${message}<eventDefinitionRef>called</eventDefinitionRef>`
const caught = (definitions: string, parallel = false) =>
  `<startEvent id="s"/><intermediateCatchEvent id="c" parallelMultiple="${parallel}">${definitions}</intermediateCatchEvent><userTask id="u"/>${way('s', 'c', 'u')}`

describe('event definitions by reference', () => {
  it('mean what they say where they stand', () => {
    const instance = caseOf(caught('<eventDefinitionRef>shared</eventDefinitionRef>'), outside).start()
    expect(instance.fire().open).toEqual(['u'])
  })
})

describe('multiple events', () => {
  it('a catch event goes on with the first that happens, and gives up the others', () => {
    const all = `${both}<eventDefinitionRef>shared</eventDefinitionRef>${condition}`
    for (const happen of [
      (instance: ReturnType<typeof caseOf>) => instance.deliver('Post', { text: 'a' }),
      (instance: ReturnType<typeof caseOf>) => instance.signal('Lage'),
      (instance: ReturnType<typeof caseOf>) => instance.fire(),
      (instance: ReturnType<typeof caseOf>) => instance.set({ n: 2 }),
    ]) {
      const instance = happen(caseOf(caught(all), outside).start({ nr: 1 }))
      expect(instance.open).toEqual(['u'])
      expect([instance.timers, instance.subscriptions]).toEqual([{}, {}])
    }
  })
  it('boundary events: interrupting once, non-interrupting each time; errors and escalations too', () => {
    const drawing = (interrupting: boolean) =>
      `<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u" cancelActivity="${interrupting}">${both}<escalationEventDefinition escalationRef="esc"/></boundaryEvent><userTask id="x"/>${way('s', 'u')}${way('b', 'x')}`
    expect(caseOf(drawing(true), outside).start({ nr: 1 }).escalate('u', 'A').open).toEqual(['x'])
    const instance = caseOf(drawing(false), outside)
      .start({ nr: 1 })
      .deliver('Post')
      .signal('Lage')
      .signal('Lage')
      .escalate('u', 'A')
    expect(instance.open).toEqual(['u', 'x', 'x', 'x', 'x'])
  })
  it('each definition of a start event begins the process', () => {
    const model = drawn(
      `<startEvent id="s">${both}<eventDefinitionRef>shared</eventDefinitionRef></startEvent><task id="t"/>${way('s', 't')}`,
      outside,
    )
    expect(startSubscriptions(model)).toEqual({
      messages: [{ startEvent: 's', name: 'Post' }],
      signals: [{ startEvent: 's', name: 'Lage' }],
      conditions: [],
      timers: [{ startEvent: 's', kind: 'duration', expression: 'PT1H' }],
    })
  })
  it('an event sub-process begins with any of them', () => {
    const content = `<startEvent id="s"/><userTask id="u"/>${way('s', 'u')}<subProcess id="e" triggeredByEvent="true"><startEvent id="es">${both}</startEvent><userTask id="x"/>${way('es', 'x')}</subProcess>`
    expect(caseOf(content, outside).start({ nr: 1 }).signal('Lage').open).toEqual(['e', 'x'])
  })
  it('a throw event throws all of them, an end event too; what ends the scope comes last', () => {
    const instance = caseOf(
      `<startEvent id="s"/><intermediateThrowEvent id="t">${both}</intermediateThrowEvent><userTask id="other"/><endEvent id="e">${message}<terminateEventDefinition/></endEvent>${way('s', 't', 'e')}${way('s', 'other')}`,
      outside,
    ).start({ nr: 1 })
    expect(
      instance.effects.map(({ type }) => type).filter((type) => type === 'send-message' || type === 'broadcast-signal'),
    ).toEqual(['send-message', 'broadcast-signal', 'send-message'])
    expect(instance.status).toBe('completed')
  })
  it('an end event that throws an error among others', () => {
    const content = `<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/><endEvent id="e"><errorEventDefinition errorRef="err"/>${message}</endEvent>${way('is', 'e')}</subProcess>
      <boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><userTask id="x"/>${way('s', 'sub')}${way('b', 'x')}`
    const instance = caseOf(content, outside).start({ nr: 1 })
    expect(instance.open).toEqual(['x'])
    expect(instance.effects[0]).toMatchObject({ type: 'send-message' })
  })
})

describe('parallel multiple events', () => {
  it('a catch event waits for all of them, in any order, and brings what each of them brought', () => {
    const instance = caseOf(caught(`${both}${condition}`, true), outside)
      .start({ nr: 1 })
      .signal('Lage', { a: 1 })
    expect(instance.open).toEqual(['c'])
    expect(instance.set({ n: 5 }).open).toEqual(['c'])
    expect(instance.variables).toEqual({ nr: 1, n: 5 })
    instance.set({ n: 0 }).deliver('Post', { b: 2 })
    expect(instance.open).toEqual(['u'])
    expect(instance.variables).toEqual({ nr: 1, n: 0, a: 1, b: 2 })
  })
  it('a non-interrupting boundary event happens anew each time all have', () => {
    const content = `<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u" cancelActivity="false" parallelMultiple="true">${both}</boundaryEvent><userTask id="x"/>${way('s', 'u')}${way('b', 'x')}`
    const instance = caseOf(content, outside).start({ nr: 1 }).deliver('Post').deliver('Post')
    expect(instance.open).toEqual(['u'])
    expect(instance.signal('Lage').open).toEqual(['u', 'x'])
    expect(instance.signal('Lage').deliver('Post').open).toEqual(['u', 'x', 'x'])
  })
  it('an event sub-process, and an event behind an event-based gateway', () => {
    const sub = `<startEvent id="s"/><userTask id="u"/>${way('s', 'u')}<subProcess id="e" triggeredByEvent="true"><startEvent id="es" parallelMultiple="true">${both}</startEvent><userTask id="x"/>${way('es', 'x')}</subProcess>`
    expect(caseOf(sub, outside).start({ nr: 1 }).signal('Lage').deliver('Post').open).toEqual(['e', 'x'])
    const gateway = `<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="c" parallelMultiple="true">${both}</intermediateCatchEvent><intermediateCatchEvent id="t"><eventDefinitionRef>shared</eventDefinitionRef></intermediateCatchEvent><userTask id="x"/><userTask id="y"/>
      ${way('s', 'g', 'c', 'x')}${way('g', 't', 'y')}`
    expect(caseOf(gateway, outside).start({ nr: 1 }).signal('Lage').deliver('Post').open).toEqual(['x'])
    expect(caseOf(gateway, outside).start({ nr: 1 }).signal('Lage').fire().open).toEqual(['y'])
  })
  it('runs in a simulation', () => {
    const processes = new Map([['p', drawn(caught(both, true), outside)]])
    const scenario = { signals: [{ name: 'Lage', after: 'PT1H' }], messages: [{ name: 'Post', after: 'P1D' }] }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: { nr: 1 }, scenario })
    expect(result.state).toBe('completed')
    expect(result.trace.find(({ element, event }) => element === 'c' && event === 'completed')?.at).toBe(
      '2026-01-02T08:00:00.000Z',
    )
  })
})
