import { formatFeel } from '@fachwerk/feel'
import type { Unit } from '../graph/unit.ts'
import type { Finding } from '../check/problem-log.ts'
import { analyseTable } from './analyse-decision-table.ts'
import { typedTables, type NodeTable } from './analyse-model.ts'
import * as texts from './analysis-texts.ts'
import type { Example, TableAnalysis } from './table-analysis.ts'

/** Findings of one sort that are told one by one; the rest is counted. */
const mostOfASort = 5

interface Located {
  readonly finding: Finding
  /** The rule it is told at, 1-based; 0 for the table. */
  readonly rule: number
}

/** Tells what the analysis of a unit's tables found, each finding at its rule. Nothing of it prevents publishing. */
export const reportAnalysis = (unit: Unit): void => {
  for (const nodeTable of typedTables(unit)) {
    const analysis = analyseTable(nodeTable.typed)
    for (const found of sortsOf(analysis, nodeTable)) reportSort(unit, nodeTable, found)
  }
}

const reportSort = (unit: Unit, { node, typed: { table } }: NodeTable, found: readonly Located[]): void => {
  const owner = { element: node.element.id, elementName: node.element.name }
  for (const { finding, rule } of found.slice(0, mostOfASort)) {
    unit.report(finding, rule === 0 ? table.at : (table.rules[rule - 1]?.at ?? table.at), owner)
  }
  const [first] = found
  if (first !== undefined && found.length > mostOfASort) {
    unit.report(texts.moreOfThem(first.finding, found.length - mostOfASort), table.at, owner)
  }
}

const sortsOf = (analysis: TableAnalysis, { typed: { table } }: NodeTable): readonly (readonly Located[])[] => {
  const lists = ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(table.hitPolicy)
  const labels = analysis.columns.map(({ label, expression }) => label || expression)
  const inWords = (example: Example): string =>
    example.map((value, column) => `${labels[column]} = ${formatFeel(value)}`).join(', ')
  const [leftOut] = analysis.leftOut
  return [
    analysis.typeErrors.map((error) => ({ finding: texts.cellError(error), rule: error.rule })),
    analysis.gaps.map((gap) => ({
      finding: texts.tableGap(inWords(gap.example), analysis.dependent, lists || gap.unlisted, gap.unlisted),
      rule: 0,
    })),
    analysis.overlaps.map(({ rules, example, outputs }) => ({
      finding: texts.tableOverlap(table.hitPolicy, rules, inWords(example), outputs, analysis.dependent),
      rule: rules[1],
    })),
    analysis.masked.map(({ rule, by }) => ({ finding: texts.maskedRule(rule, by), rule })),
    analysis.redundant.map(({ rule, because }) => ({ finding: texts.redundantRule(rule, because), rule })),
    analysis.unreachableOutputs.map(({ label, value }) => ({ finding: texts.unreachableOutput(label, value), rule: 0 })),
    analysis.contractions.map(({ rules, column, cell }) => ({
      finding: texts.contractibleRules(rules, labels[column] ?? '', cell),
      rule: rules[0] ?? 0,
    })),
    leftOut === undefined ? [] : [{ finding: texts.leftOut(analysis.leftOut.length, leftOut.text, leftOut.rule), rule: 0 }],
    analysis.incomplete.length === 0 ? [] : [{ finding: texts.incomplete(), rule: 0 }],
  ]
}
