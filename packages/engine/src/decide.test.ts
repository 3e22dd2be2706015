import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import { startSubscriptions } from './start-subscriptions.ts'
import { message, process, timer } from './test-kit/build-process.ts'
import { Case, START } from './test-kit/case.ts'
import { visibleVariables } from './variables.ts'

const model = process()
  .start('s')
  .user('u', { in: { local: '1' } })
  .service('job', 'work')
  .end('e')
  .flow('s', 'u', 'job', 'e')
  .build()

const started = () => new Case(model).start()

describe('commands that do not fit', () => {
  it.each([
    ['already-created', { type: 'create-instance', instance: 'i', variables: {} }],
    ['unknown-activation', { type: 'complete-user-task', activation: '99', variables: {} }],
    ['wrong-element', { type: 'complete-job', activation: '2', variables: {} }],
    ['wrong-element', { type: 'complete-called', activation: '2', variables: {} }],
    ['unknown-timer', { type: 'fire-timer', timer: '2' }],
    ['unknown-subscription', { type: 'deliver-message', subscription: 'constructor', variables: {} }],
    ['unknown-incident', { type: 'resolve-incident', incident: '2' }],
    ['unknown-activation', { type: 'set-variables', scope: '__proto__', variables: {} }],
  ] as const)('are refused with %s and change nothing', (code, command) => {
    const instance = started()
    const { state } = instance
    expect(instance.send(command).lastError).toBe(code)
    expect(instance.state).toBe(state)
  })
  it('an ended instance takes none', () => {
    const instance = started().send({ type: 'cancel-instance', reason: 'zurückgezogen', by: 'anna' })
    expect(instance.status).toBe('terminated')
    expect(instance.events.at(-1)).toEqual({ type: 'instance-terminated', at: START, reason: 'zurückgezogen', by: 'anna' })
    expect(instance.send({ type: 'set-variables', variables: {} }).lastError).toBe('instance-ended')
  })
  it('a process without the start event asked for does not begin', () => {
    const command = { type: 'create-instance', at: 0, instance: 'i', variables: {} } as const
    const definitions = { process: model, decide: () => undefined }
    expect(decide(definitions, undefined, { ...command, startEvent: 'other' })).toMatchObject({
      ok: false,
      error: { code: 'no-start-event' },
    })
  })
})

describe('variables', () => {
  it('are seen through the scopes', () => {
    const instance = new Case(model).start({ a: 1, local: 0 })
    expect(visibleVariables(instance.state!, '2')).toEqual({ a: 1, local: 1 })
    expect(visibleVariables(instance.state!)).toEqual({ a: 1, local: 0 })
  })
  it('are set on one scope only', () => {
    const instance = new Case(model).start().send({ type: 'set-variables', scope: '2', variables: { b: 2 } })
    expect(instance.variables).toEqual({})
    expect(visibleVariables(instance.state!, '2')).toEqual({ b: 2, local: 1 })
  })
  it('may have any name', () => {
    const odd = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Record<string, number>
    const instance = new Case(model).start({ a: 1 }).complete('u', odd)
    expect(JSON.parse(JSON.stringify(instance.variables))).toEqual({ ...odd, a: 1 })
    expect((instance.variables as { x?: number }).x).toBeUndefined()
  })
})

describe('startSubscriptions', () => {
  it('names what starts a process from outside', () => {
    const drawing = process()
      .start('none')
      .event('startEvent', 'm', message('Antrag'))
      .event('startEvent', 't', timer('cycle', '"R/P1D"'))
      .event('startEvent', 'broken', timer('date', 'unknown'))
      .build()
    expect(startSubscriptions(drawing, START)).toEqual({
      messages: [{ startEvent: 'm', name: 'Antrag' }],
      signals: [],
      conditions: [],
      timers: [{ startEvent: 't', kind: 'cycle', expression: 'R/P1D' }],
    })
  })
  it('a message start event begins with what the message brings', () => {
    const drawing = process().event('startEvent', 'm', message('Antrag')).user('u').flow('m', 'u').build()
    expect(new Case(drawing).start({ a: 1 }, { startEvent: 'm' }).open).toEqual(['u'])
  })
})
