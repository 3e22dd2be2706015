import { intersection, type Intervals } from './dimension.ts'
import { membersOf } from './overlap-matrix.ts'
import type { Overlap } from './table-analysis.ts'
import { exampleOf, type TableUnderAnalysis } from './table-under-analysis.ts'

/** Pairs that break the hit policy: any two with UNIQUE, two of different results with ANY (DMN 1.5, clause 8.2.10). */
export const findOverlaps = (
  analysed: TableUnderAnalysis,
): { readonly overlaps: readonly Overlap[]; readonly complete: boolean } => {
  const { table, boxes, outputs, most } = analysed
  if (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY') return { overlaps: [], complete: true }
  const found: Overlap[] = []
  for (const [rule, set] of analysed.overlaps().entries()) {
    if (boxes.known[rule] !== true) continue
    for (const other of membersOf(set, rule)) {
      if (boxes.known[other] !== true) continue
      const comparison = outputs.compare(rule, other)
      if (table.hitPolicy === 'ANY' && comparison !== 'different') continue
      if (found.length >= most) return { overlaps: found, complete: false }
      const both = boxes.cells.map((column) => intersection(column[rule] as Intervals, column[other] as Intervals))
      found.push({ rules: [rule + 1, other + 1], example: exampleOf(boxes, both), outputs: comparison })
    }
  }
  return { overlaps: found, complete: true }
}
