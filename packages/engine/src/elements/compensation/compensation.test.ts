import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { caseOf, drawn, way } from '../../test-kit/drawn.ts'

/** A user task, and the user task `undo-<id>` that undoes it. */
const undoable = (id: string, inside = '') =>
  `<userTask id="${id}">${inside}</userTask><boundaryEvent id="b-${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>${undo(id)}`
const undo = (id: string, inside = '') =>
  `<userTask id="undo-${id}" isForCompensation="true">${inside}</userTask><association id="as-${id}" sourceRef="b-${id}" targetRef="undo-${id}"/>`
const throws = (id: string, attributes = '') =>
  `<intermediateThrowEvent id="${id}"><compensateEventDefinition ${attributes}/></intermediateThrowEvent>`
const three = `<startEvent id="s"/>${['a', 'b', 'c'].map((id) => undoable(id)).join('')}`

describe('compensation', () => {
  it('undoes what was completed, the last first, one after the other, and then goes on', () => {
    const instance = caseOf(
      `${three}${throws('t')}<userTask id="next"/>${way('s', 'a', 'b', 't', 'next')}${way('s', 'c')}`,
    ).start()
    instance.complete('a').complete('b')
    expect(instance.open).toEqual(['c', 't', 'undo-b'])
    instance.complete('undo-b')
    expect(instance.open).toEqual(['c', 't', 'undo-a'])
    instance.complete('undo-a')
    expect(instance.open).toEqual(['c', 'next'])
  })
  it('each is undone once, and what completes later can be undone later', () => {
    const instance = caseOf(
      `${three}${throws('t')}${throws('t2')}<userTask id="next"/>${way('s', 'a', 't', 'b', 't2', 'next')}`,
    ).start()
    instance.complete('a').complete('undo-a').complete('b')
    expect(instance.open).toEqual(['t2', 'undo-b'])
    expect(instance.complete('undo-b').open).toEqual(['next'])
  })
  it('of one activity, and of one that never completed: nothing', () => {
    const one = caseOf(`${three}${throws('t', 'activityRef="a"')}<userTask id="next"/>${way('s', 'a', 'b', 't', 'next')}`).start()
    one.complete('a').complete('b')
    expect(one.open).toEqual(['t', 'undo-a'])
    const none = caseOf(`${three}${throws('t', 'activityRef="c"')}<userTask id="next"/>${way('s', 'a', 't', 'next')}`)
      .start()
      .complete('a')
    expect(none.open).toEqual(['next'])
  })
  it('without waiting for its completion the way goes on at once', () => {
    const instance = caseOf(
      `${three}${throws('t', 'waitForCompletion="false"')}<userTask id="next"/>${way('s', 'a', 't', 'next')}`,
    ).start()
    instance.complete('a')
    expect(instance.open).toEqual(['t', 'next', 'undo-a'])
    expect(instance.complete('next').status).toBe('active')
    expect(instance.complete('undo-a').status).toBe('completed')
    expect(instance.way.filter((id) => id === 'next')).toHaveLength(1)
  })
  it('by an end event; what undoes sees the local variables of what it undoes, and its results go out', () => {
    const mapping =
      '<extensionElements><zeebe:ioMapping><zeebe:input source="=platz" target="mein"/></zeebe:ioMapping></extensionElements>'
    const content = `<startEvent id="s"/>${undoable('a', mapping)}<scriptTask id="change"><extensionElements><zeebe:script expression="=99" resultVariable="platz"/></extensionElements></scriptTask>
      <endEvent id="e"><compensateEventDefinition/></endEvent>${way('s', 'a', 'change', 'e')}`
    const instance = caseOf(content).start({ platz: 7 }).complete('a')
    expect(instance.effects.find(({ type }) => type === 'open-task')).toMatchObject({
      element: 'undo-a',
      task: { variables: { mein: 7, platz: 99 } },
    })
    expect(instance.complete('undo-a', { storniert: true }).status).toBe('completed')
    expect(instance.variables).toEqual({ platz: 99, storniert: true })
  })
  it('of a completed sub-process: what was completed in it, with the data it had', () => {
    const content = `<startEvent id="s"/><subProcess id="sub"><extensionElements><zeebe:ioMapping><zeebe:input source="=n" target="lokal"/></zeebe:ioMapping></extensionElements>
        <startEvent id="is"/>${undoable('a')}${undoable('b')}${way('is', 'a', 'b')}</subProcess>${throws('t')}<userTask id="next"/>${way('s', 'sub', 't', 'next')}`
    const instance = caseOf(content).start({ n: 1 }).complete('a', { lokal: 5 }).complete('b')
    expect(instance.open).toEqual(['t', 'sub', 'undo-b'])
    expect(instance.effects.find(({ type }) => type === 'open-task')).toMatchObject({ task: { variables: { lokal: 5 } } })
    expect(instance.complete('undo-b').complete('undo-a').open).toEqual(['next'])
  })
  it('of a sub-process with a handler of its own: that one, not what is inside', () => {
    const content = `<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/>${undoable('a')}${way('is', 'a')}</subProcess><boundaryEvent id="b-sub" attachedToRef="sub"><compensateEventDefinition/></boundaryEvent>${undo('sub')}
      ${throws('t')}<userTask id="next"/>${way('s', 'sub', 't', 'next')}`
    const instance = caseOf(content).start().complete('a')
    expect(instance.open).toEqual(['t', 'undo-sub'])
    expect(instance.complete('undo-sub').open).toEqual(['next'])
  })
  it('by a compensation event sub-process, which sees the data of its sub-process and may undo what is inside', () => {
    const handler = `<subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><compensateEventDefinition/></startEvent><userTask id="check"/>${throws('ht', 'activityRef="a"')}${way('hs', 'check', 'ht')}</subProcess>`
    const content = `<startEvent id="s"/><subProcess id="sub"><extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="lokal"/></zeebe:ioMapping></extensionElements>
      <startEvent id="is"/>${undoable('a')}${undoable('b')}${handler}${way('is', 'a', 'b')}</subProcess>${throws('t')}<userTask id="next"/>${way('s', 'sub', 't', 'next')}`
    const instance = caseOf(content).start().complete('a').complete('b')
    expect(instance.open).toEqual(['t', 'sub', 'h', 'check'])
    expect(instance.effects.find(({ type }) => type === 'open-task')).toMatchObject({ task: { variables: { lokal: 1 } } })
    instance.complete('check')
    expect(instance.open).toEqual(['t', 'sub', 'h', 'ht', 'undo-a'])
    expect(instance.complete('undo-a').open).toEqual(['next'])
  })
  it('from an event sub-process of what was completed around it', () => {
    const content = `${three}<endEvent id="fail"><errorEventDefinition errorRef="err"/></endEvent>${way('s', 'a', 'b', 'fail')}
      <subProcess id="h" triggeredByEvent="true"><startEvent id="hs"><errorEventDefinition/></startEvent><endEvent id="he"><compensateEventDefinition/></endEvent>${way('hs', 'he')}</subProcess>`
    const instance = caseOf(content, '<error id="err" errorCode="E"/>').start().complete('a').complete('b')
    expect(instance.open).toEqual(['h', 'he', 'undo-b'])
    expect(instance.complete('undo-b').complete('undo-a').status).toBe('completed')
  })
  it('of a multi-instance: each instance, with its item', () => {
    const many = `<multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=[10, 20]" inputElement="x"/></extensionElements></multiInstanceLoopCharacteristics>`
    const instance = caseOf(
      `<startEvent id="s"/>${undoable('a', many)}${throws('t')}<userTask id="next"/>${way('s', 'a', 't', 'next')}`,
    ).start()
    instance.complete('a').complete('a')
    const seen = () =>
      (instance.effects.find(({ type }) => type === 'open-task') as { task: { variables: object } }).task.variables
    expect(seen()).toMatchObject({ x: 20 })
    instance.complete('undo-a')
    expect(seen()).toMatchObject({ x: 10 })
    expect(instance.complete('undo-a').open).toEqual(['next'])
  })
  it('what was interrupted is not undone', () => {
    const content = `<startEvent id="s"/>${undoable('a')}<boundaryEvent id="tm" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${throws('t')}<userTask id="next"/>${way('s', 'a')}${way('tm', 't', 'next')}`
    expect(caseOf(content).start().fire().open).toEqual(['next'])
  })
  it('runs in a simulation, and the trace says what is undone', () => {
    const processes = new Map([['p', drawn(`${three}${throws('t')}<task id="next"/>${way('s', 'a', 'b', 't', 'next')}`)]])
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: {} })
    expect(result.state).toBe('completed')
    expect(
      result.trace.filter(({ event }) => event === 'compensating').map(({ element, detail }) => `${element} ${detail}`),
    ).toEqual(['b t', 'a t'])
  })
})

