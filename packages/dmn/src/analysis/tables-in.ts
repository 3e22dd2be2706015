import type { GraphNode } from '../graph/unit.ts'
import type { DecisionTable } from '../table/decision-table.ts'

/** All decision tables of an element, also those inside other boxed expressions. */
export const tablesIn = ({ element }: GraphNode): readonly DecisionTable[] => {
  if (element.kind === 'decision') return tablesOf(element.expression)
  return element.kind === 'businessKnowledgeModel' ? tablesOf(element.logic) : []
}

/** Expressions are plain data; only their places in the file (`at`) lead out of them. */
const tablesOf = (part: unknown): readonly DecisionTable[] => {
  if (typeof part !== 'object' || part === null) return []
  if (Array.isArray(part)) return part.flatMap(tablesOf)
  if ('kind' in part && part.kind === 'decisionTable') return [part as DecisionTable]
  return Object.entries(part).flatMap(([key, value]) => (key === 'at' ? [] : tablesOf(value)))
}
