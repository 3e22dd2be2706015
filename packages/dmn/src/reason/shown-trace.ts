import type { JsonValue } from '@fachwerk/problem'
import type { DecisionTrace, TableTrace } from '../api.ts'
import { isAnyCell } from '../table/cell.ts'
import { kindOfNote } from './notes.ts'
import { wordsOfTest } from './words-of-test.ts'

/** Whether a reader may see what an expression (of a column) or a name reads in the decision of a trace. */
export type MayShow = (expression: string, trace: DecisionTrace) => boolean

/**
 * What is left of a decision's traces (the asked one last) for a reader who may not see everything: the asked decision with its result, the
 * rules that hit and the columns the reader may see; a decision below only when the reader may see all that went into it. A rule that tests
 * something hidden also loses its annotations, but for the legal basis. `partly` says that something was left out.
 */
export const shownTrace = (traces: readonly DecisionTrace[], mayShow: MayShow): readonly DecisionTrace[] =>
  traces.flatMap((trace, index): readonly DecisionTrace[] => {
    const shown = reduced(trace, mayShow)
    const isWhole = shown.partly !== true && Object.keys(shown.inputs).length === Object.keys(trace.inputs).length
    return isWhole || index === traces.length - 1 ? [shown] : []
  })

const reduced = (trace: DecisionTrace, mayShow: MayShow): DecisionTrace => {
  const { decision, name, result } = trace
  const entries = Object.entries(trace.inputs)
  const inputs: Readonly<Record<string, JsonValue>> = Object.fromEntries(entries.filter(([key]) => mayShow(key, trace)))
  if (trace.table === undefined) {
    const partly = Object.keys(inputs).length < entries.length
    return { decision, name, result, inputs, ...(partly ? { partly } : {}) }
  }
  const columns = shownColumns(
    trace.table,
    (expression) => mayShow(expression, trace),
    Object.keys(inputs).length === entries.length,
  )
  const table = reducedTable(trace.table, columns)
  const partly = trace.table.rules.some((rule) => rule.matched && testsHidden(rule, columns))
  return { decision, name, result, inputs, table, ...(partly ? { partly } : {}) }
}

/** A cell that is more than a comparison with literals may read anything: it is shown to those who may see all. */
const shownColumns = (table: TableTrace, mayShow: (expression: string) => boolean, seesAll: boolean): readonly boolean[] =>
  table.inputs.map(
    ({ expression }, column) =>
      mayShow(expression) &&
      (seesAll || table.rules.every(({ matched, cells }) => !matched || isLiteral(cells[column]?.test ?? '-'))),
  )

const isLiteral = (test: string): boolean => isAnyCell(test) || wordsOfTest(test) !== undefined

const testsHidden = (rule: TableTrace['rules'][number], columns: readonly boolean[]): boolean =>
  rule.cells.some((cell, index) => columns[index] !== true && !isAnyCell(cell.test))

const reducedTable = (table: TableTrace, columns: readonly boolean[]): TableTrace => {
  const seen = <T>(items: readonly T[]): readonly T[] => items.filter((_, index) => columns[index] === true)
  return {
    ...table,
    inputs: seen(table.inputs),
    rules: table.rules
      .filter(({ matched, outputs }) => matched && outputs !== undefined)
      .map(({ annotation, annotations, ...rule }) => {
        const notes = annotations ?? (annotation === undefined ? [] : [{ name: '', text: annotation }])
        const kept = testsHidden(rule, columns) ? notes.filter(({ name, text }) => kindOfNote(name, text) === 'basis') : notes
        return { ...rule, cells: seen(rule.cells), ...(kept.length > 0 ? { annotations: kept } : {}) }
      }),
  }
}
