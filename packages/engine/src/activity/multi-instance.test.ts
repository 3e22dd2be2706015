import { describe, expect, it } from 'vitest'
import { decide } from '../decide.ts'
import { replay } from '../evolve.ts'
import type { InstanceState } from '../api.ts'
import { error, process, timer } from '../test-kit/build-process.ts'
import { Case } from '../test-kit/case.ts'

const collecting = { collection: 'list', item: 'x', output: 'y', outputCollection: 'ys' }

describe('multi-instance', () => {
  it('in parallel opens all at once and collects in the order of the items', () => {
    const model = process().start('s').user('u', { multi: collecting }).user('after').flow('s', 'u', 'after').build()
    const instance = new Case(model).start({ list: ['a', 'b', 'c'] })
    expect(instance.open).toEqual(['u', 'u', 'u', 'u'])
    const [, a, b, c] = instance.keys('u')
    for (const [key, y] of [
      [c, 3],
      [a, 1],
      [b, 2],
    ] as const)
      instance.send({ type: 'complete-user-task', activation: key!, variables: { y } })
    expect(instance.variables['ys']).toEqual([1, 2, 3])
    expect(instance.open).toEqual(['after'])
  })
  it('gives each instance its item and counter', () => {
    const model = process()
      .start('s')
      .user('u', { multi: { collection: 'list', item: 'x' } })
      .flow('s', 'u')
      .build()
    const tasks = new Case(model)
      .start({ list: ['a', 'b'] })
      .effects.map((effect) => (effect.type === 'open-task' ? effect.task.variables : {}))
    expect(tasks).toMatchObject([
      { x: 'a', loopCounter: 1 },
      { x: 'b', loopCounter: 2 },
    ])
  })
  it('in sequence opens one after the other', () => {
    const model = process()
      .start('s')
      .user('u', { multi: { ...collecting, sequential: true } })
      .end('e')
      .flow('s', 'u', 'e')
      .build()
    const instance = new Case(model).start({ list: [1, 2] })
    expect(instance.open).toEqual(['u', 'u'])
    instance.complete('u', { y: 'first' })
    expect(instance.open).toEqual(['u', 'u'])
    instance.complete('u', { y: 'second' })
    expect(instance.status).toBe('completed')
    expect(instance.variables['ys']).toEqual(['first', 'second'])
  })
  it('sees a changed item in the output', () => {
    const model = process()
      .start('s')
      .user('u', { multi: { collection: 'list', item: 'x', output: 'x', outputCollection: 'ys' } })
      .end('e')
      .flow('s', 'u', 'e')
      .build()
    const instance = new Case(model).start({ list: [1] }).complete('u', { x: 9 })
    expect(instance.variables).toEqual({ list: [1], ys: [9] })
  })
  it('runs a number of times, or not at all for an empty list', () => {
    const times = process()
      .start('s')
      .script('c', 'loopCounter * 2', 'y', { multi: { cardinality: '3', output: 'y', outputCollection: 'ys' } })
      .end('e')
      .flow('s', 'c', 'e')
      .build()
    expect(new Case(times).start().variables['ys']).toEqual([2, 4, 6])
    const none = process().start('s').user('u', { multi: collecting }).end('e').flow('s', 'u', 'e').build()
    const instance = new Case(none).start({ list: [] })
    expect(instance.status).toBe('completed')
    expect(instance.variables['ys']).toEqual([])
  })
  it('ends early when the completion condition holds', () => {
    const multi = {
      collection: 'list',
      item: 'x',
      output: 'y',
      outputCollection: 'ys',
      completionCondition: 'numberOfCompletedInstances >= 2',
    }
    const model = process().start('s').user('u', { multi }).user('after').flow('s', 'u', 'after').build()
    const instance = new Case(model).start({ list: [1, 2, 3, 4] })
    const [, , b, c] = instance.keys('u')
    instance.send({ type: 'complete-user-task', activation: b!, variables: { y: 'b' } })
    instance.send({ type: 'complete-user-task', activation: c!, variables: { y: 'c' } })
    expect(instance.open).toEqual(['after'])
    expect(instance.variables['ys']).toEqual([null, 'b', 'c', null])
    expect(instance.effects.filter(({ type }) => type === 'close-task')).toHaveLength(3)
  })
  it('raises an incident for what is no list or no number', () => {
    const list = process()
      .start('s')
      .user('u', { multi: { collection: 'list' } })
      .flow('s', 'u')
      .build()
    const instance = new Case(list).start({ list: 'x' })
    expect(instance.incidents).toEqual(['not-a-collection'])
    instance.send({ type: 'set-variables', variables: { list: [1] } }).resolve()
    expect(instance.open).toEqual(['u', 'u'])
    const number = process()
      .start('s')
      .user('u', { multi: { cardinality: 'n' } })
      .flow('s', 'u')
      .build()
    expect(new Case(number).start({ n: -1 }).incidents).toEqual(['bad-cardinality'])
  })
  it('has boundary events around all instances', () => {
    const model = process()
      .start('s')
      .user('u', { multi: { collection: 'list' } })
      .user('late')
      .boundary('t', 'u', timer('duration', '"PT1H"'))
      .flow('s', 'u')
      .flow('t', 'late')
      .build()
    const instance = new Case(model).start({ list: [1, 2, 3] })
    expect(Object.keys(instance.timers)).toHaveLength(1)
    expect(instance.fire().open).toEqual(['late'])
  })
  it('lets an error of one instance end all', () => {
    const model = process()
      .start('s')
      .service('job', 'w', { multi: { collection: 'list' } })
      .user('caught')
      .boundary('b', 'job', error('E'))
      .flow('s', 'job')
      .flow('b', 'caught')
      .build()
    const instance = new Case(model).start({ list: [1, 2, 3] }).throwError('job', 'E')
    expect(instance.open).toEqual(['caught'])
  })
  it('runs over sub-processes, each a scope of its own', () => {
    const model = process()
      .start('s')
      .sub('sub', { multi: { ...collecting, output: 'x' } })
      .start('is', 'sub')
      .user('u', { scope: 'sub' })
      .end('e')
      .flow('s', 'sub', 'e')
      .flow('is', 'u')
      .build()
    const instance = new Case(model).start({ list: ['a', 'b'] })
    expect(instance.keys('u')).toHaveLength(2)
    instance.complete('u').complete('u')
    expect(instance.status).toBe('completed')
    expect(instance.variables['ys']).toEqual(['a', 'b'])
  })
  it('calls one instance per item', () => {
    const model = process()
      .start('s')
      .call('call', 'child', { multi: { collection: 'list', item: 'x' }, more: { propagateAllIn: false } })
      .flow('s', 'call')
      .build()
    const effects = new Case(model).start({ list: ['a', 'b'] }).effects
    expect(effects).toMatchObject([
      { type: 'start-called', instance: 'i.3', variables: { x: 'a' } },
      { type: 'start-called', instance: 'i.4', variables: { x: 'b' } },
    ])
  })
})

