import { ok } from '@fachwerk/problem'
import { mayAccess } from '../access/index.ts'
import { ownGroup } from '../access/platform-groups.ts'
import type { ProcessingActivity } from '@fachwerk/privacy'
import type { Deletion, PrivacyService, RegisteredActivity } from '../api.ts'
import { count } from '../cases/list-cases.ts'
import { guarded } from '../guarded.ts'
import type { Logger } from '../log.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { KernelSql } from '../storage/tables.ts'
import { erase } from './erasure.ts'
import { createHolds, officersOnly } from './holds.ts'
import { OwnDrafts } from './own-drafts.ts'
import type { AccountSources } from './account-about.ts'
import { storedAbout } from './stored-about.ts'

interface PrivacyOptions extends AccountSources {
  /** The owner's connection, for what is carried out: erasing. What a person reads goes through `requests`. */
  readonly sql: KernelSql
  readonly registry: ModelRegistry
  readonly runtime: Runtime
  readonly clock: () => number
  readonly log: Logger
}

const mostPerPage = 200

/** What models name is no secret of an authority: they are public, and so is who they hand data to. */
async function withNames(sql: KernelSql, activities: readonly ProcessingActivity[]): Promise<readonly RegisteredActivity[]> {
  const own = (authority: string | undefined, id: string) => (authority === undefined ? id : ownGroup(authority, id))
  const ids = [
    ...new Set(
      activities.flatMap(({ authority, recipients }) => [
        authority ?? '',
        ...recipients,
        ...recipients.map((id) => own(authority, id)),
      ]),
    ),
  ]
  const [tenants, groups] = await Promise.all([
    sql.selectFrom('tenant').select(['id', 'name']).where('id', 'in', ids).execute(),
    sql.selectFrom('person_group').select(['id', 'name']).where('id', 'in', ids).execute(),
  ])
  const named = (rows: typeof tenants) => new Map(rows.map(({ id, name }) => [id, name]))
  const [ofTenants, ofGroups] = [named(tenants), named(groups)]
  return activities.map((activity) => {
    const authorityName = activity.authority === undefined ? undefined : (ofTenants.get(activity.authority) ?? activity.authority)
    return {
      ...activity,
      recipientNames: [
        ...new Set(activity.recipients.map((id) => ofGroups.get(id) ?? ofGroups.get(own(activity.authority, id)) ?? id)),
      ],
      ...(authorityName === undefined ? {} : { authorityName }),
    }
  })
}

export function createPrivacy(options: PrivacyOptions): PrivacyService {
  const { sql, requests, registry, vault, log } = options
  const drafts = new OwnDrafts(sql, vault)
  return {
    storedAbout: (person) => storedAbout({ ...options, drafts }, person),
    register: guarded(log, async (person) =>
      mayAccess({ person, action: 'read', resource: 'register', relation: 'tenant' })
        ? ok(await withNames(sql, registry.activities()))
        : officersOnly(),
    ),
    erase: guarded(log, (...request) => erase(options, ...request)),
    ...createHolds(options),
    deletions: guarded(log, async (by, filter = {}) => {
      if (!mayAccess({ person: by, action: 'read', resource: 'deletion', relation: 'tenant' })) return officersOnly()
      const query = requests(by)
        .selectFrom('deletion')
        .where('tenant', '=', by.tenant ?? '')
      const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await query
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .offset(count(filter.offset, 0))
        .limit(Math.min(mostPerPage, count(filter.limit, 50)))
        .execute()
      const items = rows.map(({ at, kind, reference, rule }) => ({ at, kind: kind as Deletion['kind'], reference, rule }))
      return ok({ items, total })
    }),
  }
}
