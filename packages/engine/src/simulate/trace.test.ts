import { describe, expect, it } from 'vitest'
import { drawnProcesses, way } from '../test-kit/drawn.ts'
import type { Scenario } from './scenario.ts'
import { simulate } from './simulate.ts'

const outside = `<message id="M" name="Nachricht"/><signal id="S" name="Lage"/><error id="E" errorCode="E1"/><escalation id="X" escalationCode="X1"/>`
const kind = `<process id="kind" isExecutable="true"><startEvent id="ks"/><endEvent id="ke"><errorEventDefinition errorRef="E"/></endEvent><sequenceFlow id="kf" sourceRef="ks" targetRef="ke"/></process>`

/** The lines of all events but the flows, as `element event [detail] in scope`. */
function told(content: string, scenario: Scenario = {}, variables = {}) {
  const processes = drawnProcesses(`<process id="p" isExecutable="true">${content}</process>`, outside + kind)
  const { trace } = simulate({
    processes: new Map(processes.map((process) => [process.id, process])),
    decide: () => undefined,
    start: 'p',
    variables,
    scenario,
  })
  return trace.flatMap(({ element, event, detail, scope, index, scopeIndex, instance }) => {
    if (event === 'taken') return []
    const number = index === undefined ? '' : `[${index}]`
    const around = scope === undefined ? '' : ` in ${scope}${scopeIndex === undefined ? '' : `[${scopeIndex}]`}`
    return [
      `${instance === '1' ? '' : `${instance} `}${element}${number} ${event}${detail === undefined ? '' : ` ${detail}`}${around}`,
    ]
  })
}

const events = (lines: readonly string[], ...wanted: readonly string[]) =>
  lines.filter((line) => wanted.some((event) => line.includes(` ${event}`)))
const thrown = ['thrown', 'caught', 'sent', 'received', 'fired', 'compensating', 'cancelled', 'called']

const inPart = (inside: string, around = '') =>
  `<startEvent id="s"/><subProcess id="teil">${inside}</subProcess><endEvent id="e"/>${way('s', 'teil', 'e')}${around}`
const catches = (definition: string) =>
  inPart(
    `<startEvent id="ts"/><intermediateCatchEvent id="c">${definition}</intermediateCatchEvent><endEvent id="te"/>${way('ts', 'c', 'te')}`,
  )
const throws = (definition: string) =>
  inPart(
    `<startEvent id="ts"/><intermediateThrowEvent id="t">${definition}</intermediateThrowEvent><endEvent id="te"/>${way('ts', 't', 'te')}`,
  )
const boundary = (definition: string) =>
  inPart(
    `<startEvent id="ts"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u">${definition}</boundaryEvent><endEvent id="te"/><endEvent id="be"/>${way('ts', 'u', 'te')}${way('b', 'be')}`,
  )

const message = '<messageEventDefinition messageRef="M"/>'
const signal = '<signalEventDefinition signalRef="S"/>'
const timer = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>'
const condition = '<conditionalEventDefinition><condition>=x = 1</condition></conditionalEventDefinition>'
const world: Scenario = {
  messages: [{ name: 'Nachricht', after: 'PT1H' }],
  signals: [{ name: 'Lage', after: 'PT1H' }],
  variables: [{ set: { x: 1 }, after: 'PT1H' }],
  userTasks: { u: [{ $after: 'P2D' }] },
}

