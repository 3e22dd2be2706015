import { describe, expect, it } from 'vitest'
import { message, process } from '../test-kit/build-process.ts'
import { Case, START } from '../test-kit/case.ts'

describe('user task', () => {
  it('says who, until when and what is known', () => {
    const more = {
      assignee: { feel: 'boss' },
      candidateGroups: { feel: '"a, b"' },
      candidateUsers: { feel: '["c"]' },
      dueDate: { feel: '"2026-12-01T08:00:00Z"' },
      priority: { feel: '50' },
      form: { kind: 'id', id: 'f' },
      name: 'Prüfen',
    }
    const model = process()
      .start('s')
      .user('u', { in: { x: 'n + 1' }, more })
      .flow('s', 'u')
      .build()
    const instance = new Case(model).start({ boss: 'chef', n: 1 })
    expect(instance.effects).toEqual([
      {
        type: 'open-task',
        activation: '2',
        element: 'u',
        task: {
          name: 'Prüfen',
          assignee: 'chef',
          candidateGroups: ['a', 'b'],
          candidateUsers: ['c'],
          due: Date.UTC(2026, 11, 1, 8),
          priority: 50,
          form: { kind: 'id', id: 'f' },
          variables: { boss: 'chef', n: 1, x: 2 },
        },
      },
    ])
  })
  it('is assigned, keeps who completed it, and is completed once', () => {
    const model = process().start('s').user('u').user('v').flow('s', 'u', 'v').build()
    const instance = new Case(model).start()
    instance.send({ type: 'assign-user-task', activation: '2', assignee: 'anna', by: 'anna' })
    expect(instance.effects).toEqual([{ type: 'update-task', activation: '2', assignee: 'anna' }])
    instance.send({ type: 'complete-user-task', activation: '2', variables: {}, by: 'anna' })
    expect(instance.events.find(({ type }) => type === 'user-task-completed')).toMatchObject({ by: 'anna', at: START })
    instance.send({ type: 'complete-user-task', activation: '2', variables: {} })
    expect(instance.lastError).toBe('unknown-activation')
  })
  it('with output mappings gives only what they name', () => {
    const model = process()
      .start('s')
      .user('u', { out: { 'antrag.ok': 'ok', n: '1' } })
      .user('v')
      .flow('s', 'u', 'v')
      .build()
    const instance = new Case(model).start({ antrag: { name: 'x' } }).complete('u', { ok: true, secret: 1 })
    expect(instance.variables).toEqual({ antrag: { name: 'x', ok: true }, n: 1 })
  })
})

describe('service task', () => {
  const model = process()
    .start('s')
    .service('job', 'mail', { in: { to: 'who' }, more: { retries: { feel: '"5"' }, headers: { a: 'b' } } })
    .user('u')
    .flow('s', 'job', 'u')
    .build()

  it('opens a job and takes its result', () => {
    const instance = new Case(model).start({ who: 'x' })
    expect(instance.effects[0]).toEqual({
      type: 'create-job',
      activation: '2',
      element: 'job',
      job: { type: 'mail', retries: 5, headers: { a: 'b' }, variables: { who: 'x', to: 'x' } },
    })
    expect(instance.completeJob('job', { sent: true }).variables).toEqual({ who: 'x', sent: true })
  })
  it('failing without retries left is an incident, and a retry a new job', () => {
    const instance = new Case(model).start({ who: 'x' })
    instance.send({ type: 'fail-job', activation: '2', message: 'no net', retries: 1 })
    expect(instance.incidents).toEqual([])
    instance.send({ type: 'fail-job', activation: '2', message: 'no net', retries: 0 })
    expect(instance.incidents).toEqual(['job-failed'])
    instance.send({ type: 'complete-job', activation: '2', variables: {} })
    expect(instance.lastError).toBe('wrong-element')
    expect(instance.resolve().effects[0]?.type).toBe('create-job')
    expect(instance.completeJob('job').open).toEqual(['u'])
  })
  it('puts the result into its result variable', () => {
    const named = process()
      .start('s')
      .service('job', 'x', { more: { resultVariable: 'r' } })
      .user('u')
      .flow('s', 'job', 'u')
      .build()
    expect(new Case(named).start().completeJob('job', { a: 1 }).variables).toEqual({ r: { a: 1 } })
    expect(new Case(named).start().completeJob('job', { r: 2 }).variables).toEqual({ r: 2 })
  })
})

