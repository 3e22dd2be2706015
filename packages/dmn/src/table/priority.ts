import type { FeelValue } from '@fachwerk/feel'
import type { Run } from '../runtime/run.ts'
import { emptyScope } from '../runtime/feel-values.ts'
import { cellHolds } from './cell.ts'
import type { CompiledOutput, CompiledTable } from './compiled-table.ts'
import type { Hit } from './evaluate-table.ts'

/** Hits by decreasing output priority: column by column from the left, equal ones in order of the rules (DMN 1.5, clause 8.2.10). */
export const byPriority = (table: CompiledTable, hits: readonly Hit[], run: Run): readonly Hit[] => {
  const ranked = hits.map((hit) => ({
    hit,
    ranks: table.outputs.map((output, column) => rankOf(output, hit.outputs[column] ?? null, run)),
  }))
  ranked.sort((left, right) => compareRanks(left.ranks, right.ranks))
  return ranked.map(({ hit }) => hit)
}

const rankOf = (output: CompiledOutput, value: FeelValue, run: Run): number => {
  const rank = output.ranking.findIndex((cell) => cellHolds(cell, value, emptyScope, run.options))
  return rank === -1 ? output.ranking.length : rank
}

const compareRanks = (left: readonly number[], right: readonly number[]): number => {
  for (const [column, rank] of left.entries()) {
    const difference = rank - (right[column] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
