import { describe, expect, it } from 'vitest'
import { error, message, process, timer } from '../test-kit/build-process.ts'
import { Case, START } from '../test-kit/case.ts'

const HOUR = 3_600_000

describe('end events', () => {
  it('terminate ends the instance at once', () => {
    const model = process()
      .start('s')
      .user('a')
      .task('b')
      .end('stop', undefined, { kind: 'terminate' })
      .flow('s', 'a')
      .flow('s', 'b', 'stop')
      .build()
    const instance = new Case(model).start()
    expect(instance.status).toBe('completed')
    expect(instance.effects).toContainEqual({ type: 'close-task', activation: '2' })
  })
  it('a message end event sends what is mapped into it', () => {
    const model = process()
      .start('s')
      .event('endEvent', 'e', message('Bescheid', 'nr'), { in: { betrag: 'fee' } })
      .flow('s', 'e')
      .build()
    const instance = new Case(model).start({ nr: 7, fee: 30 })
    expect(instance.effects).toContainEqual({
      type: 'send-message',
      name: 'Bescheid',
      correlationKey: '7',
      variables: { betrag: 30 },
    })
    expect(instance.status).toBe('completed')
  })
  it('a message throw event with an implementation opens a job', () => {
    const model = process()
      .start('s')
      .event('intermediateThrowEvent', 't', message('m'), { more: { jobType: { feel: '"send"' } } })
      .end('e')
      .flow('s', 't', 'e')
      .build()
    const instance = new Case(model).start()
    expect(instance.effects[0]).toMatchObject({ type: 'create-job', element: 't', job: { type: 'send', retries: 3 } })
    expect(instance.completeJob('t').status).toBe('completed')
  })
  it('an error nobody catches is an incident in a root instance', () => {
    const model = process().start('s').user('a').end('e', undefined, error('E1')).flow('s', 'a').flow('s', 'e').build()
    const instance = new Case(model).start()
    expect(instance.incidents).toEqual(['uncaught-error'])
    expect(instance.open).toEqual(['a', 'e'])
  })
  it('an error nobody catches fails a called instance towards its caller', () => {
    const model = process().start('s').user('a').end('e', undefined, error('E1')).flow('s', 'a').flow('s', 'e').build()
    const parent = { instance: 'caller', activation: '4' }
    const instance = new Case(model).start({}, { parent })
    expect(instance.status).toBe('failed')
    expect(instance.effects).toContainEqual({ type: 'notify-parent', parent, outcome: { ok: false, code: 'E1' } })
  })
})

const waiting = (kind: 'date' | 'duration' | 'cycle', expression: string) =>
  process().start('s').event('intermediateCatchEvent', 'c', timer(kind, expression)).end('e').flow('s', 'c', 'e').build()

describe('intermediate catch events', () => {
  it('a timer waits for its duration', () => {
    const instance = new Case(waiting('duration', 'wait')).start({ wait: 'PT2H' })
    expect(instance.effects).toEqual([{ type: 'set-timer', timer: '3', due: START + 2 * HOUR }])
    expect(instance.fire().status).toBe('completed')
  })
  it('a timer date without zone means Berlin', () => {
    const instance = new Case(waiting('date', '"2026-12-01T08:00:00"')).start()
    expect(Object.values(instance.timers)[0]?.due).toBe(Date.UTC(2026, 11, 1, 7))
  })
  it('a timer that gives nothing is an incident, and resolving it tries again', () => {
    const instance = new Case(waiting('duration', 'wait')).start()
    expect(instance.incidents).toEqual(['invalid-timer'])
    instance.send({ type: 'set-variables', variables: { wait: 'P1D' } }).resolve()
    expect(instance.incidents).toEqual([])
    expect(Object.keys(instance.timers)).toHaveLength(1)
  })
  it('a timer fires once', () => {
    const instance = new Case(waiting('duration', '"PT1H"')).start()
    const [id] = Object.keys(instance.timers)
    instance.fire().send({ type: 'fire-timer', timer: id! })
    expect(instance.lastError).toBe('instance-ended')
  })
  it('a message waits with its key and brings variables', () => {
    const model = process()
      .start('s')
      .event('intermediateCatchEvent', 'c', message('Zahlung', 'nr'))
      .user('u')
      .flow('s', 'c', 'u')
      .build()
    const instance = new Case(model).start({ nr: 'A-1' })
    expect(instance.effects[0]).toMatchObject({ type: 'subscribe', name: 'Zahlung', correlationKey: 'A-1' })
    instance.deliver('Zahlung', { betrag: 30 })
    expect(instance.variables).toEqual({ nr: 'A-1', betrag: 30 })
    expect(instance.effects.map(({ type }) => type)).toEqual(['unsubscribe', 'open-task'])
  })
  it('a message without key value is an incident', () => {
    const model = process()
      .start('s')
      .event('intermediateCatchEvent', 'c', message('Zahlung', 'nr'))
      .end('e')
      .flow('s', 'c', 'e')
      .build()
    expect(new Case(model).start().incidents).toEqual(['correlation-key-missing'])
  })
  it('definitions that have no place there say that they are not executed', () => {
    const model = process().start('s').event('intermediateCatchEvent', 'c', { kind: 'cancel' }).flow('s', 'c').build()
    expect(new Case(model).start().incidents).toEqual(['not-executable'])
  })
})

