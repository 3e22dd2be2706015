import type { DecisionTable } from '../table/decision-table.ts'
import { once } from '../runtime/once.ts'
import { checkCells } from './check-cells.ts'
import type { ColumnType } from './column-type.ts'
import { dependentColumns } from './dependent-columns.ts'
import { findContractions } from './find-contractions.ts'
import { findGaps } from './find-gaps.ts'
import { findMasked, findRedundant } from './find-masked.ts'
import { findOverlaps } from './find-overlaps.ts'
import { findUnreachableOutputs } from './find-unreachable-outputs.ts'
import { withoutMixedZones } from './mixed-zones.ts'
import { readOutputs } from './outputs.ts'
import { createOverlapMatrix } from './overlap-matrix.ts'
import { createRuleBoxes, readCells } from './rule-boxes.ts'
import type { TableAnalysis } from './table-analysis.ts'
import type { TableUnderAnalysis } from './table-under-analysis.ts'

/** A table with what the model says about the types of its columns. */
export interface TypedTable {
  readonly element: string
  readonly elementName: string
  readonly table: DecisionTable
  /** Written in B-FEEL, where `not(…)` accepts more. */
  readonly bFeel: boolean
  readonly inputTypes: readonly ColumnType[]
  readonly outputTypes: readonly ColumnType[]
}

export interface AnalysisOptions {
  /** Most findings of each sort to list; default 50. */
  readonly most?: number
}

/** Analyses a table without evaluating it: gaps, overlaps, masked and redundant rules, and what could be simpler. */
export const analyseTable = (typed: TypedTable, { most = 50 }: AnalysisOptions = {}): TableAnalysis => {
  const { table, outputTypes } = typed
  const { types: inputTypes, meanings } = withoutMixedZones(table, {
    types: typed.inputTypes,
    meanings: readCells(table, typed.inputTypes, typed.bFeel),
  })
  const boxes = createRuleBoxes(table, inputTypes, meanings)
  const analysed: TableUnderAnalysis = {
    table,
    outputTypes,
    boxes,
    outputs: readOutputs(table),
    most,
    overlaps: once(() => createOverlapMatrix(boxes.cells, table.rules.length)),
  }
  const gaps = findGaps(analysed)
  const overlaps = findOverlaps(analysed)
  const masked = findMasked(analysed)
  const hidden = new Set(masked.masked.map(({ rule }) => rule - 1))
  const redundant = findRedundant(analysed, hidden)
  const contractions = findContractions(analysed, new Set([...hidden, ...redundant.redundant.map(({ rule }) => rule - 1)]))
  const parts = { gaps, overlaps, masked, redundant, contractions }
  return {
    element: typed.element,
    elementName: typed.elementName,
    hitPolicy: table.aggregation === undefined ? table.hitPolicy : `${table.hitPolicy} ${table.aggregation}`,
    columns: table.inputs.map(({ label, expression }) => ({ label, expression: expression.text.trim() })),
    gaps: gaps.gaps,
    overlaps: overlaps.overlaps,
    masked: masked.masked,
    redundant: redundant.redundant,
    unreachableOutputs: masked.complete ? findUnreachableOutputs(analysed, hidden) : [],
    typeErrors: checkCells(table, meanings, inputTypes, outputTypes),
    contractions: contractions.contractions,
    leftOut: boxes.leftOut,
    incomplete: (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => !parts[part].complete),
    dependent: dependentColumns(table) || inputTypes.some(({ unread }) => unread.length > 0),
  }
}