describe('very many instances', () => {
  const model = process()
    .start('s')
    .user('u', { multi: { collection: 'list', item: 'x', output: 'x', outputCollection: 'ys' } })
    .end('e')
    .flow('s', 'u', 'e')
    .build()
  const definitions = { process: model, decide: () => undefined }

  /** How long it takes is measured by the benchmark: a test run beside others says nothing about it. */
  it('are completed one by one', () => {
    const count = 2_000
    const list = Array.from({ length: count }, (_, index) => index)
    const created = decide(definitions, undefined, { type: 'create-instance', at: 0, instance: 'i', variables: { list } })
    if (!created.ok) throw new Error(created.error.code)
    let state: InstanceState = created.state
    for (let key = 3; key < 3 + count; key++) {
      const decision = decide(definitions, state, { type: 'complete-user-task', at: 1, activation: String(key), variables: {} })
      if (!decision.ok) throw new Error(decision.error.code)
      state = decision.state
    }
    expect(state.status).toBe('completed')
    expect(state.variables['ys']).toEqual(list)
  })
  it('are created and replayed in one go', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => index)
    const created = decide(definitions, undefined, { type: 'create-instance', at: 0, instance: 'i', variables: { list } })
    if (!created.ok) throw new Error(created.error.code)
    expect(replay(undefined, created.events)).toEqual(created.state)
    expect(Object.keys(created.state.activations)).toHaveLength(10_001)
  })
})
