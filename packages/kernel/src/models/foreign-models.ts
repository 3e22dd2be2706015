import type { Problem } from '@fachwerk/problem'
import { mayAccess } from '../access/decide-access.ts'
import type { Person } from '../api.ts'
import { landTenant } from '../cases/case-tenant.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { UploadItem } from './read-upload.ts'

/**
 * Models that another authority has published: only its own modellers bring out new versions of them. What is unchanged may lie in the
 * upload all the same; operators may publish for everybody.
 */
export async function foreignModels(sql: KernelSql, items: readonly UploadItem[], by: Person): Promise<readonly Problem[]> {
  if (items.length === 0 || mayAccess({ person: by, action: 'work', resource: 'model', relation: 'any' })) return []
  const published = await sql
    .selectFrom('model')
    .innerJoin('tenant', 'tenant.id', 'model.tenant')
    .select(['model.kind', 'model.key', 'model.tenant', 'model.sha256', 'tenant.name as owner'])
    .distinctOn(['model.kind', 'model.key'])
    .where('model.key', 'in', [...new Set(items.map(({ key }) => key))])
    .orderBy('model.kind')
    .orderBy('model.key')
    .orderBy('model.version', 'desc')
    .execute()
  const newest = new Map(published.map((row) => [`${row.kind} ${row.key}`, row]))
  return items.flatMap((item) => {
    const theirs = newest.get(`${item.kind} ${item.key}`)
    if (!theirs || theirs.tenant === (by.tenant ?? landTenant) || theirs.sha256 === item.sha256) return []
    return [foreignModel(item, theirs.owner)]
  })
}

const foreignModel = ({ key, file }: UploadItem, owner: string): Problem => ({
  severity: 'error',
  rule: 'foreign-model',
  file,
  element: key,
  message: {
    de: `Das Modell „${key}“ gehört der Behörde „${owner}“; nur sie darf es neu veröffentlichen.`,
    en: `The model "${key}" belongs to the authority "${owner}"; only that authority may publish it anew.`,
  },
  remedy: {
    de: 'Geben Sie Ihrem Modell eine eigene Kennung (id), oder bitten Sie die Behörde, die Änderung zu veröffentlichen.',
    en: 'Give your model an id of its own, or ask that authority to publish the change.',
  },
})