describe('transaction', () => {
  const cancel = '<cancelEventDefinition/>'
  const transaction = (more = '', mark = '') =>
    `<startEvent id="s"/><transaction id="tx">${mark}<startEvent id="is"/>${undoable('a')}${undoable('b')}<userTask id="open"/><exclusiveGateway id="x" default="x-ok"/><endEvent id="ok"/><endEvent id="cancel">${cancel}</endEvent>
       ${way('is', 'a', 'b', 'x', 'ok')}<sequenceFlow id="x-c" sourceRef="x" targetRef="cancel"><conditionExpression>=no = true</conditionExpression></sequenceFlow>${more}</transaction>
     <boundaryEvent id="cb" attachedToRef="tx">${cancel}</boundaryEvent><userTask id="next"/><userTask id="instead"/>${way('s', 'tx', 'next')}${way('cb', 'instead')}`
  it('completes like a sub-process', () => {
    expect(caseOf(transaction()).start({ no: false }).complete('a').complete('b').open).toEqual(['next'])
  })
  it('cancelled: what is active ends, what was completed is undone, and its cancel boundary event is left by', () => {
    const instance = caseOf(transaction(way('is', 'open')))
      .start({ no: true })
      .complete('a')
      .complete('b')
    expect(instance.open).toEqual(['tx', 'cancel', 'undo-b'])
    instance.complete('undo-b')
    expect(instance.open).toEqual(['tx', 'cancel', 'undo-a'])
    expect(instance.complete('undo-a').open).toEqual(['instead'])
    expect(instance.events.some((event) => event.type === 'element-terminated' && event.element === 'tx')).toBe(true)
  })
  it('repeated: cancelling one cancels the whole', () => {
    const mark = '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'
    const instance = caseOf(transaction('', mark)).start({ no: true }).complete('a').complete('b')
    expect(instance.complete('undo-b').complete('undo-a').open).toEqual(['instead'])
  })
  it('failed with an error: nothing is undone', () => {
    const content = `<startEvent id="s"/><transaction id="tx"><startEvent id="is"/>${undoable('a')}<endEvent id="fail"><errorEventDefinition errorRef="err"/></endEvent>${way('is', 'a', 'fail')}</transaction>
      <boundaryEvent id="eb" attachedToRef="tx"><errorEventDefinition/></boundaryEvent><userTask id="instead"/>${way('s', 'tx')}${way('eb', 'instead')}`
    expect(caseOf(content, '<error id="err" errorCode="E"/>').start().complete('a').open).toEqual(['instead'])
  })
  it('completed, it is undone as a sub-process is', () => {
    const content = `<startEvent id="s"/><transaction id="tx"><startEvent id="is"/>${undoable('a')}${way('is', 'a')}</transaction>${throws('t')}<userTask id="next"/>${way('s', 'tx', 't', 'next')}`
    expect(caseOf(content).start().complete('a').complete('undo-a').open).toEqual(['next'])
  })
  it('runs in a simulation', () => {
    const processes = new Map([['p', drawn(transaction(way('is', 'open')))]])
    const result = simulate({
      processes,
      decide: () => undefined,
      start: 'p',
      variables: { no: true },
      scenario: { userTasks: { open: ['wait'] } },
    })
    expect(result.state).toBe('completed')
    expect(
      result.trace.filter(({ event }) => event === 'cancelled' || event === 'compensating').map(({ element }) => element),
    ).toEqual(['cancel', 'b', 'a'])
  })
})
