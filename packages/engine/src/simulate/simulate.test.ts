import { describe, expect, it } from 'vitest'
import type { ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import { error, message, process, timer } from '../test-kit/build-process.ts'
import type { Scenario } from './scenario.ts'
import { readScenario } from './read-scenario.ts'
import type { SimulationInput } from './simulate.ts'
import { simulate } from './simulate.ts'

const START = '2026-11-23T08:00:00.000Z'

function run(
  models: ProcessModel | readonly ProcessModel[],
  scenario: Scenario = {},
  variables: JsonObject = {},
  more: Partial<SimulationInput> = {},
) {
  const list = Array.isArray(models) ? (models as readonly ProcessModel[]) : [models as ProcessModel]
  return simulate({
    processes: new Map(list.map((model) => [model.id, model])),
    decide: () => undefined,
    start: list[0]!.id,
    variables,
    scenario: { start: START, ...scenario },
    ...more,
  })
}

const lines = (result: ReturnType<typeof run>) => result.trace.map(({ element, event }) => `${element} ${event}`)

describe('simulate', () => {
  it('tells every step with its time and type', () => {
    const result = run(process().start('s').task('t').end('e').flow('s', 't', 'e').build(), {}, { a: 1 })
    expect(lines(result)).toEqual([
      'p started',
      's activated',
      's completed',
      's-t taken',
      't activated',
      't completed',
      't-e taken',
      'e activated',
      'e completed',
      'p completed',
    ])
    expect(result.trace[4]).toEqual({ at: START, element: 't', type: 'task', event: 'activated', process: 'p', instance: '1' })
    expect(result).toMatchObject({ state: 'completed', variables: { a: 1 }, incidents: [] })
  })

  it('lets timers jump', () => {
    const model = process()
      .start('s')
      .event('intermediateCatchEvent', 'c', timer('duration', '"P30D"'))
      .end('e')
      .flow('s', 'c', 'e')
      .build()
    const result = run(model)
    expect(result.state).toBe('completed')
    expect(result.trace.at(-1)?.at).toBe('2026-12-23T08:00:00.000Z')
  })

  it('answers tasks in order, the last answer stays', () => {
    const model = process()
      .start('s')
      .xor('m')
      .user('u')
      .xor('x', { default: 'x-m' })
      .end('e')
      .flow('s', 'm', 'u', 'x', 'm')
      .when('x', 'ok', 'e')
      .build()
    const result = run(model, { userTasks: { u: [{ ok: false }, { ok: false }, { ok: true, n: 3 }] } })
    expect(lines(result).filter((line) => line === 'u completed')).toHaveLength(3)
    expect(result.variables).toEqual({ ok: true, n: 3 })
  })

  it('has a person take her time, and nobody come', () => {
    const model = process()
      .start('s')
      .user('u')
      .boundary('t', 'u', timer('duration', '"P2D"'))
      .end('e')
      .user('late')
      .flow('s', 'u', 'e')
      .flow('t', 'late')
      .build()
    expect(lines(run(model, { userTasks: { u: [{ $after: 'P1D', ok: true }] } }))).not.toContain('t fired')
    const late = run(model, { userTasks: { u: [{ $after: 'P3D' }], late: ['wait'] } })
    expect(lines(late)).toContain('t fired')
    expect(late.state).toBe('waiting')
  })

  it('completes jobs, throws their errors and fails them', () => {
    const model = process()
      .start('s')
      .service('job', 'work')
      .boundary('b', 'job', error('E'))
      .end('e')
      .end('caught')
      .flow('s', 'job', 'e')
      .flow('b', 'caught')
      .build()
    expect(run(model).state).toBe('completed')
    expect(run(model, { jobs: { work: [{ result: { a: 1 } }] } }).variables).toEqual({ a: 1 })
    expect(lines(run(model, { jobs: { job: [{ error: { code: 'E' } }] } }))).toContain('caught completed')
    const failed = run(model, { jobs: { job: [{ failure: 'no net', after: 'PT1M' }] } })
    expect(lines(failed).filter((line) => line === 'job failed')).toHaveLength(3)
    expect(failed).toMatchObject({ state: 'failed', incidents: [{ process: 'p', element: 'job', code: 'job-failed' }] })
    expect(failed.trace.at(-1)?.at).toBe('2026-11-23T08:03:00.000Z')
    expect(run(model, { jobs: { job: [{ failure: 'no net' }, { result: {} }] } }).state).toBe('completed')
  })

  it('delivers messages at their time, keeps early ones, and waits without one', () => {
    const model = process()
      .start('s')
      .user('u')
      .event('intermediateCatchEvent', 'c', message('paid', 'nr'))
      .end('e')
      .flow('s', 'u', 'c', 'e')
      .build()
    const paid = { name: 'paid', correlationKey: 'A', variables: { sum: 30 } }
    const userTasks = { u: [{ $after: 'PT2H' }] }
    expect(run(model, { userTasks, messages: [{ ...paid, after: 'PT1H' }] }, { nr: 'A' })).toMatchObject({
      state: 'completed',
      variables: { nr: 'A', sum: 30 },
    })
    expect(run(model, { messages: [{ ...paid, after: 'P1D' }] }, { nr: 'A' }).trace.at(-1)?.at).toBe('2026-11-24T08:00:00.000Z')
    expect(run(model, { messages: [paid] }, { nr: 'B' }).state).toBe('waiting')
  })

  it('runs called processes, and says which one is missing', () => {
    const caller = process('caller')
      .start('s')
      .call('call', 'child', { multi: { collection: 'list', item: 'x', output: 'y', outputCollection: 'ys' } })
      .end('e')
      .flow('s', 'call', 'e')
      .build()
    const child = process('child').start('cs').script('double', 'x * 2', 'y').end('ce').flow('cs', 'double', 'ce').build()
    const result = run([caller, child], {}, { list: [1, 2, 3] })
    expect(result.state).toBe('completed')
    expect(result.variables['ys']).toEqual([2, 4, 6])
    expect(result.trace.filter(({ process: id, event }) => id === 'child' && event === 'started')).toHaveLength(3)
    expect(run(caller, {}, { list: [1] })).toMatchObject({ state: 'failed', incidents: [{ process: 'caller', element: 'call' }] })
  })

  it('carries a message from one process to another', () => {
    const sender = process('sender')
      .start('s')
      .event('intermediateThrowEvent', 'ask', message('question', 'nr'), { in: { q: '"why"' } })
      .event('intermediateCatchEvent', 'answer', message('answer', 'nr'))
      .end('e')
      .flow('s', 'ask', 'answer', 'e')
      .build()
    const other = process('other')
      .event('startEvent', 'os', message('question'))
      .event('endEvent', 'oe', message('answer', '"1"'), { in: { a: 'q + "!"' } })
      .flow('os', 'oe')
      .build()
    expect(run([sender, other], {}, { nr: 1 })).toMatchObject({ state: 'completed', variables: { nr: 1, a: 'why!' } })
  })

  it('ends although a cycle, a loop or a call of itself would not', () => {
    const cycle = process()
      .start('s')
      .user('u')
      .boundary('t', 'u', timer('cycle', '"R/PT1H"'), { interrupting: false })
      .end('e')
      .flow('s', 'u')
      .flow('t', 'e')
      .build()
    const reminded = run(cycle, { userTasks: { u: ['wait'] } })
    expect(reminded.state).toBe('waiting')
    expect(lines(reminded).filter((line) => line === 't fired')).toHaveLength(100)
    const loop = process().start('s').xor('m').user('u').flow('s', 'm', 'u', 'm').build()
    expect(run(loop, {}, {}, { until: { steps: 500 } }).state).toBe('waiting')
    const itself = process('self')
      .start('s')
      .call('a', 'self')
      .call('b', 'self')
      .end('e')
      .flow('s', 'a', 'e')
      .flow('s', 'b', 'e')
      .build()
    expect(run(itself, {}, {}, { until: { steps: 500 } }).state).toBe('waiting')
  })

  it('says when there is nothing to start', () => {
    expect(run(process().build())).toMatchObject({ state: 'failed', incidents: [{ code: 'no-start-event' }] })
    expect(run(process().build(), {}, {}, { start: 'other' })).toMatchObject({
      state: 'failed',
      incidents: [{ code: 'unknown-process' }],
    })
  })

  it('gives the same trace every time', () => {
    const model = process()
      .start('s')
      .user('u', { multi: { cardinality: '20' } })
      .end('e')
      .flow('s', 'u', 'e')
      .build()
    expect(run(model)).toEqual(run(model))
  })
})

describe('readScenario', () => {
  it('accepts all parts', () => {
    const scenario = {
      start: '2026-11-23T08:00',
      jobs: { a: [{ result: {} }, { error: { code: 'E' }, after: 'PT1H' }, { failure: 'x' }, 'wait'] },
      userTasks: { b: ['wait', { $after: 'P1D', ok: true }] },
      messages: [{ name: 'm', correlationKey: 'k', after: 'PT1S', variables: {} }],
    }
    expect(readScenario(scenario)).toEqual({ ok: true, value: scenario })
  })
  it.each([
    [[], ''],
    [{ steps: [] }, 'steps'],
    [{ start: 'tomorrow' }, 'start'],
    [{ jobs: { a: {} } }, 'jobs.a'],
    [{ jobs: { a: [{}] } }, 'jobs.a[0]'],
    [{ jobs: { a: [{ result: {}, after: 'soon' }] } }, 'jobs.a[0].after'],
    [{ jobs: { a: [{ error: {} }] } }, 'jobs.a[0].error.code'],
    [{ userTasks: { a: [1] } }, 'userTasks.a[0]'],
    [{ messages: [{ after: 'PT1H' }] }, 'messages[0].name'],
  ])('says where %j is wrong', (json, path) => {
    const result = readScenario(json)
    expect(result.ok ? [] : result.error.map((mistake) => mistake.path)).toEqual([path])
  })
})
