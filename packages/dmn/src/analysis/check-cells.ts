import { typeOf } from '@fachwerk/feel'
import type { DecisionTable } from '../table/decision-table.ts'
import { matchesSimply, isSimpleValue, type SimpleTest } from '../table/simple-test.ts'
import { kindsIn, type ColumnType } from './column-type.ts'
import { acceptsPiece, createDimension } from './dimension.ts'
import { literalValue } from './outputs.ts'
import type { CellMeaning } from './rule-boxes.ts'
import type { CellError } from './table-analysis.ts'

/** Conditions and results that the declared types of their columns can never meet. */
export const checkCells = (
  table: DecisionTable,
  meanings: readonly (readonly CellMeaning[])[],
  types: readonly ColumnType[],
  outputTypes: readonly ColumnType[],
): readonly CellError[] => [...inputErrors(table, meanings, types), ...outputErrors(table, outputTypes)]

const inputErrors = (
  table: DecisionTable,
  meanings: readonly (readonly CellMeaning[])[],
  types: readonly ColumnType[],
): readonly CellError[] =>
  meanings.flatMap((cells, column) => {
    const type = types[column] as ColumnType
    const checked = new Map<CellMeaning, CellError['kind'] | undefined>()
    return cells.flatMap((meaning, rule): readonly CellError[] => {
      if (typeof meaning === 'string') return []
      if (!checked.has(meaning)) checked.set(meaning, errorOf(meaning, type))
      const kind = checked.get(meaning)
      if (kind === undefined) return []
      const text = table.rules[rule]?.inputEntries[column]?.text.trim() ?? ''
      const label = table.inputs[column]?.label ?? ''
      return [{ kind, side: 'input', rule: rule + 1, column, label, text, expected: expectedOf(kind, type) }]
    })
  })

const expectedOf = (kind: CellError['kind'], type: ColumnType): string =>
  kind === 'wrong-type' ? type.text : (type.valuesText ?? type.text)

const errorOf = (test: SimpleTest, type: ColumnType): CellError['kind'] | undefined => {
  if (type.kind === undefined || type.kind === 'other') return undefined
  if (kindsIn(test).some((kind) => kind !== type.kind)) return 'wrong-type'
  if (type.allowed.length === 0 || test.texts.except) return undefined
  const foreign = test.texts.texts.some((text) => !type.allowed.every((allowed) => matchesSimply(allowed, text)))
  return foreign || !reaches(test, type) ? 'not-allowed' : undefined
}

/** Whether a test accepts any value that the column may have. */
const reaches = (test: SimpleTest, type: ColumnType): boolean =>
  createDimension([], type, [test]).pieces.some((piece) => acceptsPiece(test, piece))

const outputErrors = (table: DecisionTable, types: readonly ColumnType[]): readonly CellError[] =>
  table.outputs.flatMap((output, column) => {
    const type = types[column] as ColumnType
    const label = output.label === '' ? output.name : output.label
    return table.rules.flatMap((rule): readonly CellError[] => {
      const text = rule.outputEntries[column]?.text.trim() ?? ''
      const kind = outputErrorOf(text, type)
      return kind === undefined
        ? []
        : [{ kind, side: 'output', rule: rule.number, column, label, text, expected: expectedOf(kind, type) }]
    })
  })

const outputErrorOf = (text: string, type: ColumnType): CellError['kind'] | undefined => {
  const value = literalValue(text)
  if (value === undefined || value === null || type.kind === undefined || type.kind === 'other') return undefined
  if (typeOf(value) !== type.kind) return 'wrong-type'
  return isSimpleValue(value) && !type.allowed.every((allowed) => matchesSimply(allowed, value)) ? 'not-allowed' : undefined
}
