import { describe, expect, it } from 'vitest'
import { startSubscriptions } from '../../start-subscriptions.ts'
import { simulate } from '../../simulate/simulate.ts'
import { Case } from '../../test-kit/case.ts'
import { caseOf, drawn, way, when } from '../../test-kit/drawn.ts'

const messages = ['ja', 'nein']
  .map(
    (name) =>
      `<message id="m-${name}" name="${name}"><extensionElements><zeebe:subscription correlationKey="=nr"/></extensionElements></message>`,
  )
  .join('')
const receives = (id: string) =>
  `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="m-${id}"/></intermediateCatchEvent>`
const later =
  '<intermediateCatchEvent id="spät"><timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition></intermediateCatchEvent>'
const choice = (targets: string) =>
  `<startEvent id="s"/><eventBasedGateway id="g"/>${targets}${later}<userTask id="y"/><userTask id="n"/><userTask id="l"/>
   ${way('s', 'g', 'ja', 'y')}${way('g', 'nein', 'n')}${way('g', 'spät', 'l')}`

describe('event-based gateway', () => {
  const content = choice(`${receives('ja')}${receives('nein')}`)
  it('waits for all its events, and the first decides the way', () => {
    const instance = caseOf(content, messages).start({ nr: 'A' })
    expect(instance.open).toEqual(['g'])
    expect(instance.effects.map(({ type }) => type)).toEqual(['subscribe', 'subscribe', 'set-timer'])
    instance.deliver('nein', { grund: 'x' })
    expect(instance.open).toEqual(['n'])
    expect(instance.variables).toEqual({ nr: 'A', grund: 'x' })
    expect(instance.effects.map(({ type }) => type)).toEqual(['unsubscribe', 'cancel-timer', 'unsubscribe', 'open-task'])
    expect(instance.way).toEqual(['s', 'g', 'nein'])
  })
  it('takes the way of the timer when nothing else comes in time', () => {
    const instance = caseOf(content, messages).start({ nr: 'A' }).fire()
    expect(instance.open).toEqual(['l'])
    expect(instance.subscriptions).toEqual({})
  })
  it('leads to receive tasks too', () => {
    const tasks = ['ja', 'nein'].map((id) => `<receiveTask id="${id}" messageRef="m-${id}"/>`).join('')
    expect(caseOf(choice(tasks), messages).start({ nr: 'A' }).deliver('ja').open).toEqual(['y'])
  })
  it('that cannot arm an event is an incident, and resolving it arms all of them once', () => {
    const instance = caseOf(content, messages).start()
    expect(instance.incidents).toEqual(['correlation-key-missing'])
    instance.send({ type: 'set-variables', variables: { nr: 'A' } }).resolve()
    expect(Object.values(instance.subscriptions).map(({ name }) => name)).toEqual(['ja', 'nein'])
    expect(instance.incidents).toEqual([])
  })
  it('runs in a simulation', () => {
    const model = drawn(content, messages)
    const scenario = { messages: [{ name: 'nein', after: 'P1D' }] }
    const result = simulate({
      processes: new Map([['p', model]]),
      decide: () => undefined,
      start: 'p',
      variables: { nr: 1 },
      scenario,
    })
    expect(result.state).toBe('completed')
    expect(result.trace.filter(({ event }) => event === 'received').map(({ element, at }) => `${element} ${at}`)).toEqual([
      'nein 2026-01-02T08:00:00.000Z',
    ])
  })
})

describe('what begins instances besides start events', () => {
  const starting = (kind: 'Exclusive' | 'Parallel') =>
    `<eventBasedGateway id="g" instantiate="true" eventGatewayType="${kind}"/>${receives('ja')}${receives('nein')}<userTask id="y"/><userTask id="n"/>
     ${way('g', 'ja', 'y')}${way('g', 'nein', 'n')}`
  it('each event behind an exclusive one begins an instance of its own', () => {
    const model = drawn(starting('Exclusive'), messages)
    expect(startSubscriptions(model).messages).toEqual([
      { startEvent: 'ja', name: 'ja' },
      { startEvent: 'nein', name: 'nein' },
    ])
    const instance = new Case(model).start({ nr: 1 }, { startEvent: 'nein' })
    expect(instance.open).toEqual(['n'])
    expect(instance.subscriptions).toEqual({})
  })
  it('all events behind a parallel one have to happen before the instance can end', () => {
    const instance = new Case(drawn(starting('Parallel'), messages)).start({ nr: 1 }, { startEvent: 'nein' })
    expect(instance.open).toEqual(['g', 'n'])
    expect(Object.values(instance.subscriptions)).toMatchObject([{ name: 'ja', correlationKey: '1' }])
    expect(instance.complete('n').status).toBe('active')
    expect(instance.deliver('ja').open).toEqual(['y'])
    expect(instance.complete('y').status).toBe('completed')
  })
  it('a receive task with instantiate', () => {
    const content = `<receiveTask id="r" instantiate="true" messageRef="m-ja"/><userTask id="u"/>${way('r', 'u')}`
    const model = drawn(content, messages)
    expect(startSubscriptions(model).messages).toEqual([{ startEvent: 'r', name: 'ja' }])
    expect(new Case(model).start({}, { startEvent: 'r' }).open).toEqual(['u'])
    const result = simulate({ processes: new Map([['p', model]]), decide: () => undefined, start: 'p', variables: {} })
    expect(result.state).toBe('completed')
  })
})

describe('link events', () => {
  const link = (kind: string, id: string) =>
    `<intermediate${kind}Event id="${id}"><linkEventDefinition name="weiter"/></intermediate${kind}Event>`
  it('two throws lead to one catch', () => {
    const instance = caseOf(
      `<startEvent id="s"/><task id="a"/>${link('Throw', 'x')}${link('Throw', 'y')}${link('Catch', 'c')}<userTask id="u"/>${way('s', 'a', 'x')}${way('a', 'y')}${way('c', 'u')}`,
    ).start()
    expect(instance.open).toEqual(['u', 'u'])
    expect(instance.way).toEqual(['s', 'a', 'x', 'c', 'y', 'c'])
  })
  it('stay within their sub-process', () => {
    const instance = caseOf(
      `<startEvent id="s"/><subProcess id="p1"><startEvent id="is"/>${link('Throw', 'x')}${link('Catch', 'c')}<userTask id="u"/>${way('is', 'x')}${way('c', 'u')}</subProcess>
       <startEvent id="s2"><messageEventDefinition messageRef="m-ja"/></startEvent>${link('Throw', 'x2')}${link('Catch', 'c2')}<userTask id="u2"/>${way('s', 'p1')}${way('s2', 'x2')}${way('c2', 'u2')}`,
      messages,
    ).start()
    expect(instance.open).toEqual(['p1', 'u'])
    expect(instance.complete('u').status).toBe('completed')
  })
  it('in a circle that waits for nothing is stopped', () => {
    const instance = caseOf(
      `<startEvent id="s"/><task id="a"/><exclusiveGateway id="x" default="x-t"/><endEvent id="e"/>${link('Throw', 't')}${link('Catch', 'c')}${way('s', 'a', 'x', 't')}${when('x', 'n = 1', 'e')}${way('c', 'a')}`,
    ).start({ n: 0 })
    expect(instance.incidents).toEqual(['endless-loop'])
  })
})
