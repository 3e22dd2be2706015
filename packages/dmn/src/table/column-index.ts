import { addBit, removeBit, wordsFor, type BitSet } from './bit-set.ts'
import type { Cell } from './cell.ts'
import type { NumberSpan, SimpleValue } from './simple-test.ts'

/** Tells for a value of one column which rules may match by that column. */
export interface ColumnIndex {
  rulesFor(value: SimpleValue): BitSet
}

/** Memory for one column's sets; a column that would need more is tested rule by rule instead. */
const maxWords = 4_000_000

/**
 * For each value that cells of the column tell apart there is one set of rules, made once: texts and truth values each have one,
 * numbers have one for every bound and one for every gap between bounds. Rules whose cell says nothing, or says something that
 * only FEEL can decide, are in every set.
 */
export const createColumnIndex = (cells: readonly Cell[]): ColumnIndex | undefined => {
  const words = wordsFor(cells.length)
  const always = new Uint32Array(words)
  const spans: RuleSpan[] = []
  const scalars = new Map<string | boolean, BitSet>()
  for (const [rule, cell] of cells.entries()) {
    if (cell.kind !== 'simple') {
      addBit(always, rule)
      continue
    }
    for (const part of cell.parts) {
      if (part.kind === 'span') spans.push({ rule, span: part })
      else addBit(setOf(scalars, part.kind === 'text' ? part.text : part.value, words), rule)
    }
  }
  if ((scalars.size + spans.length * 4) * words > maxWords) return undefined
  for (const set of scalars.values()) unite(set, always)
  const numbers = createNumberIndex(spans, always, cells.length)
  return {
    rulesFor: (value) => {
      if (typeof value === 'number') return numbers(value)
      return value === null ? always : (scalars.get(value) ?? always)
    },
  }
}

const setOf = (sets: Map<string | boolean, BitSet>, key: string | boolean, words: number): BitSet => {
  const known = sets.get(key)
  if (known !== undefined) return known
  const made = new Uint32Array(words)
  sets.set(key, made)
  return made
}

const unite = (set: BitSet, other: BitSet): void => {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] as number) | (other[word] as number)
}

interface RuleSpan {
  readonly rule: number
  readonly span: NumberSpan
}

/**
 * Positions on the number line: the gap before the first bound is 0, the first bound itself 1, the gap after it 2, and so on.
 * A sweep from left to right keeps the set of rules open at each position and stores a copy.
 */
const createNumberIndex = (spans: readonly RuleSpan[], always: BitSet, rules: number): ((value: number) => BitSet) => {
  const bounds = Float64Array.from(new Set(spans.flatMap(({ span }) => [span.low, span.high]).filter(Number.isFinite))).toSorted()
  const last = bounds.length * 2
  const opening: number[][] = Array.from({ length: last + 1 }, () => [])
  const closing: number[][] = Array.from({ length: last + 2 }, () => [])
  for (const { rule, span } of spans) {
    const from = span.low === -Infinity ? 0 : positionOf(bounds, span.low) + (span.lowIncluded ? 0 : 1)
    const to = span.high === Infinity ? last : positionOf(bounds, span.high) - (span.highIncluded ? 0 : 1)
    if (from > to) continue
    opening[from]?.push(rule)
    closing[to + 1]?.push(rule)
  }
  const sets = sweep(opening, closing, always, rules)
  return (value) => sets[positionOf(bounds, value)] as BitSet
}

/** A rule may be open more than once at a position, by overlapping alternatives of its cell. */
const sweep = (opening: readonly number[][], closing: readonly number[][], always: BitSet, rules: number): readonly BitSet[] => {
  const open = new Uint16Array(rules)
  const current = always.slice()
  return opening.map((starts, position) => {
    for (const rule of closing[position] ?? []) {
      open[rule] = (open[rule] as number) - 1
      if (open[rule] === 0) removeBit(current, rule)
    }
    for (const rule of starts) {
      open[rule] = (open[rule] as number) + 1
      addBit(current, rule)
    }
    return current.slice()
  })
}

/** Binary search for the first bound that is not below the value. */
const positionOf = (bounds: Float64Array, value: number): number => {
  let low = 0
  let high = bounds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((bounds[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return bounds[low] === value ? low * 2 + 1 : low * 2
}
