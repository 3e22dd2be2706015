import { formatFeel, numberText, type FeelValue } from '@fachwerk/feel'
import type { DecisionTable } from '../table/decision-table.ts'
import { literalConstant } from '../source/literal-constant.ts'
import { splitTests } from '../table/split-tests.ts'

/** The results of rules, as far as they can be compared without evaluating them. */
export interface Outputs {
  /** Number of the rule's result; rules with the same number give the same in every evaluation. */
  readonly id: readonly number[]
  compare(left: number, right: number): 'equal' | 'different' | 'unknown'
  /** The literal in a column as FEEL text, `undefined` when it is more than a literal. */
  literal(rule: number, column: number): string | undefined
}

export const readOutputs = (table: DecisionTable): Outputs => {
  const literals = table.rules.map((rule) =>
    table.outputs.map((_, column) => literalText(rule.outputEntries[column]?.text ?? '')),
  )
  const numbers = new Map<string, number>()
  const id = table.rules.map((rule, index) => {
    // Equal texts have equal values too, for they are evaluated in the same scope.
    const key = JSON.stringify(
      table.outputs.map((_, column) => literals[index]?.[column] ?? [rule.outputEntries[column]?.text.trim() ?? '']),
    )
    const known = numbers.get(key) ?? numbers.size
    numbers.set(key, known)
    return known
  })
  return {
    id,
    compare: (left, right) => {
      if (id[left] === id[right]) return 'equal'
      const differs = table.outputs.some((_, column) => {
        const [a, b] = [literals[left]?.[column], literals[right]?.[column]]
        return a !== undefined && b !== undefined && a !== b
      })
      return differs ? 'different' : 'unknown'
    },
    literal: (rule, column) => literals[rule]?.[column],
  }
}

/** `1.0` and `1` are the same literal. */
export const literalText = (source: string): string | undefined => {
  const value = literalValue(source)
  if (value === undefined) return undefined
  return typeof value === 'number' ? numberText(value) : formatFeel(value)
}

export const literalValue = (source: string): FeelValue | undefined => {
  const text = source.trim()
  if (text === '') return null
  const negative = text.startsWith('-') ? literalConstant(text.slice(1)) : undefined
  return typeof negative === 'number' ? 0 - negative : literalConstant(text)
}

/** A list of values as literals, `undefined` when some member is no literal. */
export const literalList = (source: string): readonly string[] | undefined => {
  const texts = splitTests(source).map(literalText)
  return texts.every((text) => text !== undefined) ? texts : undefined
}