describe('script task', () => {
  it('puts its value into its result variable', () => {
    const model = process().start('s').script('calc', 'a + 1', 'b').user('u').flow('s', 'calc', 'u').build()
    expect(new Case(model).start({ a: 1 }).variables).toEqual({ a: 1, b: 2 })
  })
  it('in a language that is not executed is an incident', () => {
    const model = process()
      .start('s')
      .node('scriptTask', 'calc', { more: { format: 'javascript' } })
      .flow('s', 'calc')
      .build()
    expect(new Case(model).start().incidents).toEqual(['not-executable'])
  })
})

describe('receive task', () => {
  it('waits for its message', () => {
    const { message: reference } = message('m', '"k"') as { message: unknown }
    const model = process()
      .start('s')
      .node('receiveTask', 'r', { more: { message: reference, instantiate: false } })
      .end('e')
      .flow('s', 'r', 'e')
      .build()
    const instance = new Case(model).start()
    expect(instance.open).toEqual(['r'])
    expect(instance.deliver('m', { x: 1 }).status).toBe('completed')
    expect(instance.variables).toEqual({ x: 1 })
  })
  it('without a message is an incident', () => {
    const model = process()
      .start('s')
      .node('receiveTask', 'r', { more: { instantiate: false } })
      .flow('s', 'r')
      .build()
    expect(new Case(model).start().incidents).toEqual(['no-message'])
  })
})

const outcome = (value: unknown, output = 'fee') => ({
  value,
  diagnostics: [],
  trace: [
    {
      decision: 'd',
      name: 'D',
      result: null,
      inputs: {},
      table: { hitPolicy: 'UNIQUE', inputs: [], outputs: [{ name: output, label: output }], rules: [] },
    },
  ],
})

const decided = (
  value: unknown,
  mapResult: 'none' | 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList' = 'none',
) => {
  const model = process().start('s').rule('rule', 'd', 'r', { mapResult }).user('u').flow('s', 'rule', 'u').build()
  return new Case(model, (id) => (id === 'd' ? outcome(value) : undefined)).start({ a: 1 })
}

describe('business rule task', () => {
  it('keeps the value and the reasons', () => {
    const instance = decided(30)
    expect(instance.variables).toEqual({ a: 1, r: 30 })
    expect(instance.events.find(({ type }) => type === 'decision-evaluated')).toMatchObject({
      decision: 'd',
      result: 30,
      element: 'rule',
    })
  })
  it('shapes the value as Camunda 7 does', () => {
    expect(decided({ fee: 1 }, 'singleEntry').variables['r']).toBe(1)
    expect(decided(1, 'singleResult').variables['r']).toEqual({ fee: 1 })
    expect(decided([1, 2], 'collectEntries').variables['r']).toEqual([1, 2])
    expect(decided([{ fee: 1 }, { fee: 2 }], 'collectEntries').variables['r']).toEqual([1, 2])
    expect(decided([1, 2], 'resultList').variables['r']).toEqual([{ fee: 1 }, { fee: 2 }])
    expect(decided(null, 'singleEntry').variables['r']).toBeNull()
    expect(decided([1, 2], 'singleEntry').incidents).toEqual(['decision-result'])
  })
  it('of an unknown decision is an incident', () => {
    const model = process().start('s').rule('rule', 'other', 'r').flow('s', 'rule').build()
    expect(new Case(model).start().incidents).toEqual(['unknown-decision'])
  })
})
