import type { Database } from '@fachwerk/postgres'
import { sql } from 'kysely'

/** Everything in the schema `kernel` that could hold words, as text; bytes as if they were Latin-1. */
export async function storedTexts(database: Database): Promise<readonly { readonly table: string; readonly text: string }[]> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select c.table_name as table, c.column_name as column, c.data_type as type from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'kernel' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'ARRAY', 'json', 'jsonb', 'bytea')`.execute(
    database.kysely,
  )
  const found = await Promise.all(
    columns.map(async ({ table, column, type }) => {
      const value = type === 'bytea' ? sql`encode(${sql.ref(column)}, 'escape')` : sql`${sql.ref(column)}::text`
      const { rows } = await sql<{ text: string }>`select distinct ${value} as text from ${sql.table(`kernel.${table}`)}
        where ${sql.ref(column)} is not null`.execute(database.kysely)
      return rows.map(({ text }) => ({ table: `${table}.${column}`, text }))
    }),
  )
  return found.flat()
}
