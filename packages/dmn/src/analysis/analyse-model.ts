import type { DecisionModel } from '../api.ts'
import { rootOf } from '../compiled-model.ts'
import { nameOf } from '../graph/scope-builder.ts'
import type { GraphNode, Unit } from '../graph/unit.ts'
import { dialectOf } from '../source/expression-language.ts'
import { outputTypeOf } from '../table/compile-decision-table.ts'
import type { DecisionTable, InputClause } from '../table/decision-table.ts'
import { anyType, contextMember, type DmnType } from '../types/dmn-type.ts'
import { analyseTable, type AnalysisOptions, type TypedTable } from './analyse-decision-table.ts'
import { columnTypeOf, type ColumnType } from './column-type.ts'
import type { TableAnalysis } from './table-analysis.ts'
import { tablesIn } from './tables-in.ts'

/** Analyses every decision table of a model without evaluating any; imported files are analysed on their own. */
export const analyseModel = (model: DecisionModel, options: AnalysisOptions = {}): readonly TableAnalysis[] =>
  typedTables(rootOf(model)).map(({ typed }) => analyseTable(typed, options))

/** Analyses the tables of one decision or business knowledge model, found by id or name. */
export const analyseDecisionTable = (
  model: DecisionModel,
  idOrName: string,
  options: AnalysisOptions = {},
): readonly TableAnalysis[] =>
  typedTables(rootOf(model))
    .filter(({ node: { element } }) => element.id === idOrName || element.name === idOrName)
    .map(({ typed }) => analyseTable(typed, options))

export interface NodeTable {
  readonly node: GraphNode
  readonly typed: TypedTable
}

export const typedTables = (unit: Unit): readonly NodeTable[] =>
  unit.nodes.flatMap((node) => tablesIn(node).map((table) => ({ node, typed: typedTable(node, table) })))

const typedTable = (node: GraphNode, table: DecisionTable): TypedTable => ({
  element: node.element.id,
  elementName: node.element.name,
  table,
  bFeel: dialectOf(node.unit.definitions.expressionLanguage) === 'b-feel',
  inputTypes: table.inputs.map((input) => inputType(node, input)),
  outputTypes: table.outputs.map((output) => {
    const type = outputTypeOf(table, output, (typeRef, at) => node.unit.types.resolve(typeRef, at), node.element.variable.typeRef)
    return columnTypeOf(type, output.typeRef, output.values?.text)
  }),
})

/** The column's own type, and what the model says about the value that the column reads. */
const inputType = (node: GraphNode, input: InputClause): ColumnType => {
  const read = typeRead(node, input.expression.text.trim())
  const source = columnTypeOf(read, undefined, undefined)
  if (input.typeRef === undefined) return columnTypeOf(read, undefined, input.values?.text)
  const own = columnTypeOf(node.unit.types.resolve(input.typeRef, input.at), input.typeRef, input.values?.text)
  if (source.kind !== own.kind) return own
  const known = new Set(own.unread)
  return {
    ...own,
    allowed: [...own.allowed, ...source.allowed],
    unread: [...own.unread, ...source.unread.filter((text) => !known.has(text))],
    valuesText: own.valuesText ?? source.valuesText,
  }
}

/** Type of a name or path, as far as the drawing tells. */
const typeRead = (node: GraphNode, expression: string): DmnType => {
  for (const { node: source, path } of node.requirements) {
    // What is imported is read by the name of its import: `t.Antrag`.
    const name = [...path, nameOf(source)].join('.')
    if (expression !== name && !expression.startsWith(`${name}.`)) continue
    const { variable } = source.element
    const members = expression.slice(name.length).split('.').slice(1)
    const start: DmnType = variable.typeRef === undefined ? anyType : source.unit.types.resolve(variable.typeRef, variable.at)
    return members.reduce((type, member) => contextMember(type, member.trim()), start)
  }
  return anyType
}
