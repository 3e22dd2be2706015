import type { DecisionTable } from '../table/decision-table.ts'
import type { ColumnType } from './column-type.ts'
import { cellText, valueOfPiece } from './piece-text.ts'
import type { OverlapMatrix } from './overlap-matrix.ts'
import type { Outputs } from './outputs.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import type { Example } from './table-analysis.ts'
import type { Box } from './uncovered.ts'
import type { Intervals } from './dimension.ts'

/** What the parts of the analysis share. Rules are numbered from 0 here. */
export interface TableUnderAnalysis {
  readonly table: DecisionTable
  readonly outputTypes: readonly ColumnType[]
  readonly boxes: RuleBoxes
  readonly outputs: Outputs
  /** Most findings of each sort to list. */
  readonly most: number
  overlaps(): OverlapMatrix
}

export const boxOf = ({ cells }: RuleBoxes, rule: number): Box => cells.map((column) => column[rule] as Intervals)

/** One value for each column out of a box. */
export const exampleOf = ({ dimensions }: RuleBoxes, box: Box): Example => {
  const values: unknown[] = []
  for (const [index, { columns, pieces }] of dimensions.entries()) {
    const piece = pieces[box[index]?.[0] ?? 0]
    for (const column of columns) values[column] = piece === undefined ? null : valueOfPiece(piece)
  }
  return values
}

/** The box as cells, one for each column. */
export const cellsOfBox = ({ dimensions }: RuleBoxes, box: Box): readonly string[] => {
  const texts: string[] = []
  for (const [index, dimension] of dimensions.entries()) {
    for (const column of dimension.columns) texts[column] = cellText(dimension, box[index] as Intervals)
  }
  return texts
}
