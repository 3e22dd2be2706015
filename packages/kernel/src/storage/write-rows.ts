import { encodeJson } from './encode-json.ts'
import type { KeyRow } from '../vault/key-ring.ts'
import type { KernelTables } from './tables.ts'

/** Of the schema `kernel`, but for the keys: they have a schema of their own. */
interface WrittenTables extends KernelTables {
  'vault.key': KeyRow
}
type Table = keyof WrittenTables & string

/** Many rows of one table, as a part of one statement. */
export interface RowsToWrite {
  readonly table: Table
  readonly columns: readonly string[]
  /** `insert`: an existing key is a broken invariant and fails the statement. `upsert`: it is overwritten. `delete`: it goes. */
  readonly kind: 'insert' | 'upsert' | 'delete'
  readonly key: readonly string[]
  /** JSON array of the rows; of deleted ones the key is enough. */
  readonly json: string
}

const keys = {
  instance: ['id'],
  step: ['instance_id', 'seq'],
  snapshot: ['instance_id'],
  task: ['id'],
  job: ['key'],
  timer: ['instance_id', 'timer'],
  subscription: ['instance_id', 'subscription'],
  kept_message: ['id'],
  submission: ['person_id', 'key'],
  case_number: ['prefix', 'year'],
  blind_index: ['tenant', 'token', 'root', 'field'],
  'vault.key': ['id'],
} satisfies Partial<Record<Table, readonly string[]>>

type Written = keyof typeof keys

/** Columns that a step does not touch. */
type Kept = 'erased_at'

export const insertRows = <T extends Written>(table: T, rows: readonly WrittenTables[T][]) => partOf('insert', table, rows)
export const upsertRows = <T extends Written>(table: T, rows: readonly Omit<WrittenTables[T], Kept>[]) =>
  partOf('upsert', table, rows)
export const deleteRows = <T extends Written>(table: T, rows: readonly Partial<WrittenTables[T]>[]) =>
  partOf('delete', table, rows)

function partOf(kind: RowsToWrite['kind'], table: Written, rows: readonly object[]): readonly RowsToWrite[] {
  const first = rows[0]
  return first ? [{ table, kind, columns: Object.keys(first), key: keys[table], json: encodeJson(rows) }] : []
}

/**
 * One part as SQL; `parameter` is that of its JSON. It takes effect only while the relation `fence` has its row. The text depends on
 * tables and columns alone, so that the server can keep its plan.
 */
export function sqlOfRows(part: RowsToWrite, parameter: string): string {
  const { columns, kind, key } = part
  const table = part.table.includes('.') ? part.table : `kernel.${part.table}`
  const source = `fence, json_populate_recordset(null::${table}, ${parameter}::json) as given`
  if (kind === 'delete') {
    const same = key.map((column) => `old.${quoted(column)} = given.${quoted(column)}`)
    return `delete from ${table} as old using ${source} where ${same.join(' and ')}`
  }
  const names = columns.map(quoted).join(', ')
  const insert = `insert into ${table} (${names}) select ${columns.map((column) => `given.${quoted(column)}`).join(', ')} from ${source}`
  return kind === 'insert' ? insert : `${insert} on conflict (${key.map(quoted).join(', ')}) ${onConflict(part)}`
}

function onConflict({ columns, key }: RowsToWrite): string {
  const changes = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${quoted(column)} = excluded.${quoted(column)}`)
  return changes.length > 0 ? `do update set ${changes.join(', ')}` : 'do nothing'
}

const quoted = (column: string): string => `"${column}"`