describe('the trace tells what is caught, with its scope', () => {
  it.each([
    ['message', message, 'received Nachricht'],
    ['signal', signal, 'received Lage'],
    ['timer', timer, 'fired'],
    ['condition', condition, 'fired'],
  ])('%s: between, at a border, at an event sub-process', (_, definition, what) => {
    const variables = { x: 0 }
    expect(events(told(catches(definition), world, variables), ...thrown)).toEqual([`c ${what} in teil`])
    expect(events(told(boundary(definition), world, variables), ...thrown, 'terminated')).toEqual([
      `b ${what} in teil`,
      'u terminated in teil',
    ])
    const listener = inPart(
      `<startEvent id="ts"/><userTask id="u"/><endEvent id="te"/>${way('ts', 'u', 'te')}<subProcess id="eilig" triggeredByEvent="true"><startEvent id="es" isInterrupting="true">${definition}</startEvent><endEvent id="ee"/>${way('es', 'ee')}</subProcess>`,
    )
    const lines = told(listener, world, variables)
    expect(events(lines, ...thrown)).toEqual([`es ${what} in teil`])
    expect(lines).toEqual(
      expect.arrayContaining([
        'eilig activated in teil',
        'es activated in eilig',
        'ee completed in eilig',
        'u terminated in teil',
      ]),
    )
  })

  it('links', () => {
    const links = inPart(
      `<startEvent id="ts"/><intermediateThrowEvent id="t"><linkEventDefinition name="weiter"/></intermediateThrowEvent>${way('ts', 't')}<intermediateCatchEvent id="c"><linkEventDefinition name="weiter"/></intermediateCatchEvent><endEvent id="te"/>${way('c', 'te')}`,
    )
    expect(events(told(links), ...thrown)).toEqual(['t thrown weiter in teil', 'c caught weiter in teil'])
  })

  it.each([
    [message, 't sent Nachricht in teil'],
    [signal, 't sent Lage in teil'],
    ['<escalationEventDefinition escalationRef="X"/>', 't thrown X1 in teil'],
    ['<compensateEventDefinition/>', 't thrown in teil'],
  ])('throws %s', (definition, line) => expect(events(told(throws(definition)), ...thrown)).toEqual([line]))

  it('errors, from the end of a sub-process to its border', () => {
    const fails = inPart(
      `<startEvent id="ts"/><endEvent id="te"><errorEventDefinition errorRef="E"/></endEvent>${way('ts', 'te')}`,
      `<boundaryEvent id="b" attachedToRef="teil"><errorEventDefinition errorRef="E"/></boundaryEvent><endEvent id="be"/>${way('b', 'be')}`,
    )
    expect(events(told(fails), ...thrown, 'terminated')).toEqual([
      'te thrown E1 in teil',
      'b caught E1',
      'te terminated in teil',
      'teil terminated',
    ])
  })

  it('terminating', () => {
    const ends = inPart(
      `<startEvent id="ts"/><parallelGateway id="g"/><userTask id="u"/><endEvent id="te"><terminateEventDefinition/></endEvent>${way('ts', 'g', 'u')}${way('g', 'te')}`,
    )
    expect(events(told(ends, { userTasks: { u: ['wait'] } }), ...thrown, 'terminated')).toEqual([
      'te thrown in teil',
      'u terminated in teil',
    ])
  })

  it('what begins an instance', () => {
    for (const [definition, event] of [
      [message, 'received'],
      [signal, 'received'],
      [timer, 'fired'],
    ] as const)
      expect(events(told(`<startEvent id="s">${definition}</startEvent><endEvent id="e"/>${way('s', 'e')}`), ...thrown)).toEqual([
        `s ${event}`,
      ])
  })
})

describe('the trace tells what has begun an instance', () => {
  const behind = (event: string) =>
    `<eventBasedGateway id="g" instantiate="true"/>${event}<intermediateCatchEvent id="n">${signal}</intermediateCatchEvent><endEvent id="e"/>${way('g', 'a', 'e')}${way('g', 'n', 'e')}`
  it.each([
    ['a receive task', `<receiveTask id="a" messageRef="M" instantiate="true"/><endEvent id="e"/>${way('a', 'e')}`],
    ['an event behind a gateway', behind(`<intermediateCatchEvent id="a">${message}</intermediateCatchEvent>`)],
    ['a receive task behind a gateway', behind('<receiveTask id="a" messageRef="M"/>')],
  ])('%s', (_, content) => expect(events(told(content), ...thrown)).toEqual(['a received']))
})

