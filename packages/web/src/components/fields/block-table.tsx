import { valueAt, type TextBlock } from '@fachwerk/forms'
import type { JsonValue } from '@fachwerk/problem'
import { Table } from '../table.tsx'
import type { FieldsContext } from './field-context.ts'

/** form-js `table`: rows from a list among the answers. */
export const BlockTable = ({ block, base, context }: { block: TextBlock; base: string; context: FieldsContext }) => {
  if (!block.table) return null
  const list = listAt(block.table.rows, base, context)
  const columns = block.table.columns.map(({ key, label }) => ({ label, cell: (row: JsonValue) => shown(valueAt(row, key)) }))
  return (
    <Table caption={block.text ?? ''} captionHidden={!block.text} columns={columns} rows={list} rowKey={(_, index) => index} />
  )
}

function listAt(expression: string, base: string, context: FieldsContext): readonly JsonValue[] {
  const path = expression.replace(/^=/, '').trim()
  const value = valueAt(context.answers, base === '' ? path : `${base}.${path}`) ?? valueAt(context.answers, path)
  return Array.isArray(value) ? (value as JsonValue[]) : []
}

const shown = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
