import type { FeelValue } from '@fachwerk/feel'
import { wordsFor, type BitSet } from './bit-set.ts'
import { anyCell } from './cell.ts'
import { createColumnIndex, type ColumnIndex } from './column-index.ts'
import type { CompiledRule } from './compiled-table.ts'
import { isSimpleValue } from './simple-test.ts'

/** Finds the rules that can match without looking at each of them. */
export interface RuleIndex {
  /**
   * Calls `visit` with the place of each candidate in order of the rules until it says stop. Columns of `undecided` still have to
   * be tested; `false` when the values are not of the kind the index knows, and every rule has to be tested.
   */
  candidates(inputs: readonly FeelValue[], visit: (rule: number) => 'stop' | 'go'): boolean
  /** For each rule the columns whose cells only FEEL can decide. */
  readonly undecided: readonly (readonly number[])[]
}

/** Below this, looking at each rule is as fast. */
const minRules = 4

export const createRuleIndex = (rules: readonly CompiledRule[], columns: number): RuleIndex | undefined => {
  if (rules.length < minRules || columns === 0) return undefined
  const indexes = Array.from({ length: columns }, (_, column) =>
    createColumnIndex(rules.map((rule) => rule.cells[column] ?? anyCell)),
  )
  const words = wordsFor(rules.length)
  const lastBits = rules.length % 32 === 0 ? -1 : (1 << (rules.length % 32)) - 1
  return {
    undecided: rules.map((rule) =>
      rule.cells.flatMap((cell, column) =>
        cell.kind === 'test' || cell.kind === 'never' || (cell.kind === 'simple' && indexes[column] === undefined)
          ? [column]
          : [],
      ),
    ),
    candidates: (inputs, visit) => {
      if (words === 1) return candidatesOfOneWord(indexes, inputs, lastBits, visit)
      const sets = collectSets(indexes, inputs)
      if (sets === undefined) return false
      for (let word = 0; word < words; word++) {
        let bits = word === words - 1 ? lastBits : -1
        for (let index = 0; index < sets.length; index++) bits &= (sets[index] as BitSet)[word] as number
        while (bits !== 0) {
          const lowest = bits & -bits
          bits ^= lowest
          if (visit((word << 5) + 31 - Math.clz32(lowest)) === 'stop') return true
        }
      }
      return true
    },
  }
}

/** Tables of up to 32 rules, as most are, need no list of sets. */
const candidatesOfOneWord = (
  indexes: readonly (ColumnIndex | undefined)[],
  inputs: readonly FeelValue[],
  all: number,
  visit: (rule: number) => 'stop' | 'go',
): boolean => {
  let bits = all
  for (let column = 0; column < indexes.length; column++) {
    const index = indexes[column]
    if (index === undefined) continue
    const value = inputs[column] ?? null
    if (!isSimpleValue(value)) return false
    bits &= index.rulesFor(value)[0] as number
  }
  while (bits !== 0) {
    const lowest = bits & -bits
    bits ^= lowest
    if (visit(31 - Math.clz32(lowest)) === 'stop') return true
  }
  return true
}

/** One set per indexed column. */
const collectSets = (
  indexes: readonly (ColumnIndex | undefined)[],
  inputs: readonly FeelValue[],
): readonly BitSet[] | undefined => {
  const sets: BitSet[] = []
  for (let column = 0; column < indexes.length; column++) {
    const value = inputs[column] ?? null
    const index = indexes[column]
    if (index === undefined) continue
    if (!isSimpleValue(value)) return undefined
    sets.push(index.rulesFor(value))
  }
  return sets
}
