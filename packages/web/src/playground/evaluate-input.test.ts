import { describe, expect, it } from 'vitest'
import { missingMessages } from '../messages/messages.ts'
import { evaluateInput, type PlaygroundInput } from './evaluate-input.ts'
import { examples } from './examples.ts'
import { playgroundMessages } from './messages.ts'

const input = (changed: Partial<PlaygroundInput>): PlaygroundInput => ({
  expression: '',
  context: '',
  tested: '',
  mode: 'expression',
  dialect: 'feel',
  ...changed,
})
const outcome = (changed: Partial<PlaygroundInput>) => evaluateInput(input(changed), 0)

describe('the playground of FEEL', () => {
  it('evaluates every example', () => {
    const texts = examples.map((example) => {
      const result = evaluateInput(example, 0)
      return result.kind === 'result' ? [example.id, result.text] : [example.id, result]
    })
    expect(Object.fromEntries(texts)).toEqual({
      gebuehr: '90.75',
      frist: 'date("2026-02-28")',
      liste: '43.5',
      schleife: '["Mia: 7", "Ben: 10"]',
      genau: 'true',
      zelle: 'true',
      grund: 'null',
      'b-feel': '"Betrag: 12.8"',
    })
  })

  it('knows names with spaces, says what is read, and shows the steps', () => {
    expect(outcome({ expression: 'a.first name', context: '{"a": {"first name": "Mia"}}' })).toMatchObject({
      kind: 'result',
      text: '"Mia"',
      type: 'string',
      reads: ['a'],
      steps: [{ text: 'a.first name', value: 'Mia' }],
    })
  })

  it('says what is wrong with what was typed', () => {
    expect(outcome({ expression: '' })).toEqual({ kind: 'empty' })
    expect(outcome({ expression: '(1' })).toMatchObject({ kind: 'syntax', errors: [{ line: 1 }] })
    expect(outcome({ expression: '1', context: '[1' })).toEqual({ kind: 'bad-json', field: 'context' })
    expect(outcome({ expression: '1', context: '[1]' })).toEqual({ kind: 'bad-json', field: 'context' })
    expect(outcome({ expression: '1', tested: 'x', mode: 'tests' })).toEqual({ kind: 'bad-json', field: 'tested' })
    expect(outcome({ expression: 'x'.repeat(100_001) })).toEqual({ kind: 'too-long' })
  })

  it('does not write out what shares its parts without end', () => {
    const nested = `for x in 0..60 return partial`
    expect(outcome({ expression: nested })).toEqual({ kind: 'too-large' })
  })

  it('ends what would run too long', () => {
    expect(outcome({ expression: 'count(for i in 1..1000, j in 1..1000 return i)' })).toMatchObject({
      text: 'null',
      diagnostics: [{ code: 'limit-exceeded' }],
    })
  })

  it('has its texts in both languages', () => expect(missingMessages(playgroundMessages)).toEqual([]))
})