describe('the trace tells scopes of every kind', () => {
  it('called processes have an instance of their own and name their caller', () => {
    const calls = inPart(
      `<startEvent id="ts"/><callActivity id="ruf"><extensionElements><zeebe:calledElement processId="kind"/></extensionElements></callActivity><boundaryEvent id="b" attachedToRef="ruf"><errorEventDefinition/></boundaryEvent><endEvent id="te"/><endEvent id="be"/>${way('ts', 'ruf', 'te')}${way('b', 'be')}`,
    )
    expect(events(told(calls), ...thrown, 'started', 'failed')).toEqual([
      'p started',
      'ruf called kind in teil',
      '1.4 kind started ruf',
      '1.4 ke thrown E1',
      '1.4 kind failed E1',
      'ruf thrown E1 in teil',
      'b caught E1 in teil',
    ])
  })

  it('multi-instance: which instance, and which instance of the scope around', () => {
    const many =
      '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>'
    const inside = `<startEvent id="ts"/><task id="t">${many}</task><endEvent id="te"/>${way('ts', 't', 'te')}`
    const lines = told(
      `<startEvent id="s"/><subProcess id="teil">${many}${inside}</subProcess><endEvent id="e"/>${way('s', 'teil', 'e')}`,
    )
    expect(lines.filter((line) => line.startsWith('t') && line.includes(' activated'))).toEqual([
      'teil activated',
      'teil[0] activated in teil',
      'ts activated in teil[0]',
      't activated in teil[0]',
      't[0] activated in t',
      't[1] activated in t',
      'te activated in teil[0]',
      'teil[1] activated in teil',
      'ts activated in teil[1]',
      't activated in teil[1]',
      't[0] activated in t',
      't[1] activated in t',
      'te activated in teil[1]',
    ])
  })

  it('ad-hoc', () => {
    const lines = told(
      `<startEvent id="s"/><adHocSubProcess id="teil"><task id="a"/><task id="b"/></adHocSubProcess><endEvent id="e"/>${way('s', 'teil', 'e')}`,
    )
    expect(lines).toEqual(
      expect.arrayContaining(['teil activated', 'a completed in teil', 'b completed in teil', 'teil completed']),
    )
  })

  it('transactions: cancelled, undone, left by the border', () => {
    const undone = `<boundaryEvent id="ub" attachedToRef="buchen"><compensateEventDefinition/></boundaryEvent><task id="storno" isForCompensation="true"/><association id="as" associationDirection="One" sourceRef="ub" targetRef="storno"/>`
    const content = `<startEvent id="s"/><transaction id="kauf"><startEvent id="ts"/><task id="buchen"/>${undone}<endEvent id="te"><cancelEventDefinition/></endEvent>${way('ts', 'buchen', 'te')}</transaction>
      <boundaryEvent id="b" attachedToRef="kauf"><cancelEventDefinition/></boundaryEvent><endEvent id="e"/><endEvent id="be"/>${way('s', 'kauf', 'e')}${way('b', 'be')}`
    expect(events(told(content), ...thrown, 'terminated')).toEqual([
      'te thrown in kauf',
      'te cancelled in kauf',
      'buchen compensating te in kauf',
      'ub caught in kauf',
      'kauf terminated',
      'b caught',
    ])
    expect(told(content)).toContain('storno completed in kauf')
  })

  it('compensation event sub-processes', () => {
    const content = `<startEvent id="s"/><subProcess id="teil"><startEvent id="ts"/><endEvent id="te"/>${way('ts', 'te')}<subProcess id="zurueck" triggeredByEvent="true"><startEvent id="zs"><compensateEventDefinition/></startEvent><endEvent id="ze"/>${way('zs', 'ze')}</subProcess></subProcess>
      <endEvent id="e"><compensateEventDefinition/></endEvent>${way('s', 'teil', 'e')}`
    expect(events(told(content), ...thrown)).toEqual(['e thrown', 'teil compensating e', 'zs caught in zurueck'])
  })
})
