import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { drawnProcesses, way } from '../../test-kit/drawn.ts'
import { error, process, timer } from '../../test-kit/build-process.ts'
import { Case } from '../../test-kit/case.ts'

const model = (more: Record<string, unknown> = {}, out: Record<string, string> = {}) =>
  process()
    .start('s')
    .call('call', 'child', { more, out })
    .user('u')
    .user('failed')
    .boundary('b', 'call', error('E'))
    .flow('s', 'call', 'u')
    .flow('b', 'failed')
    .build()

describe('call activity', () => {
  it('starts an instance of its own under a deterministic id', () => {
    const instance = new Case(model()).start({ a: 1 })
    expect(instance.effects).toEqual([
      { type: 'start-called', activation: '2', process: 'child', instance: 'i.2', variables: { a: 1 } },
    ])
  })
  it('takes all variables back where it says so', () => {
    const instance = new Case(model())
      .start({ a: 1 })
      .send({ type: 'complete-called', activation: '2', variables: { a: 2, b: 3 } })
    expect(instance.variables).toEqual({ a: 2, b: 3 })
    expect(instance.open).toEqual(['u'])
    expect(instance.effects.map(({ type }) => type)).toEqual(['open-task'])
  })
  it('maps at the border where it says so', () => {
    const border = {
      propagateAllIn: false,
      propagateAllOut: false,
      callInputs: [{ target: 'x', source: { feel: 'a + 1' } }],
      callOutputs: [{ target: 'y', source: { feel: 'x * 10' } }],
    }
    const instance = new Case(model(border)).start({ a: 1 })
    expect(instance.effects[0]).toMatchObject({ variables: { x: 2 } })
    instance.send({ type: 'complete-called', activation: '2', variables: { x: 2, secret: 1 } })
    expect(instance.variables).toEqual({ a: 1, y: 20 })
  })
  it('lets output mappings choose from all that the called instance has', () => {
    const instance = new Case(model({ propagateAllOut: false }, { y: 'b' })).start({ a: 1 })
    instance.send({ type: 'complete-called', activation: '2', variables: { b: 3, c: 4 } })
    expect(instance.variables).toEqual({ a: 1, y: 3 })
  })
  it('catches the failure of the called instance as an error', () => {
    const instance = new Case(model()).start().send({ type: 'fail-called', activation: '2', code: 'E' })
    expect(instance.open).toEqual(['failed'])
    expect(instance.effects.map(({ type }) => type)).not.toContain('cancel-called')
  })
  it('uncaught failure is an incident; resolving starts another instance', () => {
    const instance = new Case(model()).start().send({ type: 'fail-called', activation: '2', code: 'other' })
    expect(instance.incidents).toEqual(['uncaught-error'])
    expect(instance.resolve().effects[0]).toMatchObject({ type: 'start-called', instance: 'i.2-2' })
  })
  it('cancels the called instance when it is interrupted or cancelled', () => {
    const late = process()
      .start('s')
      .call('call', 'child')
      .boundary('t', 'call', timer('duration', '"PT1H"'))
      .end('e')
      .flow('s', 'call')
      .flow('t', 'e')
      .build()
    expect(new Case(late).start().fire().effects).toContainEqual({ type: 'cancel-called', instance: 'i.2' })
    expect(new Case(late).start().send({ type: 'cancel-instance', reason: 'x' }).effects).toContainEqual({
      type: 'cancel-called',
      instance: 'i.2',
    })
  })
  it('tells its caller when somebody cancels it', () => {
    const child = process('child').start('s').user('u').flow('s', 'u').build()
    const parent = { instance: 'i', activation: '2' }
    const instance = new Case(child).start({}, { parent }).send({ type: 'cancel-instance', reason: 'doppelt' })
    expect(instance.status).toBe('terminated')
    expect(instance.effects).toContainEqual({
      type: 'notify-parent',
      parent,
      outcome: { ok: false, code: 'called-instance-cancelled', message: 'doppelt' },
    })
  })
  it('tells its caller the result', () => {
    const child = process('child').start('s').end('e').flow('s', 'e').build()
    const parent = { instance: 'i', activation: '2' }
    expect(new Case(child).start({ b: 1 }, { parent }).effects).toEqual([
      { type: 'notify-parent', parent, outcome: { ok: true, variables: { b: 1 } } },
    ])
  })
})

describe('a call activity on a global task', () => {
  const called = (task: string, calledElement: string) =>
    drawnProcesses(
      `<process id="p" isExecutable="true"><startEvent id="s"/><callActivity id="c"><extensionElements><zeebe:calledElement processId="${calledElement}"/></extensionElements></callActivity><endEvent id="e"/>${way('s', 'c', 'e')}</process>`,
      `${task}<globalTask id="nobody" name="Ruft niemand"/>`,
    )
  const run = (task: string, calledElement: string, variables = {}) => {
    const processes = new Map(called(task, calledElement).map((model) => [model.id, model]))
    const scenario = { userTasks: { g: [{ ergebnis: 'gut' }] } }
    return simulate({
      processes,
      decide: (id) => (id === 'd' ? { value: 7, diagnostics: [], trace: [] } : undefined),
      start: 'p',
      variables,
      scenario,
    })
  }
  it('is read as a process that only calls begin; those that nobody calls are not', () => {
    const models = called('<globalUserTask id="g" name="Prüfen"/>', 'g')
    expect(models.map(({ id, name, callOnly }) => [id, name, callOnly])).toEqual([
      ['p', 'p', undefined],
      ['g', 'Prüfen', true],
    ])
  })
  it('does what the task does: a person, an expression, or nothing', () => {
    const user = run('<globalUserTask id="g" name="Prüfen"/>', 'g')
    expect(user).toMatchObject({ state: 'completed', variables: { ergebnis: 'gut' } })
    const script = `<globalScriptTask id="g"><extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></extensionElements></globalScriptTask>`
    expect(run(script, 'g', { n: 1 })).toMatchObject({ state: 'completed', variables: { n: 2 } })
    expect(run('<globalManualTask id="g"/>', 'g').state).toBe('completed')
  })
  it('evaluates a decision', () => {
    const rule = `<globalBusinessRuleTask id="g"><extensionElements><zeebe:calledDecision decisionId="d" resultVariable="wert"/></extensionElements></globalBusinessRuleTask>`
    expect(run(rule, 'g')).toMatchObject({ state: 'completed', variables: { wert: 7 } })
  })
})
