import { addBit, wordsFor, type BitSet } from '../table/bit-set.ts'
import { intersection, type Intervals } from './dimension.ts'

/** For each rule the set of rules whose boxes meet its own; itself included. */
export type OverlapMatrix = readonly BitSet[]

/**
 * Rules meet when their cells meet in every dimension. For each dimension the rules that meet a cell are found for all cells in two
 * sweeps over the sorted ends of the cells: those that begin before it ends, and those that end after it begins. Cells of several
 * runs are compared among the different cells of the column instead. Work grows with rules × rules / 32, not with pairs × cells.
 */
export const createOverlapMatrix = (cells: readonly (readonly Intervals[])[], rules: number): OverlapMatrix => {
  const words = wordsFor(rules)
  const all = new Uint32Array(words)
  for (let rule = 0; rule < rules; rule++) addBit(all, rule)
  const matrix = Array.from({ length: rules }, () => all.slice())
  for (const column of cells) {
    if (column.every((cell) => cell === column[0] && cell.length > 0)) continue
    if (column.every((cell) => cell.length === 2)) narrowBySweeps(matrix, column)
    else narrowByCells(matrix, column)
  }
  return matrix
}

const narrowBySweeps = (matrix: OverlapMatrix, column: readonly Intervals[]): void => {
  const rules = column.map((_, rule) => rule)
  const from = (rule: number): number => column[rule]?.[0] as number
  const to = (rule: number): number => column[rule]?.[1] as number
  const byFrom = rules.toSorted((a, b) => from(a) - from(b))
  const byTo = rules.toSorted((a, b) => to(a) - to(b))
  sweep(matrix, byTo, byFrom, (asked, added) => from(added) <= to(asked))
  sweep(matrix, byFrom.toReversed(), byTo.toReversed(), (asked, added) => to(added) >= from(asked))
}

const sweep = (
  matrix: OverlapMatrix,
  asked: readonly number[],
  added: readonly number[],
  belongs: (asked: number, added: number) => boolean,
): void => {
  const running = new Uint32Array(matrix[0]?.length ?? 0)
  let next = 0
  for (const rule of asked) {
    while (next < added.length && belongs(rule, added[next] as number)) addBit(running, added[next++] as number)
    narrow(matrix[rule] as BitSet, running)
  }
}

const narrowByCells = (matrix: OverlapMatrix, column: readonly Intervals[]): void => {
  const places = new Map<Intervals, BitSet>()
  for (const [rule, cell] of column.entries()) {
    const set = places.get(cell) ?? new Uint32Array(matrix[0]?.length ?? 0)
    places.set(cell, set)
    addBit(set, rule)
  }
  const meeting = new Map<Intervals, BitSet>()
  for (const cell of places.keys()) {
    const set = new Uint32Array(matrix[0]?.length ?? 0)
    for (const [other, members] of places) if (meet(cell, other)) widen(set, members)
    meeting.set(cell, set)
  }
  for (const [rule, cell] of column.entries()) narrow(matrix[rule] as BitSet, meeting.get(cell) as BitSet)
}

export const meet = (left: Intervals, right: Intervals): boolean => {
  if (left.length === 2 && right.length === 2) {
    return (left[0] as number) <= (right[1] as number) && (right[0] as number) <= (left[1] as number)
  }
  return intersection(left, right).length > 0
}

const narrow = (set: BitSet, by: BitSet): void => {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] as number) & (by[word] as number)
}
const widen = (set: BitSet, by: BitSet): void => {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] as number) | (by[word] as number)
}

/** Members of a set in ascending order. */
export const membersOf = function* (set: BitSet, after = -1): Generator<number> {
  for (let word = (after + 1) >>> 5; word < set.length; word++) {
    let bits = set[word] as number
    if (word === (after + 1) >>> 5) bits &= -1 << ((after + 1) & 31)
    while (bits !== 0) {
      const lowest = bits & -bits
      bits ^= lowest
      yield (word << 5) + 31 - Math.clz32(lowest)
    }
  }
}
