import type { CompiledUnaryTests } from '@fachwerk/feel'
import type { Evaluator } from '../runtime/run.ts'
import type { DmnType } from '../types/dmn-type.ts'
import type { RuleIndex } from './rule-index.ts'
import type { SimpleTest } from './simple-test.ts'
import type { DecisionTable } from './decision-table.ts'

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
  readonly allowed: CompiledUnaryTests | undefined
  readonly inputVariable: string | undefined
}

export interface CompiledOutput {
  readonly name: string
  readonly label: string
  readonly type: DmnType
  /** One test per output value, the most important first. */
  readonly ranking: readonly CompiledUnaryTests[]
  readonly allowed: CompiledUnaryTests | undefined
  readonly byDefault: Evaluator | undefined
}

export interface CompiledRule {
  readonly number: number
  readonly id: string
  readonly annotation: string | undefined
  readonly cells: readonly Cell[]
  readonly outputs: readonly Evaluator[]
}

/** `any`: `-` or empty. `never`: the text could not be read. */
export type Cell =
  | { readonly kind: 'any'; readonly text: string }
  | { readonly kind: 'never'; readonly text: string }
  | { readonly kind: 'test'; readonly text: string; readonly tests: CompiledUnaryTests }
  /** Compares with literals only; its FEEL form is compiled when a value comes that is no scalar. */
  | { readonly kind: 'simple'; readonly text: string; readonly parts: SimpleTest; tests(): CompiledUnaryTests | undefined }
