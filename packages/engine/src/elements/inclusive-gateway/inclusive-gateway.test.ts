import { describe, expect, it } from 'vitest'
import { caseOf, way, when } from '../../test-kit/drawn.ts'

const users = (...ids: readonly string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
const fork = (more = '') =>
  `<startEvent id="s"/><inclusiveGateway id="g" default="g-c"/>${users('a', 'b', 'c', 'z')}<inclusiveGateway id="j"/><endEvent id="e"/>
   ${way('s', 'g')}${when('g', 'n > 0', 'a')}${when('g', 'n > 1', 'b')}${way('g', 'c', 'j')}${way('j', 'z', 'e')}${more}`

describe('inclusive gateway, diverging', () => {
  const joined = fork(`${way('a', 'j')}${way('b', 'j')}`)
  it('takes every way whose condition is true, the default only if there is none', () => {
    expect(caseOf(joined).start({ n: 2 }).open).toEqual(['a', 'b'])
    expect(caseOf(joined).start({ n: 1 }).open).toEqual(['a'])
    expect(caseOf(joined).start({ n: 0 }).open).toEqual(['c'])
  })
  it('without default and without a true condition is an incident', () => {
    const open = `<startEvent id="s"/><inclusiveGateway id="g"/>${users('a', 'b')}${way('s', 'g')}${when('g', 'n > 0', 'a')}${when('g', 'n > 1', 'b')}`
    expect(caseOf(open).start({ n: 0 }).incidents).toEqual(['no-flow'])
  })
})

describe('inclusive gateway, joining', () => {
  it('waits for every token that can still come, and for no other', () => {
    const joined = fork(`${way('a', 'j')}${way('b', 'j')}`)
    const two = caseOf(joined).start({ n: 2 }).complete('a')
    expect(two.open).toEqual(['b'])
    expect(two.complete('b').open).toEqual(['z'])
    expect(caseOf(joined).start({ n: 1 }).complete('a').open).toEqual(['z'])
  })
  it('goes on when the awaited token takes another way or is interrupted', () => {
    const content = `<startEvent id="s"/><inclusiveGateway id="g"/>${users('a', 'b', 'z')}<exclusiveGateway id="x" default="x-j"/><inclusiveGateway id="j"/>
      <endEvent id="out"/><endEvent id="late"/><boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      ${way('s', 'g', 'a', 'j', 'z')}${way('g', 'b', 'x', 'j')}${when('x', 'leave', 'out')}${way('t', 'late')}`
    const left = caseOf(content).start({ leave: true }).complete('a')
    expect(left.open).toEqual(['b'])
    expect(left.complete('b').open).toEqual(['z'])
    expect(caseOf(content).start({ leave: true }).complete('a').fire().open).toEqual(['z'])
    expect(
      caseOf(content)
        .start({ leave: false })
        .complete('a')
        .complete('b')
        .way.filter((id) => id === 'j'),
    ).toEqual(['j'])
  })
  it('in a loop does not wait for the token it will itself send round', () => {
    const content = `<startEvent id="s"/><inclusiveGateway id="j"/>${users('a')}<exclusiveGateway id="x" default="x-e"/><endEvent id="e"/>
      ${way('s', 'j', 'a', 'x', 'e')}${when('x', 'again', 'j')}`
    const loop = caseOf(content).start({ again: true })
    expect(loop.open).toEqual(['a'])
    expect(loop.complete('a').open).toEqual(['a'])
    expect(loop.complete('a', { again: false }).status).toBe('completed')
  })
  it('does not wait for a token that could as well come to a way that has one already', () => {
    // From b a path leads to both flows of the join, from c only to the empty one.
    const content = `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b', 'z')}<exclusiveGateway id="x" default="x-m"/><exclusiveGateway id="m"/><inclusiveGateway id="j"/>
      ${way('s', 'f', 'a', 'm', 'j', 'z')}${way('f', 'b', 'x', 'm')}${when('x', 'n = 1', 'j')}`
    expect(caseOf(content).start({ n: 1 }).complete('a').open).toEqual(['b', 'z'])
  })
  it('waits for a token that comes by a link or by a boundary event', () => {
    const link = (kind: string, id: string) =>
      `<intermediate${kind}Event id="${id}"><linkEventDefinition name="L"/></intermediate${kind}Event>`
    const content = `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b', 'z')}${link('Throw', 'lt')}${link('Catch', 'lc')}<inclusiveGateway id="j"/>
      ${way('s', 'f', 'a', 'j', 'z')}${way('f', 'b', 'lt')}${way('lc', 'j')}`
    const linked = caseOf(content).start().complete('a')
    expect(linked.open).toEqual(['b'])
    expect(linked.complete('b').open).toEqual(['z'])
    const border = `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b', 'z')}<boundaryEvent id="t" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><inclusiveGateway id="j"/><endEvent id="e"/>
      ${way('s', 'f', 'a', 'j', 'z')}${way('f', 'b', 'e')}${way('t', 'j')}`
    expect(caseOf(border).start().complete('a').open).toEqual(['b'])
    expect(caseOf(border).start().complete('a').fire().open).toEqual(['z'])
    expect(caseOf(border).start().complete('a').complete('b').open).toEqual(['z'])
  })
  it('keeps the tokens of the instances of a repeated sub-process apart', () => {
    const content = `<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
      <startEvent id="is"/><inclusiveGateway id="g"/>${users('a', 'b')}<inclusiveGateway id="j"/><endEvent id="ie"/>
      ${way('is', 'g', 'a', 'j', 'ie')}${way('g', 'b', 'j')}</subProcess><endEvent id="e"/>${way('s', 'sub', 'e')}`
    const instance = caseOf(content).start().complete('a').complete('a')
    expect(instance.open.filter((id) => id === 'b')).toHaveLength(2)
    expect(instance.complete('b').open).toEqual(['sub', 'sub', 'b'])
    expect(instance.complete('b').status).toBe('completed')
  })
})
