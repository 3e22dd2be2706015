import { describe, expect, it } from 'vitest'
import { toJson } from '@fachwerk/feel'
import { evaluateDecision } from '../evaluate-decision.ts'
import { definitions, loadModel, readModel, rulesOf } from '../test-kit/load-model.ts'

const { model, problems } = loadModel(new URL('boxed.dmn', import.meta.url))
const decide = (name: string, x: unknown) => {
  const { value, diagnostics } = evaluateDecision(model, name, { x })
  return { value: toJson(value), codes: diagnostics.map(({ code }) => code) }
}

describe('boxed expressions', () => {
  it('read without problems', () => expect(problems).toEqual([]))

  it.each([
    ['conditional', 2, 'mehr', []],
    ['conditional', 1, 'nicht mehr', []],
    ['filter', null, [{ Name: 'Ben', 'Alter in Jahren': 40 }], []],
    ['for', null, ['Anna0', 'Ben1'], []],
    ['over a range', null, [4, 9, 16], []],
    ['some', [1, 2, 3], true, []],
    ['some', [1, 2], false, []],
    ['some', [], false, []],
    ['some', 'text', null, ['wrong-type']],
    ['every', [3, 4], true, []],
    ['every', [3, 1], false, []],
    ['every', [], true, []],
    ['list', null, [1, [2]], []],
    ['context', 1, { 'erster Wert': 2, zweiter: 4 }, []],
    ['context with result', 1, 11, []],
    ['wrong binding', null, null, ['wrong-arguments']],
    ['java', null, 4, []],
  ])('%s of %j', (name, x, value, codes) => expect(decide(name, x)).toEqual({ value, codes }))

  it.each([
    ['conditional', '<if><literalExpression><text>true</text></literalExpression></if>'],
    ['filter', ''],
    ['for', ''],
    ['some', ''],
    ['invocation', ''],
    ['functionDefinition', ''],
  ])('%s with parts left out is reported and evaluates all the same', (kind, inside) => {
    const read = readModel(definitions(`<decision id="a" name="a"><variable name="a"/><${kind}>${inside}</${kind}></decision>`))
    expect(rulesOf(read.problems)).toContain('missing-part')
    expect(() => evaluateDecision(read.model, 'a', {})).not.toThrow()
  })
})
