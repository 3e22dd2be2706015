import { describe, expect, it } from 'vitest'
import { executable, flow, problemsOf, sequence, summary } from '../../test-kit/bpmn-text.ts'

const found = (content: string) =>
  summary(problemsOf(executable(content)).filter(({ rule }) => rule.startsWith('four-eyes'))).map((line) =>
    line.replace(/ \d+$/, ''),
  )
const decide = '<userTask id="decide"/>'
const check = '<userTask id="check" fachwerk:fourEyes="decide"/>'

describe('four-eyes rule', () => {
  it('names a user task that comes before', () => {
    expect(found(sequence(decide, check))).toEqual([])
    expect(found(sequence(decide, '<manualTask id="m"/>', check))).toEqual([])
  })

  it.each(['nobody', 'check', 'm', 'constructor', '__proto__'])('refuses %s', (id) => {
    expect(found(sequence('<manualTask id="m"/>', `<userTask id="check" fachwerk:fourEyes="${id}"/>`))).toEqual([
      'error four-eyes-unknown-task check',
    ])
  })

  it('warns where a way leads around it', () => {
    const around = `${sequence('<exclusiveGateway id="g" default="f1"/>', decide, check)}\n${flow('short', 'g', 'check', '=x')}`
    expect(found(around)).toEqual(['warning four-eyes-not-before check'])
    const parallel = `<startEvent id="s"/><parallelGateway id="g"/>${decide}${check}${flow('a', 's', 'g')}${flow('b', 'g', 'decide')}${flow('c', 'g', 'check')}`
    expect(found(parallel)).toEqual(['warning four-eyes-not-before check'])
    const timer = `<boundaryEvent id="late" attachedToRef="decide"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>`
    expect(found(`${sequence(decide, check)}${timer}${flow('l', 'late', 'check')}`)).toEqual([
      'warning four-eyes-not-before check',
    ])
  })

  it('looks into sub-processes and comes round in circles', () => {
    const inside = (steps: string) => `<subProcess id="sub">${steps}</subProcess>`
    const level = `<startEvent id="is"/>${decide}<endEvent id="ie"/>${flow('i1', 'is', 'decide')}${flow('i2', 'decide', 'ie')}`
    expect(found(sequence(inside(level), check))).toEqual([])
    const back = `${sequence(decide, check, '<exclusiveGateway id="g" default="f3"/>')}${flow('back', 'g', 'decide', '=again')}`
    expect(found(back)).toEqual([])
  })
})
