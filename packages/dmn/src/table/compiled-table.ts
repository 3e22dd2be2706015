import type { Evaluator } from '../runtime/run.ts'
import type { DmnType } from '../types/dmn-type.ts'
import type { RuleIndex } from './rule-index.ts'
import type { Cell } from './cell.ts'
import type { Annotation, DecisionTable } from './decision-table.ts'

/** A decision table with all its texts compiled. */
export interface CompiledTable {
  readonly owner: string
  readonly source: DecisionTable
  readonly inputs: readonly CompiledInput[]
  readonly outputs: readonly CompiledOutput[]
  readonly rules: readonly CompiledRule[]
  /** Names under which cells read the columns' values, by column (Camunda 7). */
  readonly hasInputVariables: boolean
  /** Absent for small tables. */
  index(): RuleIndex | undefined
}

export interface CompiledInput {
  readonly label: string
  readonly text: string
  readonly evaluate: Evaluator
  readonly allowed: Cell | undefined
  readonly inputVariable: string | undefined
}

export interface CompiledOutput {
  readonly name: string
  readonly label: string
  readonly type: DmnType
  /** One test per output value, the most important first. */
  readonly ranking: readonly Cell[]
  readonly allowed: Cell | undefined
  readonly byDefault: Evaluator | undefined
}

export interface CompiledRule {
  readonly number: number
  readonly id: string
  readonly annotation: string | undefined
  readonly annotations: readonly Annotation[] | undefined
  readonly cells: readonly Cell[]
  readonly outputs: readonly Evaluator[]
}
