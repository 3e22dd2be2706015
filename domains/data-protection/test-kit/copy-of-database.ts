import type { Database } from '@fachwerk/postgres'
import { sql } from 'kysely'

/** Rows of whole tables as JSON, by `schema.table`: what `pg_dump` of those schemas would hold, on either database. */
export type Copy = ReadonlyMap<string, string>

async function tablesOf(database: Database, schema: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'`.execute(
    database.kysely,
  )
  return rows.map(({ name }) => name)
}

export async function copyOf(database: Database, schema: 'kernel' | 'vault'): Promise<Copy> {
  const copy = new Map<string, string>()
  for (const table of await tablesOf(database, schema)) {
    const all = sql<{ rows: string }>`select coalesce(json_agg(t), '[]')::text as rows from ${sql.table(table)} t`
    copy.set(table, (await all.execute(database.kysely)).rows[0]!.rows)
  }
  return copy
}

/** Puts copies into a database that was migrated, in place of what is there. */
export async function restore(database: Database, ...copies: readonly Copy[]): Promise<void> {
  const tables = [...new Map(copies.flatMap((copy) => [...copy]))]
  await database.kysely.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`truncate ${sql.join(tables.map(([table]) => sql.table(table)))} cascade`.execute(trx)
    for (const [table, rows] of tables) {
      const columns = await columnsOf(trx, table)
      await sql`insert into ${sql.table(table)} (${columns}) overriding system value
        select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`.execute(trx)
    }
  })
}

/** Those that are written, not computed. */
async function columnsOf(trx: Database['kysely'], table: string) {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(trx)
  return sql.join(rows.map(({ name }) => sql.ref(name)))
}
