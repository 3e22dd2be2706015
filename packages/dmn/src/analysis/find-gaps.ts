import type { Intervals } from './dimension.ts'
import { membersOf } from './overlap-matrix.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import type { Gap } from './table-analysis.ts'
import { cellsOfBox, exampleOf, type TableUnderAnalysis } from './table-under-analysis.ts'
import { findUncovered, type Box } from './uncovered.ts'

/** Work for one table; ends within a second. */
const maxSteps = 40_000_000

/** Inputs that no rule covers. A rule with a cell that cannot be analysed counts as covering, so that every gap named is one. */
export const findGaps = (analysed: TableUnderAnalysis): { readonly gaps: readonly Gap[]; readonly complete: boolean } => {
  const { boxes, table, most } = analysed
  // A default output is the answer where no rule gives one.
  if (table.inputs.length === 0 || table.outputs.some((output) => output.defaultEntry !== undefined))
    return { gaps: [], complete: true }
  if (isPartition(analysed)) return { gaps: [], complete: true }
  const gaps: Gap[] = []
  const space = boxes.dimensions.map(({ pieces }): Intervals => [0, pieces.length - 1])
  const ended = findUncovered(space, [...table.rules.keys()], {
    cells: boxes.cells,
    budget: { left: maxSteps },
    found: (box) => {
      if (gaps.length >= most) return 'stop'
      gaps.push({ example: exampleOf(boxes, box), cells: cellsOfBox(boxes, box), unlisted: isUnlisted(boxes, box) })
      return 'go'
    },
  })
  return { gaps, complete: ended === 'go' }
}

const isUnlisted = ({ dimensions }: RuleBoxes, box: Box): boolean =>
  dimensions.some(({ pieces }, index) => pieces[box[index]?.[0] ?? 0]?.kind === 'other-text' && pieces.length > 1)

/** Rules that do not meet cover everything exactly when their sizes, counted in pieces, add up to the whole. */
const isPartition = ({ boxes, table, overlaps }: TableUnderAnalysis): boolean => {
  const whole = boxes.dimensions.reduce((size, { pieces }) => size * BigInt(pieces.length), 1n)
  let sum = 0n
  for (const rule of table.rules.keys()) {
    sum += boxes.cells.reduce((size, column) => size * BigInt(sizeOf(column[rule] as Intervals)), 1n)
    if (sum > whole) return false
  }
  if (sum !== whole) return false
  const matrix = overlaps()
  return matrix.every((set, rule) => boxes.empty[rule] === true || [...membersOf(set)].length === 1)
}

export const sizeOf = (cell: Intervals): number => {
  let size = 0
  for (let run = 0; run < cell.length; run += 2) size += (cell[run + 1] as number) - (cell[run] as number) + 1
  return size
}
