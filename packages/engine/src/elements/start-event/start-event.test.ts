import { describe, expect, test } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { conditionalStart, startSubscriptions } from '../../start-subscriptions.ts'
import { caseOf, drawn, drawnProcesses, way } from '../../test-kit/drawn.ts'

describe('without start event', () => {
  test('everything begins that no arrow leads to, and the process is done when all of it is', () => {
    const it = caseOf(`<task id="sofort"/><userTask id="a"/><userTask id="b"/><task id="c"/>${way('a', 'c')}
      <task id="undo" isForCompensation="true"/>`).start({ x: 1 })
    expect(it.open).toEqual(['a', 'b'])
    expect(it.complete('a').way).toEqual(['sofort', 'a', 'c'])
    expect(it.complete('b').status).toBe('completed')
  })

  test('gateways and events begin too, what waits waits', () => {
    const it = caseOf(
      `<parallelGateway id="g"/><userTask id="a"/><userTask id="b"/>${way('g', 'a')}${way('g', 'b')}
      <intermediateCatchEvent id="m"><messageEventDefinition messageRef="x"/></intermediateCatchEvent>`,
      '<message id="x" name="Antwort"/>',
    ).start()
    expect(it.open.toSorted()).toEqual(['a', 'b', 'm'])
    it.complete('a').complete('b')
    expect(it.status).toBe('active')
    expect(it.deliver('Antwort').status).toBe('completed')
  })

  test('a sub-process begins in the same way, each instance of a multi-instance too', () => {
    const it = caseOf(`<startEvent id="s"/><subProcess id="t">
      <multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
      <userTask id="a"/><task id="b"/></subProcess><userTask id="u"/>${way('s', 't', 'u')}`).start()
    expect(it.open).toEqual(['t', 't', 'a', 't', 'a'])
    it.complete('a').complete('a')
    expect(it.open).toEqual(['u'])
  })

  test('is told as information', () => {
    expect(() => drawn('<userTask id="a"/>')).not.toThrow()
    expect(() => drawn(`<userTask id="a"/><userTask id="b"/>${way('a', 'b', 'a')}`)).toThrow('no-start-event')
  })
})

describe('a conditional start event', () => {
  const warnung = `<process id="warnung" isExecutable="true">
    <startEvent id="hoch"><conditionalEventDefinition><condition>=pegel > 7</condition></conditionalEventDefinition></startEvent>
    <userTask id="warnen"/>${way('hoch', 'warnen')}</process>`

  test('holds for what the world outside tells', () => {
    const [process] = drawnProcesses(warnung)
    expect(startSubscriptions(process!).conditions.map(({ startEvent }) => startEvent)).toEqual(['hoch'])
    expect([{ pegel: 8 }, { pegel: 7 }, {}, { pegel: 'x' }].map((told) => conditionalStart(process!, told, 0))).toEqual([
      'hoch',
      undefined,
      undefined,
      undefined,
    ])
  })

  test('begins an instance with the variables told', () => {
    const [process] = drawnProcesses(warnung)
    const it = caseOf(`${warnung.slice(warnung.indexOf('>') + 1, warnung.lastIndexOf('<'))}`)
    it.start({ pegel: 8 }, { startEvent: 'hoch' })
    expect([process!.id, it.open, it.way]).toEqual(['warnung', ['warnen'], ['hoch']])
  })

  test('in a simulation a change of variables from outside begins it', () => {
    const processes = drawnProcesses(`${warnung}<process id="p" isExecutable="true"><startEvent id="s"/>
      <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT3H</timeDuration></timerEventDefinition></intermediateCatchEvent>${way('s', 't')}</process>`)
    const result = simulate({
      processes: new Map(processes.map((process) => [process.id, process])),
      decide: () => undefined,
      start: 'p',
      variables: {},
      scenario: {
        variables: [
          { after: 'PT1H', set: { pegel: 3 } },
          { after: 'PT2H', set: { pegel: 9 } },
        ],
      },
    })
    expect(
      result.trace.filter(({ process, event }) => process === 'warnung' && event === 'completed').map(({ element }) => element),
    ).toContain('hoch')
    expect(
      result.trace.filter(({ process, element, event }) => process === 'warnung' && element === 'hoch' && event === 'completed'),
    ).toHaveLength(1)
  })
})

describe('a send task', () => {
  test('that names a message sends it like a throw event, with what is mapped into it', () => {
    const io =
      '<extensionElements><zeebe:ioMapping><zeebe:input source="=n + 1" target="nummer"/></zeebe:ioMapping></extensionElements>'
    const it = caseOf(
      `<startEvent id="s"/><sendTask id="a" messageRef="m">${io}</sendTask><endEvent id="e"/>${way('s', 'a', 'e')}`,
      '<message id="m" name="Bescheid"><extensionElements><zeebe:subscription correlationKey="=n"/></extensionElements></message>',
    ).start({ n: 4 })
    expect(it.status).toBe('completed')
    expect(it.effects).toEqual([{ type: 'send-message', name: 'Bescheid', correlationKey: '4', variables: { nummer: 5 } }])
  })

  test('that names an operation sends its message', () => {
    const it = caseOf(
      `<startEvent id="s"/><sendTask id="a" operationRef="o"/>${way('s', 'a')}`,
      '<message id="m" name="Bescheid"/><interface id="i" name="i"><operation id="o" name="o"><inMessageRef>m</inMessageRef></operation></interface>',
    ).start()
    expect(it.effects).toMatchObject([{ type: 'send-message', name: 'Bescheid' }])
  })

  test('with a program has a job; with neither it is refused', () => {
    const job = '<extensionElements><zeebe:taskDefinition type="post"/></extensionElements>'
    expect(caseOf(`<startEvent id="s"/><sendTask id="a">${job}</sendTask>${way('s', 'a')}`).start().open).toEqual(['a'])
    expect(() => drawn(`<startEvent id="s"/><sendTask id="a"/>${way('s', 'a')}`)).toThrow('message-without-name a')
  })
})
