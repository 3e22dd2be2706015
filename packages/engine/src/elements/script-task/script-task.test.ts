import { sandboxFromDisk } from '@fachwerk/scripts/from-disk'
import type { JsonObject } from '@fachwerk/problem'
import { describe, expect, test } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { Case } from '../../test-kit/case.ts'
import { drawn, way } from '../../test-kit/drawn.ts'

const sandbox = await sandboxFromDisk()

const process = (script: string, { inside = '', more = '' } = {}) =>
  drawn(`<startEvent id="s"/>
    <scriptTask id="a" scriptFormat="javascript" camunda:resultVariable="ergebnis">${inside}<script><![CDATA[${script}]]></script></scriptTask>
    <userTask id="u"/><endEvent id="e"/>${more}${way('s', 'a', 'u', 'e')}`)

const started = (script: string, variables: JsonObject = {}, more: { inside?: string; more?: string } = {}) =>
  new Case(process(script, more), undefined, (...one) => sandbox.run(...one)).start(variables)

describe('a script task in JavaScript', () => {
  test('gives its value to the result variable and sets variables itself', () => {
    const it = started('execution.setVariable("summe", betrag * 2); "fertig"', { betrag: 4, summe: 0 })
    expect(it.open).toEqual(['u'])
    expect(it.variables).toEqual({ betrag: 4, summe: 8, ergebnis: 'fertig' })
  })

  test('what it sets goes past the output mappings, its value through them', () => {
    const io =
      '<extensionElements><zeebe:ioMapping><zeebe:input source="=3" target="n"/><zeebe:output source="=ergebnis + 1" target="aussen"/></zeebe:ioMapping></extensionElements>'
    const it = started('execution.setVariable("neu", n); n * 2', {}, { inside: io })
    expect(it.variables).toEqual({ neu: 3, aussen: 7 })
  })

  test('that fails is an incident with line and message, and is repeated after it', () => {
    const it = started('const a = 1\nreturn antrag.name')
    expect(it.incidents).toEqual(['script-failed'])
    expect(Object.values(it.state!.incidents)[0]!.message.de).toBe(
      "Das Skript ist gescheitert: Zeile 2: ReferenceError: 'antrag' is not defined",
    )
    it.set({ antrag: { name: 'Brandt' } }).resolve()
    expect([it.open, it.variables['ergebnis']]).toEqual([['u'], 'Brandt'])
  })

  test('throws errors that a boundary event catches', () => {
    const border =
      '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition errorRef="x"/></boundaryEvent><endEvent id="f"/><sequenceFlow id="b-f" sourceRef="b" targetRef="f"/>'
    const drawing = `<startEvent id="s"/><scriptTask id="a" scriptFormat="text/javascript"><script>throw new BpmnError("ABGELEHNT", "zu alt")</script></scriptTask>${border}${way('s', 'a')}`
    const it = new Case(drawn(drawing, '<error id="x" errorCode="ABGELEHNT"/>'), undefined, (...one) =>
      sandbox.run(...one),
    ).start()
    expect([it.status, it.way]).toEqual(['completed', ['s', 'b', 'f']])
  })

  test('sees the instant of the command, and chance that is the same when repeated', () => {
    const source = '[Date.now(), Math.random()]'
    const first = started(source)
    expect((first.variables['ergebnis'] as number[])[0]).toBe(first.at)
    expect(started(source).variables).toEqual(first.variables)
  })

  test('is an incident where nobody runs scripts', () => {
    expect(new Case(process('1')).start().incidents).toEqual(['not-executable'])
  })

  test('runs in a simulation', () => {
    const model = process('betrag > 3 ? "viel" : "wenig"')
    const result = simulate({
      processes: new Map([['p', model]]),
      decide: () => undefined,
      runScript: (...one) => sandbox.run(...one),
      start: 'p',
      variables: { betrag: 4 },
    })
    expect([result.state, result.variables['ergebnis']]).toEqual(['completed', 'viel'])
  })
})
