import { dayNumber } from '@fachwerk/feel'
import { addBit, removeBit, wordsFor, type BitSet } from './bit-set.ts'
import type { Cell } from './cell.ts'
import type { SimpleTest, SimpleValue, Span } from './simple-test.ts'

/** Tells for a value of one column which rules may match by that column. */
export interface ColumnIndex {
  rulesFor(value: SimpleValue): BitSet
}

/** Memory for one column's sets; a column that would need more is tested rule by rule instead. */
const maxWords = 4_000_000

/**
 * For each value that cells of the column tell apart there is one set of rules, made once: texts, truth values and null each have
 * one, numbers and dates have one for every bound and one for every gap between bounds. Rules whose cell says nothing, or says
 * something that only FEEL can decide, are in every set.
 */
export const createColumnIndex = (cells: readonly Cell[]): ColumnIndex | undefined => {
  const words = wordsFor(cells.length)
  const always = new Uint32Array(words)
  const simple: { readonly rule: number; readonly test: SimpleTest }[] = []
  let sets = 0
  for (const [rule, cell] of cells.entries()) {
    if (cell.kind !== 'simple') addBit(always, rule)
    else {
      simple.push({ rule, test: cell.accepts })
      sets += cell.accepts.texts.texts.length + (cell.accepts.numbers.length + cell.accepts.dates.length) * 4
    }
  }
  if (sets * words > maxWords) return undefined
  const rulesWhere = (holds: (test: SimpleTest) => boolean): BitSet => {
    const set = always.slice()
    for (const { rule, test } of simple) if (holds(test)) addBit(set, rule)
    return set
  }
  const spans = (kind: 'numbers' | 'dates'): readonly RuleSpan[] =>
    simple.flatMap(({ rule, test }) => test[kind].map((span) => ({ rule, span })))
  const texts = createTextIndex(simple, always)
  const numbers = createLineIndex(spans('numbers'), always, cells.length)
  const dates = createLineIndex(spans('dates'), always, cells.length)
  const yes = rulesWhere((test) => test.booleans.includes(true))
  const no = rulesWhere((test) => test.booleans.includes(false))
  const nulls = rulesWhere((test) => test.acceptsNull)
  return {
    rulesFor: (value) => {
      if (typeof value === 'string') return texts(value)
      if (typeof value === 'number') return numbers(value)
      if (typeof value === 'boolean') return value ? yes : no
      return value === null ? nulls : dates(dayNumber(value))
    },
  }
}

/** Every text that is named has a set; all others share one, of the rules that accept any text but some. */
const createTextIndex = (
  simple: readonly { readonly rule: number; readonly test: SimpleTest }[],
  always: BitSet,
): ((value: string) => BitSet) => {
  const others = always.slice()
  for (const { rule, test } of simple) if (test.texts.except) addBit(others, rule)
  const named = new Map<string, BitSet>()
  for (const { rule, test } of simple) {
    for (const text of test.texts.texts) {
      const set = named.get(text) ?? others.slice()
      named.set(text, set)
      if (test.texts.except) removeBit(set, rule)
      else addBit(set, rule)
    }
  }
  return (value) => named.get(value) ?? others
}

interface RuleSpan {
  readonly rule: number
  readonly span: Span
}

/**
 * Positions on the number line: the gap before the first bound is 0, the first bound itself 1, the gap after it 2, and so on.
 * A sweep from left to right keeps the set of rules open at each position and stores a copy.
 */
const createLineIndex = (spans: readonly RuleSpan[], always: BitSet, rules: number): ((value: number) => BitSet) => {
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
