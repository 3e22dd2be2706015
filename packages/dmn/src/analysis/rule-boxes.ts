import type { DecisionTable } from '../table/decision-table.ts'
import { isNegation, readSimpleTest, type SimpleTest } from '../table/simple-test.ts'
import type { ColumnType } from './column-type.ts'
import { createDimension, intersection, type Dimension, type Intervals } from './dimension.ts'
import type { LeftOut } from './table-analysis.ts'

/** A table as sets of pieces: each rule is a box, for it accepts a set of pieces of each dimension independently. */
export interface RuleBoxes {
  readonly dimensions: readonly Dimension[]
  /** By dimension, then by rule. A cell that cannot be analysed counts as accepting everything here. */
  readonly cells: readonly (readonly Intervals[])[]
  /** Rules of which every cell is known. */
  readonly known: readonly boolean[]
  /** Rules that accept no value of some dimension. */
  readonly empty: readonly boolean[]
  readonly leftOut: readonly LeftOut[]
  /** Whether a single cell cannot be analysed. */
  unknown(rule: number, column: number): boolean
}

/** What a cell says: everything, a set of values, or something that only FEEL can decide. */
export type CellMeaning = 'any' | 'unknown' | SimpleTest

/** Cells by column, then by rule. Equal texts are read once. */
export const readCells = (
  table: DecisionTable,
  types: readonly ColumnType[],
  bFeel: boolean,
): readonly (readonly CellMeaning[])[] =>
  table.inputs.map((input, column) => {
    const read = new Map<string, CellMeaning>()
    const variable = input.inputVariable
    const meaning = (text: string): CellMeaning => {
      if (text === '' || text === '-') return 'any'
      if (types[column]?.kind === 'other' || variable === text) return 'unknown'
      if (bFeel && isNegation(text)) return 'unknown'
      return readSimpleTest(text, true) ?? 'unknown'
    }
    return table.rules.map((rule) => {
      const text = rule.inputEntries[column]?.text.trim() ?? ''
      const known = read.get(text) ?? meaning(text)
      read.set(text, known)
      return known
    })
  })

export const createRuleBoxes = (
  table: DecisionTable,
  types: readonly ColumnType[],
  meanings: readonly (readonly CellMeaning[])[],
): RuleBoxes => {
  const groups = Map.groupBy(table.inputs.keys(), (column) => table.inputs[column]?.expression.text.trim() ?? '')
  const dimensions = [...groups.values()].map((columns) =>
    createDimension(columns, mergedType(columns, types), testsIn(columns, meanings)),
  )
  const cells = dimensions.map((dimension) => cellsOf(dimension, meanings, table.rules.length))
  return {
    dimensions,
    cells,
    known: table.rules.map((_, rule) => meanings.every((column) => column[rule] !== 'unknown')),
    empty: table.rules.map((_, rule) => cells.some((column) => (column[rule] as Intervals).length === 0)),
    unknown: (rule, column) => meanings[column]?.[rule] === 'unknown',
    leftOut: [
      ...types.flatMap((type, column) => type.unread.map((text) => ({ rule: 0, column, text }))),
      ...meanings.flatMap((column, place) =>
        column.flatMap((meaning, rule) =>
          meaning === 'unknown'
            ? [{ rule: rule + 1, column: place, text: table.rules[rule]?.inputEntries[place]?.text.trim() ?? '' }]
            : [],
        ),
      ),
    ],
  }
}

/** Columns with the same expression have the same value: what holds for one holds for all. */
const mergedType = (columns: readonly number[], types: readonly ColumnType[]): ColumnType => {
  const own = columns.flatMap((column) => types[column] ?? [])
  return {
    kind: own.find((type) => type.kind !== undefined)?.kind,
    whole: own.some((type) => type.whole),
    allowed: own.flatMap((type) => type.allowed),
    unread: [],
    listed: undefined,
    text: '',
    valuesText: undefined,
  }
}

const testsIn = (columns: readonly number[], meanings: readonly (readonly CellMeaning[])[]): readonly SimpleTest[] => [
  ...new Set(
    columns.flatMap((column) => (meanings[column] ?? []).filter((meaning): meaning is SimpleTest => typeof meaning === 'object')),
  ),
]

const cellsOf = (dimension: Dimension, meanings: readonly (readonly CellMeaning[])[], rules: number): readonly Intervals[] => {
  const everything: Intervals = [0, dimension.pieces.length - 1]
  const made = new Map<CellMeaning, Intervals>()
  const intervalsOf = (meaning: CellMeaning): Intervals => {
    if (typeof meaning === 'string') return everything
    const known = made.get(meaning) ?? dimension.accepts(meaning)
    made.set(meaning, known)
    return known
  }
  return Array.from({ length: rules }, (_, rule) =>
    dimension.columns
      .map((column) => intervalsOf(meanings[column]?.[rule] ?? 'any'))
      .reduce((left, right) => (left === right ? left : intersection(left, right))),
  )
}
