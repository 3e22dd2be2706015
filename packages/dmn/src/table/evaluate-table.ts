import { formatFeel, type FeelValue } from '@fachwerk/feel'
import { emptyScope, makeContext } from '../runtime/feel-values.ts'
import { addDiagnostic, type Evaluator, type Run, type Scope } from '../runtime/run.ts'
import { noRuleMatched, valueNotAllowed, wrongType } from '../runtime/run-diagnostics.ts'
import { coerce, incoercible } from '../types/coerce.ts'
import { typeText } from '../types/dmn-type.ts'
import { applyHitPolicy } from './apply-hit-policy.ts'
import { cellHolds } from './cell.ts'
import type { CompiledInput, CompiledOutput, CompiledRule, CompiledTable } from './compiled-table.ts'
import { findHits } from './find-hits.ts'
import { traceTable } from './trace-table.ts'

/** A rule that matched, with its results by column. */
export interface Hit {
  readonly rule: CompiledRule
  readonly outputs: readonly FeelValue[]
}

/** Evaluates a table: values of the columns, matching rules, their results, and what the hit policy makes of them. */
export const evaluateTable = (table: CompiledTable, scope: Scope, run: Run): FeelValue => {
  const inputs: FeelValue[] = []
  for (let column = 0; column < table.inputs.length; column++) {
    inputs.push((table.inputs[column] as CompiledInput).evaluate(scope, run))
  }
  checkInputValues(table, inputs, scope, run)
  const cellScope = table.hasInputVariables ? withInputVariables(table, inputs, scope) : scope
  const hits = findHits(table, inputs, cellScope, run).map((rule): Hit => ({
    rule,
    outputs: outputsOf(table, rule, cellScope, run),
  }))
  if (run.frame !== undefined) run.frame.table ??= traceTable(table, inputs, hits, cellScope, run.options)
  if (hits.length === 0) return withoutHit(table, cellScope, run)
  return applyHitPolicy(table, hits, run)
}

const outputsOf = (table: CompiledTable, rule: CompiledRule, scope: Scope, run: Run): readonly FeelValue[] => {
  const outputs: FeelValue[] = []
  for (let column = 0; column < rule.outputs.length; column++) {
    outputs.push(outputValue(table, column, (rule.outputs[column] as Evaluator)(scope, run), run))
  }
  return outputs
}

const checkInputValues = (table: CompiledTable, inputs: readonly FeelValue[], scope: Scope, run: Run): void => {
  for (let column = 0; column < table.inputs.length; column++) {
    const { allowed, label } = table.inputs[column] as CompiledInput
    const value = inputs[column] ?? null
    if (allowed !== undefined && value !== null && !cellHolds(allowed, value, scope, run.options)) {
      addDiagnostic(run, valueNotAllowed(table.owner, label, formatFeel(value)))
    }
  }
}

/** Camunda 7 lets cells name the column's value. */
const withInputVariables = (table: CompiledTable, inputs: readonly FeelValue[], scope: Scope): Scope =>
  makeContext([
    ...Object.entries(scope),
    ...table.inputs.flatMap((input, index) =>
      input.inputVariable === undefined ? [] : [[input.inputVariable, inputs[index] ?? null] as const],
    ),
  ])

const outputValue = (table: CompiledTable, column: number, value: FeelValue, run: Run): FeelValue => {
  const output = table.outputs[column] as CompiledOutput
  const coerced = coerce(value, output.type)
  if (coerced === incoercible) {
    addDiagnostic(run, wrongType(table.owner, formatFeel(value), typeText(output.type)))
    return null
  }
  if (coerced !== null && output.allowed !== undefined && !cellHolds(output.allowed, coerced, emptyScope, run.options)) {
    addDiagnostic(run, valueNotAllowed(table.owner, output.label, formatFeel(coerced)))
  }
  return coerced
}

/** Default outputs (DMN 1.5, clause 8.2.9); without them a policy that lists hits gives an empty list, any other null. */
const withoutHit = (table: CompiledTable, scope: Scope, run: Run): FeelValue => {
  if (table.outputs.some((output) => output.byDefault !== undefined)) {
    return resultOf(
      table,
      table.outputs.map((output, column) => outputValue(table, column, output.byDefault?.(scope, run) ?? null, run)),
    )
  }
  const { hitPolicy, aggregation } = table.source
  if (hitPolicy === 'COLLECT' && aggregation === 'COUNT') return 0
  if (aggregation === undefined && (hitPolicy === 'COLLECT' || hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER'))
    return []
  addDiagnostic(run, noRuleMatched(table.owner))
  return null
}

/** One output column gives its value, several give a context of them. */
export const resultOf = (table: CompiledTable, outputs: readonly FeelValue[]): FeelValue =>
  table.outputs.length === 1
    ? (outputs[0] ?? null)
    : makeContext(table.outputs.map((output, column) => [output.name, outputs[column] ?? null]))
