import { describe, expect, it } from 'vitest'
import { simulate } from '../simulate/simulate.ts'
import { caseOf, drawn, way } from '../test-kit/drawn.ts'

const loop = (attributes: string, condition?: string) =>
  `<standardLoopCharacteristics ${attributes}>${condition === undefined ? '' : `<loopCondition>=${condition.replaceAll('<', '&lt;')}</loopCondition>`}</standardLoopCharacteristics>`
const task = (attributes: string, condition?: string) =>
  `<startEvent id="s"/><userTask id="u">${loop(attributes, condition)}</userTask><endEvent id="e"/>${way('s', 'u', 'e')}`

describe('standard loop', () => {
  it('asks after each round, and goes round as long as the condition is true', () => {
    const instance = caseOf(task('', 'n < 3')).start({ n: 9 })
    expect(instance.open).toEqual(['u', 'u'])
    instance.complete('u', { n: 1 }).complete('u', { n: 2 })
    expect(instance.status).toBe('active')
    expect(instance.complete('u', { n: 3 }).status).toBe('completed')
    expect(instance.variables).toEqual({ n: 3 })
    expect(instance.way).toEqual(['s', 'u', 'u', 'u', 'u', 'e'])
  })
  it('with testBefore asks before the first round too', () => {
    expect(caseOf(task('testBefore="true"', 'n < 3')).start({ n: 9 }).way).toEqual(['s', 'u', 'e'])
    expect(caseOf(task('testBefore="true"', 'n < 3')).start({ n: 1 }).open).toEqual(['u', 'u'])
  })
  it('ends at its maximum, with and without a condition', () => {
    const two = caseOf(task('loopMaximum="2"')).start().complete('u').complete('u')
    expect(two.status).toBe('completed')
    expect(caseOf(task('loopMaximum="1"', 'true')).start().complete('u').status).toBe('completed')
  })
  it('counts its rounds from 1 in loopCounter', () => {
    const content = `<startEvent id="s"/><scriptTask id="t"><extensionElements><zeebe:script expression="=append(seen, loopCounter)" resultVariable="seen"/></extensionElements>${loop('loopMaximum="3"')}</scriptTask>${way('s', 't')}`
    expect(caseOf(content).start({ seen: [] }).variables).toEqual({ seen: [1, 2, 3] })
  })
  it('a boundary event belongs to the loop as a whole', () => {
    const content = `<startEvent id="s"/><subProcess id="sub">${loop('loopMaximum="9"')}<startEvent id="is"/><userTask id="u"/>${way('is', 'u')}</subProcess>
      <boundaryEvent id="t" attachedToRef="sub"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/>${way('s', 'sub')}${way('t', 'late')}`
    const instance = caseOf(content).start().complete('u').complete('u')
    expect(Object.keys(instance.timers)).toHaveLength(1)
    expect(instance.fire().open).toEqual(['late'])
  })
  it('a condition that gives neither true nor false is an incident; resolving it goes on where it was', () => {
    const instance = caseOf(task('', 'n < 3')).start().complete('u')
    expect(instance.incidents).toEqual(['condition-not-boolean'])
    expect(instance.set({ n: 5 }).resolve().status).toBe('completed')
    expect(instance.way).toEqual(['s', 'u', 'u', 'e'])
  })
  it('that waits for nothing and never ends is stopped', () => {
    const content = `<startEvent id="s"/><task id="t">${loop('', 'true')}</task>${way('s', 't')}`
    expect(caseOf(content).start().incidents).toEqual(['endless-loop'])
  })
  it('runs in a simulation', () => {
    const processes = new Map([['p', drawn(task('', 'not(ok)'))]])
    const scenario = { userTasks: { u: [{ ok: false }, { $after: 'P1D', ok: true }] } }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: {}, scenario })
    expect(result).toMatchObject({ state: 'completed', variables: { ok: true } })
    expect(
      result.trace.filter(({ element, event }) => element === 'u' && event === 'completed').map(({ index }) => index),
    ).toEqual([0, 1, undefined])
  })
})

describe('quantities', () => {
  it('an activity begins with startQuantity tokens, from whichever way they come', () => {
    const content = `<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><userTask id="q" startQuantity="2"/>
      ${way('s', 'f', 'a', 'q')}${way('f', 'b', 'q')}${way('f', 'c', 'q')}`
    const instance = caseOf(content).start().complete('a')
    expect(instance.open).toEqual(['b', 'c'])
    expect(instance.complete('b').open).toEqual(['c', 'q'])
    instance.complete('c').complete('q')
    expect(instance.open).toEqual([])
    expect(instance.status).toBe('active')
  })
  it('completionQuantity tokens go along each flow, and one activity takes what another gives', () => {
    const content = `<startEvent id="s"/><task id="a" completionQuantity="4"/><userTask id="q" startQuantity="2"/><endEvent id="e"/>${way('s', 'a', 'q', 'e')}`
    const instance = caseOf(content).start()
    expect(instance.open).toEqual(['q', 'q'])
    expect(instance.complete('q').complete('q').status).toBe('completed')
  })
})

describe('behaviour of a multi-instance', () => {
  const outside = `<escalation id="esc" escalationCode="STAND"/><signal id="sig" name="Stand"/>
    <escalationEventDefinition id="escalates" escalationRef="esc"/><signalEventDefinition id="signals" signalRef="sig"/>`
  const body = (behaviour: string, inside = '', interrupting = false) =>
    `<startEvent id="s"/><userTask id="u"><multiInstanceLoopCharacteristics ${behaviour}><loopCardinality>3</loopCardinality>${inside}</multiInstanceLoopCharacteristics></userTask>
     <boundaryEvent id="b" attachedToRef="u" cancelActivity="${interrupting}"><escalationEventDefinition escalationRef="esc"/></boundaryEvent><userTask id="x"/><endEvent id="e"/>${way('s', 'u', 'e')}${way('b', 'x')}`
  const xs = (instance: ReturnType<typeof caseOf>) => instance.open.filter((id) => id === 'x').length

  it('None throws with every completion, One with the first, All never', () => {
    const each = caseOf(body('behavior="None" noneBehaviorEventRef="escalates"'), outside).start().complete('u').complete('u')
    expect(xs(each)).toBe(2)
    expect(each.variables).toMatchObject({ numberOfCompletedInstances: 2, numberOfActiveInstances: 1 })
    expect(xs(caseOf(body('behavior="One" oneBehaviorEventRef="escalates"'), outside).start().complete('u').complete('u'))).toBe(
      1,
    )
    expect(xs(caseOf(body('behavior="All"'), outside).start().complete('u').complete('u'))).toBe(0)
  })
  it('an interrupting boundary event ends the instances that are left', () => {
    const instance = caseOf(body('behavior="One" oneBehaviorEventRef="escalates"', '', true), outside)
      .start()
      .complete('u')
    expect(instance.open).toEqual(['x'])
  })
  it('Complex throws where its conditions hold', () => {
    const complex = `<complexBehaviorDefinition id="cb"><condition>=numberOfCompletedInstances = 2</condition><event id="ev"><escalationEventDefinition escalationRef="esc"/></event></complexBehaviorDefinition>`
    const instance = caseOf(body('behavior="Complex"', complex), outside).start().complete('u')
    expect(xs(instance)).toBe(0)
    expect(xs(instance.complete('u'))).toBe(1)
    expect(xs(instance.complete('u'))).toBe(1)
  })
  it('throws signals to everybody', () => {
    const instance = caseOf(body('behavior="None" noneBehaviorEventRef="signals"'), outside).start().complete('u')
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'broadcast-signal', name: 'Stand' }))
  })
})
