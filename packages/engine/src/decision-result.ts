import type { BusinessRuleTask } from '@fachwerk/bpmn'
import type { JsonValue } from '@fachwerk/problem'
import { isObject } from './variables.ts'

/**
 * The value of a decision in the shape a business rule task asks for (`mapDecisionResult` of Camunda 7). `undefined`: it does not
 * have that shape, e.g. several rules matched where one entry is wanted. `output`: name of the table's first output.
 */
export function mapDecisionResult(
  shape: BusinessRuleTask['mapResult'],
  value: JsonValue,
  output: string | undefined,
): JsonValue | undefined {
  if (shape === 'none') return value
  const rows = rowsOf(value)
  switch (shape) {
    case 'singleEntry':
      return single(rows, (row) => entryOf(row))
    case 'singleResult':
      return single(rows, (row) => asRow(row, output))
    case 'collectEntries': {
      const entries = rows.map((row) => entryOf(row))
      return entries.includes(undefined) ? undefined : (entries as JsonValue[])
    }
    case 'resultList':
      return rows.map((row) => asRow(row, output))
  }
}

/** One row per matched rule; null means that none matched. */
function rowsOf(value: JsonValue): readonly JsonValue[] {
  if (value === null) return []
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
}

function single(rows: readonly JsonValue[], map: (row: JsonValue) => JsonValue | undefined): JsonValue | undefined {
  if (rows.length > 1) return undefined
  return rows.length === 0 ? null : map(rows[0]!)
}

function entryOf(row: JsonValue): JsonValue | undefined {
  if (!isObject(row)) return row
  const entries = Object.values(row)
  return entries.length > 1 ? undefined : (entries[0] ?? null)
}

const asRow = (row: JsonValue, output: string | undefined): JsonValue => (isObject(row) ? row : { [output ?? 'result']: row })
