import { parseDate } from '@fachwerk/feel'
import { describe, expect, it } from 'vitest'
import { evaluateDecision } from '../evaluate-decision.ts'
import { definitions, input, needs, readModel } from '../test-kit/load-model.ts'

/** A small generator with a fixed start, so that a failure can be seen again. */
const random = (seed: number) => (limit: number) => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed % limit
}

const cellTexts = [
  '-',
  '',
  '5',
  '&lt; 5',
  '&gt;= 3',
  '[2..6]',
  '(2..6)',
  '1, 3, [7..9]',
  '"a"',
  '"b", "c"',
  'true',
  'false',
  'not("a")',
  'not(5, 7)',
  'not(null)',
  'null, 5',
  '@"2026-01-01"',
  '&gt; date("2026-01-01"), true',
  '? = 4',
  'null',
  '"a", 4',
  '&lt; x',
]

const decisionOf = (rules: readonly (readonly string[])[]): string =>
  definitions(
    input('a') +
      input('b') +
      input('x') +
      `<decision id="t" name="t"><variable name="t"/>${needs('_a')}${needs('_b')}${needs('_x')}<decisionTable hitPolicy="RULE ORDER">` +
      ['a', 'b'].map((name) => `<input><inputExpression><text>${name}</text></inputExpression></input>`).join('') +
      '<output/>' +
      rules
        .map(
          (cells, index) =>
            `<rule>${cells.map((text) => `<inputEntry><text>${text}</text></inputEntry>`).join('')}<outputEntry><text>${index}</text></outputEntry></rule>`,
        )
        .join('') +
      '</decisionTable></decision>',
  )

describe('the index finds the rules that testing one by one finds', () => {
  it.each([1, 2, 3, 40])('%d', (seed) => {
    const pick = random(seed)
    const cell = (): string => cellTexts[pick(cellTexts.length)] ?? '-'
    const rules = Array.from({ length: 70 }, () => [cell(), cell()])
    const { model } = readModel(decisionOf(rules))
    // Tables of one rule have no index: each rule alone shows what it matches.
    const single = rules.map((rule) => readModel(decisionOf([rule])).model)
    const values = [
      null,
      true,
      false,
      'a',
      'b',
      'z',
      1,
      2,
      3,
      4,
      5,
      6,
      6.5,
      9,
      10,
      [3],
      ['a', 'b'],
      { k: 1 },
      parseDate('2026-01-01'),
      parseDate('2026-01-02'),
    ]
    for (let round = 0; round < 60; round++) {
      const context = { a: values[pick(values.length)], b: values[pick(values.length)], x: 4 }
      const expected = single.flatMap((one, index) =>
        (evaluateDecision(one, 't', context, { trace: false }).value as unknown[]).length > 0 ? [index] : [],
      )
      expect(evaluateDecision(model, 't', context, { trace: false }).value, JSON.stringify(context)).toEqual(expected)
    }
  })
})
