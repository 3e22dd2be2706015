import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { caseOf, drawn, way } from '../../test-kit/drawn.ts'

const outside = `<message id="m" name="Hinweis"><extensionElements><zeebe:subscription correlationKey="=nr"/></extensionElements></message>
  <signal id="lage" name="Lage"/><error id="err" errorCode="E"/><escalation id="esc" escalationCode="A"/>`
const triggers = {
  message: '<messageEventDefinition messageRef="m"/>',
  timer: '<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>',
  signal: '<signalEventDefinition signalRef="lage"/>',
  error: '<errorEventDefinition errorRef="err"/>',
  escalation: '<escalationEventDefinition escalationRef="esc"/>',
  conditional: '<conditionalEventDefinition><condition>=n > 1</condition></conditionalEventDefinition>',
}
/** An event sub-process with a task `x-<id>` in it. */
const esp = (id: string, trigger: keyof typeof triggers, interrupting: boolean) =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="start-${id}" isInterrupting="${interrupting}">${triggers[trigger]}</startEvent><userTask id="x-${id}"/>${way(`start-${id}`, `x-${id}`)}</subProcess>`
const main = `<startEvent id="s"/><userTask id="u"/><userTask id="v"/>${way('s', 'u')}${way('s', 'v')}`
const inside = (content: string) =>
  `<startEvent id="ss"/><subProcess id="sub">${content}</subProcess><userTask id="next"/>${way('ss', 'sub', 'next')}`

describe('event sub-processes', () => {
  const happen = {
    message: (instance: ReturnType<typeof caseOf>) => instance.deliver('Hinweis', { text: 'a' }),
    timer: (instance: ReturnType<typeof caseOf>) => instance.fire(),
    signal: (instance: ReturnType<typeof caseOf>) => instance.signal('Lage'),
    escalation: (instance: ReturnType<typeof caseOf>) => instance.escalate('u', 'A'),
    conditional: (instance: ReturnType<typeof caseOf>) => instance.set({ n: 2 }),
  }
  describe.each(Object.keys(happen) as (keyof typeof happen)[])('begun by %s', (trigger) => {
    it('interrupting: everything else in the process ends, and it ends with this one', () => {
      const instance = happen[trigger](caseOf(main + esp('e', trigger, true), outside).start({ nr: 1 }))
      expect(instance.open).toEqual(['e', 'x-e'])
      expect(instance.timers).toEqual({})
      expect(instance.subscriptions).toEqual({})
      expect(instance.complete('x-e').status).toBe('completed')
    })
    it('non-interrupting: it runs beside, and the process ends when all is done', () => {
      const instance = happen[trigger](caseOf(main + esp('e', trigger, false), outside).start({ nr: 1 }))
      expect(instance.open).toEqual(['u', 'v', 'e', 'x-e'])
      expect(instance.complete('u').complete('v').status).toBe('active')
      expect(instance.complete('x-e').status).toBe('completed')
      expect(instance.state?.activations).toEqual({})
    })
    it('in a sub-process: its scope alone, whose way then goes on', () => {
      const instance = happen[trigger](caseOf(inside(main + esp('e', trigger, true)), outside).start({ nr: 1 }))
      expect(instance.open).toEqual(['sub', 'e', 'x-e'])
      expect(instance.complete('x-e').open).toEqual(['next'])
    })
    it('that never begins is given up when its scope is done', () => {
      const instance = caseOf(inside(main + esp('e', trigger, true)), outside)
        .start({ nr: 1 })
        .complete('u')
        .complete('v')
      expect(instance.open).toEqual(['next'])
      expect(instance.timers).toEqual({})
      expect(instance.subscriptions).toEqual({})
      const root = caseOf(main + esp('e', trigger, true), outside)
        .start({ nr: 1 })
        .complete('u')
        .complete('v')
      expect(root.status).toBe('completed')
    })
  })
  it('begun by an error, before the boundary event of the scope', () => {
    const failing = `<startEvent id="s"/><serviceTask id="j"/><userTask id="v"/>${way('s', 'j')}${way('s', 'v')}`
    const content = `<startEvent id="ss"/><subProcess id="sub">${failing}${esp('e', 'error', true)}</subProcess><boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><userTask id="next"/><userTask id="out"/>${way('ss', 'sub', 'next')}${way('b', 'out')}`
    const instance = caseOf(content, outside).start().throwError('j', 'E')
    expect(instance.open).toEqual(['sub', 'e', 'x-e'])
    expect(instance.complete('x-e').open).toEqual(['next'])
    expect(caseOf(content, outside).start().throwError('j', 'F').open).toEqual(['out'])
  })
  it('an error inside an event sub-process goes to the boundary of its scope', () => {
    const handler = `<subProcess id="e" triggeredByEvent="true"><startEvent id="es"><signalEventDefinition signalRef="lage"/></startEvent><endEvent id="ee"><errorEventDefinition errorRef="err"/></endEvent>${way('es', 'ee')}</subProcess>`
    const content = `<startEvent id="ss"/><subProcess id="sub">${main}${handler}</subProcess><boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent><userTask id="out"/>${way('ss', 'sub')}${way('b', 'out')}`
    expect(caseOf(content, outside).start().signal('Lage').open).toEqual(['out'])
  })
  it('a non-interrupting one begins as often as it happens, a cycle as often as it says', () => {
    const instance = caseOf(main + esp('e', 'message', false) + esp('t', 'timer', false), outside).start({ nr: 1 })
    instance.deliver('Hinweis').deliver('Hinweis').fire().fire().fire()
    expect(instance.open.filter((id) => id === 'x-e')).toHaveLength(2)
    expect(instance.open.filter((id) => id === 'x-t')).toHaveLength(3)
    expect(instance.timers).toEqual({})
  })
  it('an interrupting one ends the non-interrupting ones and their listeners', () => {
    const instance = caseOf(main + esp('e', 'message', false) + esp('i', 'signal', true), outside).start({ nr: 1 })
    instance.deliver('Hinweis').signal('Lage')
    expect(instance.open).toEqual(['i', 'x-i'])
    expect(instance.subscriptions).toEqual({})
  })
  it('takes the tokens that wait at a join away', () => {
    const joined = `<startEvent id="s"/><parallelGateway id="f"/><userTask id="u"/><userTask id="v"/><parallelGateway id="j"/>${way('s', 'f', 'u', 'j')}${way('f', 'v', 'j')}`
    const instance = caseOf(inside(joined + esp('e', 'message', true)), outside)
      .start({ nr: 1 })
      .complete('u')
      .deliver('Hinweis', { text: 'b' })
    expect(instance.complete('x-e').open).toEqual(['next'])
    expect(instance.variables).toEqual({ nr: 1, text: 'b' })
  })
  it('waits once in each instance of a repeated sub-process', () => {
    const content = `<startEvent id="ss"/><subProcess id="sub"><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=list" inputElement="nr"/></extensionElements></multiInstanceLoopCharacteristics>${main}${esp('e', 'message', true)}</subProcess>${way('ss', 'sub')}`
    const instance = caseOf(content, outside).start({ list: [1, 2] })
    expect(Object.values(instance.subscriptions).map(({ correlationKey }) => correlationKey)).toEqual(['1', '2'])
    instance.deliver('Hinweis').complete('x-e')
    expect(instance.open).toEqual(['sub', 'sub', 'u', 'v'])
    expect(instance.complete('u').complete('v').status).toBe('completed')
  })
  it('that cannot wait is an incident; the rest goes on, and resolving it waits anew', () => {
    const instance = caseOf(main + esp('e', 'message', true), outside).start()
    expect(instance.incidents).toEqual(['correlation-key-missing'])
    expect(instance.open).toEqual(['u', 'v'])
    instance.set({ nr: 7 }).resolve()
    expect(instance.incidents).toEqual([])
    expect(instance.deliver('Hinweis').open).toEqual(['e', 'x-e'])
  })
  it('that sets itself off again and again is stopped', () => {
    const loop = `<subProcess id="e" triggeredByEvent="true"><startEvent id="es" isInterrupting="false"><signalEventDefinition signalRef="lage"/></startEvent><endEvent id="ee"><signalEventDefinition signalRef="lage"/></endEvent>${way('es', 'ee')}</subProcess>`
    const instance = caseOf(main + loop, outside)
      .start()
      .signal('Lage')
    expect(instance.incidents).toEqual(['endless-loop'])
    expect(instance.open).toEqual(['u', 'v'])
  })
  it('runs in a simulation', () => {
    const processes = new Map([['p', drawn(main + esp('e', 'timer', false) + esp('i', 'signal', true), outside)]])
    const scenario = { userTasks: { u: ['wait' as const] }, signals: [{ name: 'Lage', after: 'PT90M' }] }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: {}, scenario })
    expect(result.state).toBe('completed')
    expect(
      result.trace
        .filter(({ element, event }) => element.startsWith('x-') && event === 'completed')
        .map(({ element, scope }) => `${scope} ${element}`),
    ).toEqual(['e x-e', 'i x-i'])
  })
})
