import { toJson, type EvaluateOptions, type FeelValue } from '@fachwerk/feel'
import type { TableTrace } from '../api.ts'
import type { Scope } from '../runtime/run.ts'
import { cellHolds } from './cell.ts'
import type { CompiledTable } from './compiled-table.ts'
import type { Hit } from './evaluate-table.ts'

/** Every rule with every cell, also those that evaluation never came to: the reader wants to see why a rule did not match. */
export const traceTable = (
  table: CompiledTable,
  inputs: readonly FeelValue[],
  hits: readonly Hit[],
  scope: Scope,
  options: EvaluateOptions,
): TableTrace => {
  const { hitPolicy, aggregation } = table.source
  const hitByNumber = new Map(hits.map((hit) => [hit.rule.number, hit]))
  return {
    hitPolicy: aggregation === undefined ? hitPolicy : `${hitPolicy} ${aggregation}`,
    inputs: table.inputs.map((input, column) => ({
      label: input.label,
      expression: input.text,
      value: toJson(inputs[column] ?? null),
    })),
    outputs: table.outputs.map(({ name, label }) => ({ name, label })),
    rules: table.rules.map((rule) => {
      const hit = hitByNumber.get(rule.number)
      const cells = rule.cells.map((cell, column) => ({
        test: cell.text,
        matched: hit !== undefined || cellHolds(cell, inputs[column] ?? null, scope, options),
      }))
      return {
        number: rule.number,
        id: rule.id,
        ...(rule.annotation === undefined ? {} : { annotation: rule.annotation }),
        ...(rule.annotations === undefined ? {} : { annotations: rule.annotations }),
        cells,
        matched: hit !== undefined || cells.every((cell) => cell.matched),
        ...(hit === undefined ? {} : { outputs: hit.outputs.map((output) => toJson(output)) }),
      }
    }),
  }
}
