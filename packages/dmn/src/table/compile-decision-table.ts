import type { XmlElement } from '@fachwerk/xml'
import type { CompileScope, ExpressionText } from '../boxed/compile-scope.ts'
import { compileText } from '../boxed/literal-expression.ts'
import { noOutputOrder } from '../check/problem-texts.ts'
import type { Evaluator } from '../runtime/run.ts'
import { once } from '../runtime/once.ts'
import { contextMember, type DmnType, itemOf, testsOf } from '../types/dmn-type.ts'
import { compileCell } from './cell.ts'
import type { CompiledInput, CompiledOutput, CompiledRule, CompiledTable } from './compiled-table.ts'
import type { DecisionTable, InputClause, OutputClause, Rule } from './decision-table.ts'
import { evaluateTable } from './evaluate-table.ts'
import { createRuleIndex } from './rule-index.ts'
import { splitTests } from './split-tests.ts'

/** Decision table (DMN 1.5, chapter 8): every text is compiled once, then rules are only tested. */
export const compileDecisionTable = (table: DecisionTable, scope: CompileScope): Evaluator => {
  const variables = table.inputs.flatMap((input) => input.inputVariable ?? [])
  const cellScope = variables.length === 0 ? scope : scope.with(variables)
  const rules = table.rules.map((rule) => compileRule(rule, table, cellScope, variables))
  const compiled: CompiledTable = {
    owner: scope.owner.id,
    source: table,
    inputs: table.inputs.map((input) => compileInput(input, scope)),
    outputs: table.outputs.map((output) => compileOutput(table, output, scope)),
    rules,
    hasInputVariables: variables.length > 0,
    // Made at the first evaluation: a model that is only checked needs none.
    index: once(() => createRuleIndex(rules, table.inputs.length)),
  }
  checkRanking(compiled, scope)
  return scope.typed(table, (values, run) => evaluateTable(compiled, values, run))
}

const compileInput = (input: InputClause, scope: CompileScope): CompiledInput => ({
  label: input.label,
  text: input.expression.text.trim(),
  evaluate: scope.typed({ typeRef: input.typeRef, at: input.at }, compileText(input.expression, scope)),
  allowed: input.values === undefined ? undefined : compileCell(input.values, scope),
  inputVariable: input.inputVariable,
})

const compileOutput = (table: DecisionTable, output: OutputClause, scope: CompileScope): CompiledOutput => {
  const values = output.values
  const type = outputTypeOf(table, output, (typeRef, at) => scope.type(typeRef, at), scope.resultType)
  return {
    name: output.name,
    label: output.label === '' ? (table.outputLabel ?? scope.owner.name) : output.label,
    type: scope.type(output.typeRef, output.at),
    ranking: rankingTexts(values, type).map((text) => compileCell(text, scope)),
    allowed: values === undefined ? undefined : compileCell(values, scope),
    byDefault: output.defaultEntry === undefined ? undefined : compileText(output.defaultEntry, scope),
  }
}

/** The column's own type; without one, what the table's type says about the column. */
export const outputTypeOf = (
  table: DecisionTable,
  output: OutputClause,
  typeOf: (typeRef: string | undefined, at: XmlElement) => DmnType,
  resultType: string | undefined,
): DmnType => {
  if (output.typeRef !== undefined) return typeOf(output.typeRef, output.at)
  const whole = itemOf(typeOf(table.typeRef ?? resultType, table.at))
  return table.outputs.length > 1 ? contextMember(whole, output.name) : whole
}

/** Output values in order of priority: the column's list, otherwise the allowed values of its type (DMN 1.5, clause 8.2.8). */
const rankingTexts = (values: ExpressionText | undefined, type: DmnType): readonly ExpressionText[] => {
  const text = values ?? testsOf(type)
  return text === undefined ? [] : splitTests(text.text).map((part) => ({ ...text, text: part }))
}

const checkRanking = (table: CompiledTable, scope: CompileScope): void => {
  const { hitPolicy, at } = table.source
  if (hitPolicy !== 'PRIORITY' && hitPolicy !== 'OUTPUT ORDER') return
  if (table.outputs.every((output) => output.ranking.length === 0)) scope.report(noOutputOrder(hitPolicy), at)
}

/** A rule that is too short: a missing condition says nothing, a missing result is null. The width itself is reported on reading. */
const compileRule = (rule: Rule, table: DecisionTable, scope: CompileScope, variables: readonly string[]): CompiledRule => ({
  number: rule.number,
  id: rule.id,
  annotation: rule.annotation,
  annotations: rule.annotations,
  cells: table.inputs.map((_, index) => compileCell(rule.inputEntries[index], scope, variables)),
  outputs: table.outputs.map((_, index) => {
    const entry = rule.outputEntries[index]
    return entry === undefined ? () => null : compileText(entry, scope)
  }),
})