const task = () => process().start('s').user('u').end('e').user('late').flow('s', 'u', 'e')

describe('boundary events', () => {
  it('an interrupting timer ends the task', () => {
    const model = task().boundary('t', 'u', timer('duration', '"P1D"')).flow('t', 'late').build()
    const instance = new Case(model).start().fire()
    expect(instance.open).toEqual(['late'])
    expect(instance.effects.map(({ type }) => type)).toEqual(['close-task', 'open-task'])
  })
  it('is taken back when the task is done in time', () => {
    const model = task().boundary('t', 'u', timer('duration', '"P1D"')).flow('t', 'late').build()
    const instance = new Case(model).start().complete('u')
    expect(instance.status).toBe('completed')
    expect(instance.effects.map(({ type }) => type)).toEqual(['close-task', 'cancel-timer'])
    expect(instance.timers).toEqual({})
  })
  it('a non-interrupting cycle fires as often as it says, the task stays', () => {
    const model = task().boundary('t', 'u', timer('cycle', '"R3/PT1H"'), { interrupting: false }).flow('t', 'late').build()
    const instance = new Case(model).start().fire().fire().fire()
    expect(instance.at).toBe(START + 3 * HOUR)
    expect(instance.open).toEqual(['u', 'late', 'late', 'late'])
    expect(instance.timers).toEqual({})
  })
  it('a cycle without end keeps its pace and skips what was missed', () => {
    const model = task().boundary('t', 'u', timer('cycle', '"R/PT1H"'), { interrupting: false }).flow('t', 'late').build()
    const instance = new Case(model).start()
    instance.at = START + 10 * HOUR + 1
    instance.fire()
    expect(Object.values(instance.timers).map(({ due }) => due)).toEqual([START + 11 * HOUR])
  })
  it('messages, interrupting and not', () => {
    const model = task()
      .boundary('note', 'u', message('Notiz'), { interrupting: false })
      .boundary('stop', 'u', message('Rückzug'))
      .user('read')
      .flow('note', 'read')
      .flow('stop', 'late')
      .build()
    const instance = new Case(model).start().deliver('Notiz', { text: 'a' }).deliver('Notiz', { text: 'b' })
    expect(instance.open).toEqual(['u', 'read', 'read'])
    instance.deliver('Rückzug')
    expect(instance.open).toEqual(['read', 'read', 'late'])
    expect(instance.subscriptions).toEqual({})
  })
  it('sees the local variables of its activity', () => {
    const model = process()
      .start('s')
      .user('u', { in: { limit: '"PT5M"' } })
      .boundary('t', 'u', timer('duration', 'limit'))
      .flow('s', 'u')
      .build()
    expect(Object.values(new Case(model).start().timers)[0]?.due).toBe(START + 300_000)
  })
})

const job = () => process().start('s').service('job', 'work').end('e').user('one').user('all').flow('s', 'job', 'e')

describe('errors', () => {
  it('are caught by code before catch-all, with code and message as variables', () => {
    const model = job()
      .boundary('any', 'job', error())
      .boundary('b1', 'job', error('E1', { codeVariable: 'code', messageVariable: 'text' }))
      .flow('any', 'all')
      .flow('b1', 'one')
      .build()
    const instance = new Case(model).start().throwError('job', 'E1', 'kaputt')
    expect(instance.open).toEqual(['one'])
    expect(instance.variables).toEqual({ code: 'E1', text: 'kaputt' })
    expect(instance.effects.map(({ type }) => type)).toEqual(['close-job', 'open-task'])
    expect(new Case(model).start().throwError('job', 'E2').open).toEqual(['all'])
  })
  it('uncaught are incidents; resolving opens the job anew', () => {
    const instance = new Case(job().build()).start().throwError('job', 'E9')
    expect(instance.incidents).toEqual(['uncaught-error'])
    expect(instance.effects).toEqual([{ type: 'close-job', activation: '2' }])
    instance.resolve()
    expect(instance.effects[0]?.type).toBe('create-job')
    expect(instance.completeJob('job').status).toBe('completed')
  })
  it('go to the innermost sub-process that catches them', () => {
    const model = process()
      .start('s')
      .sub('outer')
      .start('os', 'outer')
      .sub('inner', { scope: 'outer' })
      .start('is', 'inner')
      .end('fail', 'inner', error('E'))
      .user('in', { scope: 'outer' })
      .user('out')
      .boundary('bi', 'inner', error('E'))
      .boundary('bo', 'outer', error('E'))
      .flow('s', 'outer')
      .flow('os', 'inner')
      .flow('is', 'fail')
      .flow('bi', 'in')
      .flow('bo', 'out')
      .build()
    expect(new Case(model).start().open).toEqual(['outer', 'in'])
  })
})
