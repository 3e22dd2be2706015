import { feelEquals, type FeelValue } from '@fachwerk/feel'
import { addDiagnostic, type Run } from '../runtime/run.ts'
import { rulesDisagree, severalRulesMatched } from '../runtime/run-diagnostics.ts'
import { aggregate } from './aggregate.ts'
import type { CompiledTable } from './compiled-table.ts'
import { resultOf, type Hit } from './evaluate-table.ts'
import { byPriority } from './priority.ts'

/** What a hit policy makes of the rules that matched (DMN 1.5, clause 8.2.10). There is at least one. */
export const applyHitPolicy = (table: CompiledTable, hits: readonly Hit[], run: Run): FeelValue => {
  const first = hits[0] as Hit
  switch (table.source.hitPolicy) {
    case 'UNIQUE':
      if (hits.length === 1) return resultOf(table, first.outputs)
      addDiagnostic(run, severalRulesMatched(table.owner, ruleNumbers(hits)))
      return null
    case 'ANY':
      return anyResult(table, hits, run)
    case 'FIRST':
      return resultOf(table, first.outputs)
    case 'PRIORITY':
      return resultOf(table, (byPriority(table, hits, run)[0] as Hit).outputs)
    case 'OUTPUT ORDER':
      return byPriority(table, hits, run).map((hit) => resultOf(table, hit.outputs))
    case 'RULE ORDER':
      return hits.map((hit) => resultOf(table, hit.outputs))
    case 'COLLECT':
      return table.source.aggregation === undefined
        ? hits.map((hit) => resultOf(table, hit.outputs))
        : aggregate(table.source.aggregation, hits, table.owner, run)
  }
}

const anyResult = (table: CompiledTable, hits: readonly Hit[], run: Run): FeelValue => {
  const result = resultOf(table, (hits[0] as Hit).outputs)
  if (hits.every((hit) => feelEquals(resultOf(table, hit.outputs), result) === true)) return result
  addDiagnostic(run, rulesDisagree(table.owner, ruleNumbers(hits)))
  return null
}

const ruleNumbers = (hits: readonly Hit[]): readonly number[] => hits.map((hit) => hit.rule.number)
