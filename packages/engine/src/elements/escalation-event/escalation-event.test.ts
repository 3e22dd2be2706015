import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { Case } from '../../test-kit/case.ts'
import { caseOf, drawn, drawnProcesses, way } from '../../test-kit/drawn.ts'

const outside = ['A', 'B'].map((code) => `<escalation id="${code}" escalationCode="${code}"/>`).join('')
const definition = (code?: string) =>
  code === undefined ? '<escalationEventDefinition/>' : `<escalationEventDefinition escalationRef="${code}"/>`
const boundary = (id: string, host: string, interrupting: boolean, code?: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${definition(code)}</boundaryEvent>`
const thrower = (code: string) =>
  `<startEvent id="is"/><intermediateThrowEvent id="t">${definition(code)}</intermediateThrowEvent><userTask id="u"/>${way('is', 't', 'u')}`

describe('escalation events', () => {
  it('a non-interrupting handler runs beside what threw, an interrupting one ends it', () => {
    const drawing = (interrupting: boolean) =>
      `<startEvent id="s"/><subProcess id="sub">${thrower('A')}</subProcess>${boundary('b', 'sub', interrupting, 'A')}<userTask id="x"/>${way('s', 'sub')}${way('b', 'x')}`
    expect(caseOf(drawing(false), outside).start().open).toEqual(['sub', 'x', 'u'])
    expect(caseOf(drawing(true), outside).start().open).toEqual(['x'])
  })
  it('the innermost handler catches, the one for the code before the one for every code', () => {
    const instance = caseOf(
      `<startEvent id="s"/><subProcess id="outer"><startEvent id="os"/><subProcess id="inner">${thrower('A')}</subProcess>
         ${boundary('any', 'inner', false)}${boundary('a', 'inner', false, 'A')}<userTask id="x"/><userTask id="y"/>${way('os', 'inner')}${way('any', 'y')}${way('a', 'x')}</subProcess>
       ${boundary('far', 'outer', true, 'A')}<userTask id="z"/>${way('s', 'outer')}${way('far', 'z')}`,
      outside,
    ).start()
    expect(instance.open).toEqual(['outer', 'inner', 'x', 'u'])
  })
  it('goes past handlers for other codes, and unhandled changes nothing', () => {
    const instance = caseOf(
      `<startEvent id="s"/><subProcess id="sub">${thrower('B')}</subProcess>${boundary('b', 'sub', true, 'A')}<userTask id="x"/>${way('s', 'sub')}${way('b', 'x')}`,
      outside,
    ).start()
    expect(instance.open).toEqual(['sub', 'u'])
    expect(instance.incidents).toEqual([])
    expect(instance.events.filter(({ type }) => type === 'escalation-thrown')).toHaveLength(1)
  })
  it('an end event escalates too, and the sub-process is done all the same', () => {
    const instance = caseOf(
      `<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/><endEvent id="e">${definition('A')}</endEvent>${way('is', 'e')}</subProcess>
       ${boundary('b', 'sub', false)}<userTask id="x"/><userTask id="next"/>${way('s', 'sub', 'next')}${way('b', 'x')}`,
      outside,
    ).start()
    expect(instance.open).toEqual(['x', 'next'])
  })
  it('of a task: it stays open unless interrupted; code and variables come along', () => {
    const handler = `<boundaryEvent id="b" attachedToRef="u" cancelActivity="false"><escalationEventDefinition camunda:escalationCodeVariable="code"/></boundaryEvent>`
    const instance = caseOf(
      `<startEvent id="s"/><userTask id="u"/>${handler}<userTask id="x"/>${way('s', 'u')}${way('b', 'x')}`,
      outside,
    ).start()
    instance.escalate('u', 'A', { grund: 'krank' })
    expect(instance.open).toEqual(['u', 'x'])
    expect(instance.variables).toEqual({ grund: 'krank', code: 'A' })
    expect(instance.complete('u').open).toEqual(['x'])
    instance.send({ type: 'throw-escalation', activation: '99', code: 'A' })
    expect(instance.lastError).toBe('unknown-activation')
  })
  it('of a called instance goes on at its caller', () => {
    const parent = { instance: 'caller', activation: '2' }
    const called = new Case(drawn(thrower('A'), outside)).start({}, { parent })
    expect(called.effects).toContainEqual({ type: 'escalate-parent', parent, code: 'A', variables: {} })
    const caller = caseOf(
      `<startEvent id="s"/><callActivity id="c" calledElement="p"/>${boundary('b', 'c', true, 'A')}<userTask id="x"/>${way('s', 'c')}${way('b', 'x')}`,
      outside,
    ).start()
    caller.escalate('c', 'A')
    expect(caller.open).toEqual(['x'])
    expect(caller.effects).toContainEqual({ type: 'cancel-called', instance: 'i.2' })
  })
  it('runs in a simulation: thrown by called processes, people and programs', () => {
    const processes = new Map(
      drawnProcesses(
        `<process id="p" isExecutable="true"><startEvent id="s"/><callActivity id="c" calledElement="q"/>${boundary('b', 'c', false, 'A')}<userTask id="x"/>
           ${boundary('bx', 'x', false)}<task id="told"/><serviceTask id="j"/>${boundary('bj', 'j', true)}<task id="stopped"/>
           ${way('s', 'c', 'x', 'j')}${way('b', 'told')}${way('bx', 'told')}${way('bj', 'stopped')}</process>
         <process id="q" isExecutable="true">${thrower('A')}</process>`,
        outside,
      ).map((model) => [model.id, model]),
    )
    const scenario = {
      userTasks: { x: [{ $escalation: 'B', grund: 'Eile' }, { $after: 'PT1H' }] },
      jobs: { j: [{ escalation: { code: 'C', variables: { n: 1 } } }] },
    }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: {}, scenario })
    expect(result).toMatchObject({ state: 'completed', variables: { grund: 'Eile', n: 1 } })
    expect(result.trace.filter(({ event }) => event === 'caught').map(({ element, detail }) => `${element} ${detail}`)).toEqual([
      'b A',
      'bx B',
      'bj C',
    ])
    expect(result.trace.filter(({ element, event }) => element === 'told' && event === 'completed')).toHaveLength(2)
    expect(result.trace.some(({ element }) => element === 'stopped')).toBe(true)
  })
})
