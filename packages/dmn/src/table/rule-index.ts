import type { FeelValue } from '@fachwerk/feel'
import { wordsFor, type BitSet } from './bit-set.ts'
import { anyCell } from './cell.ts'
import { createColumnIndex, type ColumnIndex } from './column-index.ts'
import type { CompiledRule } from './compiled-table.ts'
import { isSimpleValue } from './simple-test.ts'

/** Finds the rules that can match without looking at each of them. */
export interface RuleIndex {
  /** `undefined` when the values are not of the kind the index knows, and every rule has to be tested. */
  candidates(inputs: readonly FeelValue[]): Candidates | undefined
  /** For each rule the columns whose cells only FEEL can decide; they still have to be tested. */
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
    candidates: (inputs) => {
      if (words === 1) {
        const bits = bitsOfOneWord(indexes, inputs, lastBits)
        return bits === undefined ? undefined : new Candidates(bits, lastBits, noSets)
      }
      const sets = collectSets(indexes, inputs)
      return sets === undefined ? undefined : new Candidates(0, lastBits, sets, words)
    },
  }
}

const noSets: readonly BitSet[] = []

/** Walks through the rules that every column's set has, in their order. */
export class Candidates {
  private bits: number
  private word: number
  private readonly lastBits: number
  private readonly sets: readonly BitSet[]
  private readonly words: number

  /** Without `words`, `bits` are all there is. */
  constructor(bits: number, lastBits: number, sets: readonly BitSet[], words = 0) {
    this.bits = bits
    this.word = words === 0 ? 0 : -1
    this.lastBits = lastBits
    this.sets = sets
    this.words = words
  }

  /** Place of the next candidate, -1 after the last. */
  next(): number {
    while (this.bits === 0) {
      if (++this.word >= this.words) return -1
      this.bits = this.bitsOf(this.word)
    }
    const lowest = this.bits & -this.bits
    this.bits ^= lowest
    return (this.word << 5) + 31 - Math.clz32(lowest)
  }

  private bitsOf(word: number): number {
    let bits = word === this.words - 1 ? this.lastBits : -1
    for (let index = 0; index < this.sets.length; index++) bits &= (this.sets[index] as BitSet)[word] as number
    return bits
  }
}

/** Tables of up to 32 rules, as most are, need no list of sets. */
const bitsOfOneWord = (
  indexes: readonly (ColumnIndex | undefined)[],
  inputs: readonly FeelValue[],
  all: number,
): number | undefined => {
  let bits = all
  for (let column = 0; column < indexes.length; column++) {
    const index = indexes[column]
    if (index === undefined) continue
    const value = inputs[column] ?? null
    if (!isSimpleValue(value)) return undefined
    bits &= index.rulesFor(value)[0] as number
  }
  return bits
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
