import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate/simulate.ts'
import { caseOf, drawn, way } from '../../test-kit/drawn.ts'

const condition = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const gateway = (activation: string, attributes = '') =>
  `<complexGateway id="g" ${attributes}><activationCondition>=${condition(activation)}</activationCondition></complexGateway>`
const flow = (source: string, target: string, text: string) =>
  `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"><conditionExpression>=${condition(text)}</conditionExpression></sequenceFlow>`
const users = (...ids: readonly string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const three = (activation: string, after: string, attributes = '') =>
  `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b', 'c')}${gateway(activation, attributes)}${after}${way('s', 'f', 'a', 'g')}${way('f', 'b', 'g')}${way('f', 'c', 'g')}`
const discriminator = `${users('first')}${flow('g', 'first', 'waitingForStart')}`

describe('complex gateway', () => {
  it('goes on when enough tokens are there, and takes the late one without going on again', () => {
    const instance = caseOf(three('activationCount >= 2', discriminator)).start().complete('a')
    expect(instance.open).toEqual(['b', 'c'])
    instance.complete('b')
    expect(instance.open).toEqual(['c', 'g', 'first'])
    instance.complete('c')
    expect(instance.open).toEqual(['first'])
    expect(instance.complete('first').status).toBe('completed')
  })
  it('asks its conditions again when it resets, and takes the default only if none holds', () => {
    const after = `${users('early', 'late', 'other')}${flow('g', 'early', 'waitingForStart')}${flow('g', 'late', 'not(waitingForStart) and n = 1')}${way('g', 'other')}`
    const instance = caseOf(three('activationCount >= 2', after, 'default="g-other"'))
      .start({ n: 1 })
      .complete('a')
      .complete('b')
      .complete('c')
    expect(instance.open).toEqual(['early', 'late'])
    expect(
      caseOf(three('activationCount >= 2', after, 'default="g-other"'))
        .start({ n: 2 })
        .complete('a')
        .complete('b')
        .complete('c').open,
    ).toEqual(['early', 'other'])
  })
  it('resets without waiting when nothing more can come', () => {
    const content = `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b', 'first', 'again')}<exclusiveGateway id="x" default="x-out"/><endEvent id="out"/>${gateway('activationCount >= 1')}
      ${way('s', 'f', 'a', 'g')}${way('f', 'b', 'x', 'out')}${flow('x', 'g', 'stay = true')}${flow('g', 'first', 'waitingForStart')}${flow('g', 'again', 'not(waitingForStart)')}`
    const instance = caseOf(content).start({ stay: false }).complete('a')
    expect(instance.open).toEqual(['b', 'g', 'first'])
    expect(instance.complete('b').open).toEqual(['first', 'again'])
  })
  it('counts by flow, sees data, and is looked at again when data change', () => {
    const instance = caseOf(
      three(
        'get value(activationCounts, &quot;a-g&quot;) + get value(activationCounts, &quot;c-g&quot;) >= needed',
        discriminator,
      ),
    )
      .start()
      .complete('a')
      .complete('b')
    expect(instance.open).toEqual(['c'])
    expect(instance.set({ needed: 1 }).open).toEqual(['c', 'g', 'first'])
  })
  it('takes one token from each flow; others stay for the next time', () => {
    const content = `<startEvent id="s"/><task id="t" completionQuantity="2"/>${users('b')}${gateway('activationCount >= 3')}${users('first')}<parallelGateway id="f"/>
      ${way('s', 'f', 't', 'g')}${way('f', 'b', 'g')}${flow('g', 'first', 'waitingForStart')}`
    const instance = caseOf(content).start().complete('b')
    expect(instance.open).toEqual(['first'])
    expect(instance.complete('first').status).toBe('active')
  })
  it('without a way to go is an incident when it starts, and none when it resets', () => {
    const stuck = caseOf(three('activationCount >= 2', `${users('first')}${flow('g', 'first', 'n = 1')}`))
      .start({ n: 2 })
      .complete('a')
      .complete('b')
    expect(stuck.incidents).toEqual(['no-flow'])
    expect(stuck.set({ n: 1 }).resolve().open).toEqual(['c', 'g', 'first'])
    expect(stuck.set({ n: 2 }).complete('c').incidents).toEqual([])
    expect(stuck.open).toEqual(['first'])
  })
  it('that only splits behaves as an inclusive gateway', () => {
    const content = `<startEvent id="s"/><complexGateway id="g"/>${users('a', 'b')}${way('s', 'g', 'b')}${flow('g', 'a', 'n = 1')}`
    expect(caseOf(content).start({ n: 1 }).open).toEqual(['b', 'a'])
    expect(caseOf(content).start({ n: 2 }).open).toEqual(['b'])
  })
  it('in a circle that waits for nothing is stopped', () => {
    const content = `<startEvent id="s"/><exclusiveGateway id="m"/>${gateway('true')}<exclusiveGateway id="x" default="x-m"/><endEvent id="e"/>${way('s', 'm', 'g', 'x', 'm')}${flow('x', 'e', 'n = 1')}`
    expect(caseOf(content).start({ n: 0 }).incidents).toEqual(['endless-loop'])
  })
  it('runs in a simulation', () => {
    const processes = new Map([['p', drawn(three('activationCount >= 2', discriminator))]])
    const userTasks = { a: [{ $after: 'P1D' }], b: [{ $after: 'P2D' }], c: [{ $after: 'P3D' }] }
    const result = simulate({ processes, decide: () => undefined, start: 'p', variables: {}, scenario: { userTasks } })
    expect(result.state).toBe('completed')
    expect(result.trace.filter(({ element, event }) => element === 'first' && event === 'activated').map(({ at }) => at)).toEqual(
      ['2026-01-03T08:00:00.000Z'],
    )
  })
})
