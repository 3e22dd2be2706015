import { sql, type Transaction } from 'kysely'
import type { KernelTables } from './tables.ts'
import { encodeJson } from './encode-json.ts'

type Table = keyof KernelTables & string

/** Many rows in one statement; a row whose key exists is overwritten. */
export async function upsertRows<T extends Table>(
  trx: Transaction<KernelTables>,
  table: T,
  key: readonly string[],
  rows: readonly KernelTables[T][],
): Promise<void> {
  const first = rows[0]
  if (!first) return
  const columns = Object.keys(first)
  const changes = columns
    .filter((column) => !key.includes(column))
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`)
  const conflict = changes.length ? sql`do update set ${sql.join(changes)}` : sql`do nothing`
  await sql`${insert(table, columns, rows)} on conflict (${refs(key)}) ${conflict}`.execute(trx)
}

/** Many new rows in one statement; an existing key is a broken invariant and fails the transaction. */
export async function insertRows<T extends Table>(
  trx: Transaction<KernelTables>,
  table: T,
  rows: readonly KernelTables[T][],
): Promise<void> {
  const first = rows[0]
  if (first) await insert(table, Object.keys(first), rows).execute(trx)
}

/** Deletes the rows with these keys in one statement. */
export async function deleteRows<T extends Table>(
  trx: Transaction<KernelTables>,
  table: T,
  key: readonly string[],
  rows: readonly Partial<KernelTables[T]>[],
): Promise<void> {
  if (rows.length === 0) return
  const same = key.map((column) => sql`${sql.ref(`old.${column}`)} = ${sql.ref(`gone.${column}`)}`)
  await sql`delete from ${sql.table(`kernel.${table}`)} as old using ${populated(table, rows)} as gone where ${sql.join(same, sql` and `)}`.execute(
    trx,
  )
}

const insert = (table: Table, columns: readonly string[], rows: readonly unknown[]) =>
  sql`insert into ${sql.table(`kernel.${table}`)} (${refs(columns)}) select ${refs(columns)} from ${populated(table, rows)}`

const populated = (table: Table, rows: readonly unknown[]) =>
  sql`jsonb_populate_recordset(null::${sql.table(`kernel.${table}`)}, ${encodeJson(rows)}::jsonb)`

const refs = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))
