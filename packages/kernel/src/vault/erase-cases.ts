import { sql } from 'kysely'
import type { KernelTransaction } from '../storage/tables.ts'
import { caseKeyId, fileKeyId, partKeyId, type KeyRing } from './key-ring.ts'

/** Stands for a person whose data is gone. */
export const erasedPerson = 'erased'

export interface ErasedCases {
  readonly cases: number
  readonly files: number
  readonly drafts: number
  /** Keys to be forgotten once this is committed. */
  readonly keys: readonly string[]
}

/**
 * Ends the data of cases, called ones included: their keys, and with them every copy of what the keys sealed, their log, the files that no
 * other case holds, drafts of their tasks. Number, process, dates and the work done stay as a frame; whose case it was does not.
 */
export async function eraseCases(
  trx: KernelTransaction,
  ring: KeyRing,
  roots: readonly string[],
  rule: string,
  now: number,
): Promise<ErasedCases> {
  if (roots.length === 0) return { cases: 0, files: 0, drafts: 0, keys: [] }
  const wanted = sql`any(${[...roots]}::text[])`
  const files = await filesOnlyOf(trx, roots)
  const keys = [...roots.map(caseKeyId), ...files.map(fileKeyId), ...(await partKeysOf(trx, roots))]
  await ring.destroy(keys, trx)
  for (const table of ['step', 'snapshot', 'job', 'timer', 'subscription', 'submission'] as const)
    await sql`delete from ${sql.table(`kernel.${table}`)} where instance_id in (select id from kernel.instance where root = ${wanted})`.execute(
      trx,
    )
  await sql`delete from kernel.blind_index where root = ${wanted}`.execute(trx)
  const drafts = await sql`delete from kernel.draft where key_id = any(${roots.map(caseKeyId)}::text[])`.execute(trx)
  await sql`delete from kernel.case_file where root = ${wanted}`.execute(trx)
  await eraseFiles(trx, files)
  await sql`update kernel.instance set sealed_title = null, erased_at = ${new Date(now)}, incident = false,
      started_by = case when subject is null then started_by else ${erasedPerson} end, subject = null where root = ${wanted}`.execute(
    trx,
  )
  await sql`insert into kernel.deletion (tenant, at, kind, reference, rule)
    select tenant, ${new Date(now)}, 'case', number, ${rule} from kernel.instance where id = ${wanted}`.execute(trx)
  return { cases: roots.length, files: files.length, drafts: Number(drafts.numAffectedRows ?? 0), keys }
}

/** The rows; their keys are destroyed by the caller. */
export async function eraseFiles(trx: KernelTransaction, files: readonly string[]): Promise<void> {
  if (files.length > 0) await sql`delete from kernel.file where id = any(${[...files]}::text[])`.execute(trx)
}

async function filesOnlyOf(trx: KernelTransaction, roots: readonly string[]): Promise<readonly string[]> {
  const wanted = sql`any(${[...roots]}::text[])`
  const { rows } = await sql<{ id: string }>`select distinct file_id as id from kernel.case_file mine where mine.root = ${wanted}
    and not exists (select from kernel.case_file other where other.file_id = mine.file_id and not other.root = ${wanted})`.execute(
    trx,
  )
  return rows.map(({ id }) => id)
}

async function partKeysOf(trx: KernelTransaction, roots: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select k.id from unnest(${[...roots]}::text[]) as root join vault.key k
    on starts_with(k.id, ${partKeyId('', '').slice(0, -1)} || root || '/')`.execute(trx)
  return rows.map(({ id }) => id)
}
