import type { DecisionTable } from '../table/decision-table.ts'
import type { ColumnType } from './column-type.ts'
import type { CellMeaning } from './rule-boxes.ts'

export interface ReadColumns {
  readonly types: readonly ColumnType[]
  readonly meanings: readonly (readonly CellMeaning[])[]
}

/**
 * Times and date-times with a zone have no order with those without (DMN 1.5, table 50): no line holds both. Where an input is compared with
 * both kinds, its cells and constraints that name a time cannot be analysed.
 */
export const withoutMixedZones = (table: DecisionTable, { types, meanings }: ReadColumns): ReadColumns => {
  const zones = new Map<string, Set<boolean>>()
  const expression = (column: number): string => table.inputs[column]?.expression.text.trim() ?? ''
  for (const [column, cells] of meanings.entries()) {
    const known = zones.get(expression(column)) ?? new Set()
    zones.set(expression(column), known)
    for (const cell of [...new Set(cells), ...(types[column]?.allowed ?? [])]) {
      if (typeof cell === 'object') for (const zone of cell.zones) known.add(zone)
    }
  }
  const mixed = (column: number): boolean => (zones.get(expression(column))?.size ?? 0) > 1
  return {
    types: types.map((type, column) => {
      const zoned = mixed(column) ? type.allowed.filter((test) => test.zones.length > 0) : []
      if (zoned.length === 0) return type
      const allowed = type.allowed.filter((test) => !zoned.includes(test))
      return { ...type, allowed, unread: [...type.unread, type.valuesText ?? ''] }
    }),
    meanings: meanings.map((cells, column) =>
      mixed(column) ? cells.map((cell) => (typeof cell === 'object' && cell.zones.length > 0 ? 'unknown' : cell)) : cells,
    ),
  }
}
