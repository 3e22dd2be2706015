import { CompiledQuery, sql, type Kysely, type Transaction } from 'kysely'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, MigrationOwner } from './api.ts'
import { badName, changedFile, failedMigration, newerSchema } from './migration-error.ts'

interface MigrationFile {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}
interface Applied {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

/**
 * Brings the owner's schema up to date: runs what is missing, in order, in one transaction, alone (advisory lock). What has run is
 * remembered with its checksum in `<owner>.migration`. Inside the files the owner's schema comes first on the search path.
 * Throws `MigrationError` when a file was changed afterwards or the database is newer than the program.
 */
export async function migrate(database: Database, owner: MigrationOwner): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(owner.owner)) throw badName(owner.owner, owner.owner)
  const files = await readMigrations(owner)
  const kysely = database.kysely as Kysely<any>
  await kysely.transaction().execute((transaction) => migrateAlone(transaction, owner.owner, files))
}

async function migrateAlone(transaction: Transaction<any>, owner: string, files: readonly MigrationFile[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`fachwerk-migrate-${owner}`}))`.execute(transaction)
  await run(transaction, `create schema if not exists ${owner}`)
  await run(
    transaction,
    `create table if not exists ${owner}.migration (number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`,
  )
  const applied =
    await sql<Applied>`select number, name, checksum from ${sql.table(`${owner}.migration`)} order by number`.execute(transaction)
  compare(owner, applied.rows, files)
  await run(transaction, `set local search_path to ${owner}, public`)
  for (const file of files.slice(applied.rows.length)) await apply(transaction, owner, file)
}

function compare(owner: string, applied: readonly Applied[], files: readonly MigrationFile[]): void {
  const newest = applied.at(-1)?.number ?? 0
  if (newest > files.length) throw newerSchema(owner, newest, files.length)
  for (const [index, row] of applied.entries()) {
    const file = files[index]
    if (file?.number !== row.number || file.checksum !== row.checksum) throw changedFile(owner, file?.name ?? row.name)
  }
}

async function apply(transaction: Transaction<any>, owner: string, file: MigrationFile): Promise<void> {
  try {
    await run(transaction, file.text)
  } catch (cause) {
    throw failedMigration(owner, file.name, cause)
  }
  const table = sql.table(`${owner}.migration`)
  await sql`insert into ${table} (number, name, checksum) values (${file.number}, ${file.name}, ${file.checksum})`.execute(
    transaction,
  )
}

async function readMigrations(owner: MigrationOwner): Promise<readonly MigrationFile[]> {
  const names = (await readdir(owner.directory)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(names.map((name, index) => readMigration(owner, name, index + 1)))
}

async function readMigration(owner: MigrationOwner, name: string, expected: number): Promise<MigrationFile> {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1])
  if (number !== expected) throw badName(owner.owner, name)
  // A checkout with Windows line ends is the same migration.
  const text = (await readFile(join(owner.directory, name), 'utf8')).replaceAll('\r\n', '\n')
  return { number, name, text, checksum: createHash('sha256').update(text).digest('hex') }
}

async function run(transaction: Transaction<any>, text: string): Promise<void> {
  await transaction.executeQuery(CompiledQuery.raw(text))
}
