import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { caseOf, drawn, way } from '../../test-kit/drawn.ts'

const definition = (condition: string) =>
  `<conditionalEventDefinition><condition>=${condition.replaceAll('<', '&lt;')}</condition></conditionalEventDefinition>`
const boundary = (interrupting: boolean) =>
  `<boundaryEvent id="b" attachedToRef="u" cancelActivity="${interrupting}">${definition('n > 1')}</boundaryEvent>`
const task = (interrupting: boolean) =>
  `<startEvent id="s"/><userTask id="u"/>${boundary(interrupting)}<userTask id="x"/>${way('s', 'u')}${way('b', 'x')}`

describe('conditional events', () => {
  it('a catch event waits until its condition is true; a missing value is not yet true', () => {
    const content = `<startEvent id="s"/><intermediateCatchEvent id="c">${definition('n > 1')}</intermediateCatchEvent><userTask id="u"/>${way('s', 'c', 'u')}`
    const instance = caseOf(content).start()
    expect(instance.open).toEqual(['c'])
    expect(instance.set({ n: 1 }).open).toEqual(['c'])
    expect(instance.set({ n: 2 }).open).toEqual(['u'])
    expect(caseOf(content).start({ n: 2 }).open).toEqual(['u'])
    expect((instance.state as unknown as { conditions: object }).conditions).toEqual({})
  })
  it('an interrupting boundary event ends its activity, at once where the condition already holds', () => {
    expect(caseOf(task(true)).start().set({ n: 2 }).open).toEqual(['x'])
    const already = caseOf(task(true)).start({ n: 2 })
    expect(already.open).toEqual(['x'])
    expect(already.events.some((event) => event.type === 'user-task-created' && event.element === 'u')).toBe(false)
  })
  it('a non-interrupting one happens each time it becomes true, not while it stays true', () => {
    const instance = caseOf(task(false)).start().set({ n: 2 }).set({ n: 3 })
    expect(instance.open).toEqual(['u', 'x'])
    instance.set({ n: 0 }).set({ n: 5 })
    expect(instance.open).toEqual(['u', 'x', 'x'])
  })
  it('sees a change between two steps that the next step takes back', () => {
    const script = (id: string, value: number) =>
      `<scriptTask id="${id}"><extensionElements><zeebe:script expression="=${value}" resultVariable="n"/></extensionElements></scriptTask>`
    const instance = caseOf(
      `<startEvent id="s"/><userTask id="u"/>${boundary(false)}<userTask id="x"/><userTask id="go"/>${script('up', 2)}${script('down', 0)}
       ${way('s', 'u')}${way('s', 'go', 'up', 'down')}${way('b', 'x')}`,
    ).start()
    expect(instance.complete('go').open).toEqual(['u', 'x'])
    expect(instance.variables).toEqual({ n: 0 })
  })
  it('sees the local variables of its activity', () => {
    const instance = caseOf(
      `<startEvent id="s"/><userTask id="u"><extensionElements><zeebe:ioMapping><zeebe:input source="=0" target="n"/></zeebe:ioMapping></extensionElements></userTask>${boundary(true)}<userTask id="x"/>${way('s', 'u')}${way('b', 'x')}`,
    ).start({ n: 5 })
    expect(instance.open).toEqual(['u'])
    instance.send({ type: 'set-variables', scope: instance.key('u'), variables: { n: 3 } })
    expect(instance.open).toEqual(['x'])
  })
  it('behind an event-based gateway', () => {
    const content = `<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="c">${definition('n > 1')}</intermediateCatchEvent>
      <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><userTask id="x"/><userTask id="y"/>
      ${way('s', 'g', 'c', 'x')}${way('g', 't', 'y')}`
    const instance = caseOf(content).start().set({ n: 2 })
    expect(instance.open).toEqual(['x'])
    expect(instance.timers).toEqual({})
    expect(caseOf(content).start({ n: 2 }).open).toEqual(['x'])
  })
  it('runs in a simulation with changes from outside', () => {
    const processes = new Map([['p', drawn(task(true))]])
    const scenario = { userTasks: { u: ['wait' as const] }, variables: [{ after: 'P2D', set: { n: 2 } }] }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: {}, scenario })
    expect(result.state).toBe('completed')
    expect(result.trace.find(({ event }) => event === 'fired')).toMatchObject({ element: 'b', at: '2026-01-03T08:00:00.000Z' })
  })
})
