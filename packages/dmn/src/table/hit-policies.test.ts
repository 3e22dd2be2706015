import { describe, expect, it } from 'vitest'
import { toJson } from '@fachwerk/feel'
import { evaluateDecision } from '../evaluate-decision.ts'
import { loadModel } from '../test-kit/load-model.ts'

const { model, problems } = loadModel(new URL('hit-policies.dmn', import.meta.url))
const decide = (name: string, n: number) => {
  const outcome = evaluateDecision(model, name, { n })
  return { value: toJson(outcome.value), codes: outcome.diagnostics.map(({ code }) => code), trace: outcome.trace }
}

describe('hit policies (rules: ≤ 10 klein/1, ≥ 5 mittel/2, ≥ 8 groß/3)', () => {
  it('reads without problems', () => expect(problems).toEqual([]))

  it.each([
    ['unique', 3, 'klein', []],
    ['unique', 9, null, ['several-rules-matched']],
    ['unique default', 1, 'unbekannt', []],
    ['first', 9, 'klein', []],
    ['any', 3, 'klein', []],
    ['any', 9, null, ['rules-disagree']],
    ['any same', 9, 'gleich', []],
    ['priority', 9, 'groß', []],
    ['priority', 6, 'mittel', []],
    ['output order', 9, ['groß', 'mittel', 'klein'], []],
    ['rule order', 9, ['klein', 'mittel', 'groß'], []],
    ['collect', 9, ['mittel', 'groß'], []],
    ['collect', 1, [], []],
    ['collect sum', 9, 5, []],
    ['collect sum', 1, null, ['no-rule-matched']],
    ['collect min', 9, 2, []],
    ['collect max', 9, 3, []],
    ['collect count', 9, 2, []],
    ['collect count', 1, 0, []],
    ['several outputs', 9, { Stufe: 'groß', Zahl: 3 }, []],
  ])('%s of %d', (name, n, value, codes) => expect(decide(name, n)).toMatchObject({ value, codes }))

  it('traces every rule with every cell, also behind the first hit', () => {
    const [{ table } = {}] = decide('first', 9).trace
    expect(table).toMatchObject({
      hitPolicy: 'FIRST',
      inputs: [{ label: 'Menge', expression: 'n', value: 9 }],
      outputs: [{ name: 'Stufe', label: 'Stufe' }],
    })
    expect(table?.rules).toEqual([
      {
        number: 1,
        id: 'first-1',
        annotation: 'Zeile 1',
        cells: [{ test: '<= 10', matched: true }],
        matched: true,
        outputs: ['klein'],
      },
      { number: 2, id: 'first-2', annotation: 'Zeile 2', cells: [{ test: '>= 5', matched: true }], matched: true },
      { number: 3, id: 'first-3', annotation: 'Zeile 3', cells: [{ test: '>= 8', matched: true }], matched: true },
    ])
  })

  it('gives the same values without a trace', () => {
    const outcome = evaluateDecision(model, 'output order', { n: 9 }, { trace: false })
    expect(outcome).toMatchObject({ value: ['groß', 'mittel', 'klein'], trace: [] })
  })
})
