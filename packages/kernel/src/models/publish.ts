import type { PublishedModel, Person } from '../api.ts'
import { landTenant } from '../cases/case-tenant.ts'
import { randomId } from '../random-id.ts'
import { replaceStartTimers } from '../runtime/timer-queue.ts'
import type { KernelSql, KernelTransaction, ModelRow } from '../storage/tables.ts'
import type { UploadItem } from './read-upload.ts'

interface Published {
  readonly id: string
  readonly models: readonly PublishedModel[]
}

/** Stores what has changed as new versions, all in one transaction. What is the same as the newest version keeps it. */
export async function publish(database: KernelSql, items: readonly UploadItem[], by: Person, now: number): Promise<Published> {
  const deployment = { id: randomId('u'), at: new Date(now), by_person: by.id, tenant: by.tenant ?? landTenant }
  return database.transaction().execute(async (trx) => {
    // Deployments one after the other, so that two of them do not give the same version number.
    await trx.selectFrom('partition').select('id').where('id', '=', 0).forUpdate().execute()
    const { id, at, by_person } = deployment
    await trx.insertInto('deployment').values({ id, at, by_person }).execute()
    const models: PublishedModel[] = []
    for (const item of items) models.push(await publishItem(trx, item, deployment))
    return { id: deployment.id, models }
  })
}

async function publishItem(
  trx: KernelTransaction,
  item: UploadItem,
  deployment: { id: string; at: Date; by_person: string; tenant: string },
): Promise<PublishedModel> {
  const newest = await trx
    .selectFrom('model')
    .selectAll()
    .where('kind', '=', item.kind)
    .where('key', '=', item.key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest?.sha256 === item.sha256) return { ...publishedModel(newest), changed: false }
  const row: ModelRow = {
    version_id: randomId('v'),
    kind: item.kind,
    key: item.key,
    name: item.name.replaceAll(/\s+/g, ' ').trim() || item.key,
    version: (newest?.version ?? 0) + 1,
    deployment_id: deployment.id,
    file: item.file,
    sha256: item.sha256,
    at: deployment.at,
    by_person: deployment.by_person,
    tenant: newest?.tenant ?? deployment.tenant,
  }
  await trx
    .insertInto('source')
    .values({ sha256: item.sha256, content: item.text })
    .onConflict((on) => on.column('sha256').doNothing())
    .execute()
  await trx.insertInto('model').values(row).execute()
  if (item.kind === 'process') await replaceStartTimers(trx, { row, model: item.model }, deployment.at.getTime())
  return { ...publishedModel(row), changed: true }
}

export const publishedModel = (row: ModelRow): Omit<PublishedModel, 'changed'> => ({
  kind: row.kind,
  key: row.key,
  name: row.name,
  version: row.version,
  versionId: row.version_id,
  file: row.file,
  at: row.at,
  by: row.by_person,
})
