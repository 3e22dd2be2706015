import { replay } from '@fachwerk/engine'
import type { FormModel } from '@fachwerk/forms'
import { retentionEnd, retentionText, type ProcessingActivity } from '@fachwerk/privacy'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import { sql } from 'kysely'
import type { Person, StoredAbout } from '../api.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { storedLogs } from '../runtime/load-instances.ts'
import type { FileRow, InstanceRow, LegalHoldRow, StoredInstance } from '../storage/tables.ts'
import { accountAbout, type AccountSources } from './account-about.ts'
import { holdsCase, holdsOver } from './holds.ts'
import type { OwnDrafts } from './own-drafts.ts'
import { storedFields } from './stored-fields.ts'

interface StoredAboutOptions extends AccountSources {
  readonly registry: ModelRegistry
  readonly drafts: OwnDrafts
}
type Row = StoredInstance & { readonly tenant: string; readonly tenant_name: string | null }

const mostCases = 200

/** Everything stored about a person, for that person (Art. 15 GDPR): account, cases, drafts, uploads that are part of no case yet. */
export async function storedAbout(options: StoredAboutOptions, person: Person): Promise<readonly StoredAbout[]> {
  const [account, cases, drafts, files] = await Promise.all([
    accountAbout(options, person),
    casesOf(options, person),
    draftsOf(options, person),
    filesOf(options, person),
  ])
  return [...account, ...cases, ...drafts, ...files]
}

async function casesOf(
  { requests, vault, disclosure, registry }: StoredAboutOptions,
  person: Person,
): Promise<readonly StoredAbout[]> {
  const database = requests(person)
  const { rows } =
    await sql<Row>`select i.*, t.name as tenant_name from kernel.instance i left join kernel.tenant t on t.id = i.tenant
    where i.subject = ${person.id} and i.parent is null and i.erased_at is null order by i.started_at desc limit ${mostCases}`.execute(
      database,
    )
  if (rows.length === 0) return []
  const holds = await holdsOver(database, { people: [person.id], roots: rows.map(({ id }) => id) })
  const self: Person = { ...person, access: { channel: person.access?.channel ?? 'page', purpose: 'own-data' } }
  const showings = rows.map((row) => ({ row, extent: 'whole' as const }))
  return disclosure.show(self, showings, async (reader) => {
    const stored = new Map(
      (
        await storedLogs(
          database,
          rows.map(({ id }) => id),
        )
      ).map((log) => [log.instance_id, log]),
    )
    const logs = await reader.logs(rows.map((row) => ({ row, log: stored.get(row.id)! })))
    const titled = await reader.instances(rows)
    return Promise.all(
      rows.map(async (row, index) => {
        const { activity } = await vault.declarations.of(row.version_id)
        const log = logs[index]!
        const state = log.ok ? replay(log.value.state, log.value.events) : undefined
        const forms = registry.formsOf(await registry.process(row.version_id))
        return caseAbout({ row, title: titled[index]!, activity, forms, variables: state?.variables ?? {}, holds })
      }),
    )
  })
}

interface CaseParts {
  readonly row: Row
  readonly title: InstanceRow
  readonly activity: ProcessingActivity
  readonly forms: readonly FormModel[]
  readonly variables: JsonObject
  readonly holds: readonly LegalHoldRow[]
}

function caseAbout({ row, title, activity, forms, variables, holds }: CaseParts): StoredAbout {
  const hold = holds.find((one) => holdsCase(one, row))
  const until = row.ended_at && activity.retention && new Date(retentionEnd(row.ended_at.getTime(), activity.retention))
  return {
    kind: 'case',
    id: row.id,
    title: `${row.number} · ${row.process_name}${title.title === null ? '' : `: ${title.title}`}`,
    tenant: row.tenant,
    since: row.started_at,
    fields: storedFields(activity, forms, variables),
    ...(row.tenant_name === null ? {} : { tenantName: row.tenant_name }),
    ...(activity.purpose === undefined ? {} : { purpose: activity.purpose }),
    ...(activity.legalBasis === undefined ? {} : { legalBasis: activity.legalBasis }),
    ...(until ? { until } : {}),
    ...(row.ended_at === null && activity.retention ? { period: afterTheEnd(activity.retention) } : {}),
    ...(hold ? { hold: { ground: hold.ground, review: hold.review } } : {}),
  }
}

/** Of a case that is still open. */
function afterTheEnd(retention: string): LocalText {
  const { de, en } = retentionText(retention)
  return { de: `wird ${de} nach dem Ende des Vorgangs gelöscht`, en: `is deleted ${en} after the end of the case` }
}

async function draftsOf({ requests, drafts, registry }: StoredAboutOptions, person: Person): Promise<readonly StoredAbout[]> {
  const rows = await requests(person)
    .selectFrom('draft')
    .selectAll()
    .where('person_id', '=', person.id)
    // What somebody writes into a task is about the person of the case.
    .where('subject', 'like', 'start:%')
    .where('revision', '>', 0)
    .execute()
  const found = await Promise.all(
    rows.map(async (row): Promise<readonly StoredAbout[]> => {
      const answers = await drafts.answers(row)
      if (!answers) return []
      const key = row.subject.slice('start:'.length)
      const process = registry.newestProcess(key)
      const fields = storedFields({ fields: [] }, process ? registry.formsOf(process) : [], answers)
      const title = `Entwurf: ${process?.model.name ?? key}`
      return [{ kind: 'draft', id: row.id, title, since: row.changed_at, until: row.expires_at, fields }]
    }),
  )
  return found.flat()
}

async function filesOf({ requests, vault }: StoredAboutOptions, person: Person): Promise<readonly StoredAbout[]> {
  const { rows } = await sql<FileRow>`
    select f.* from kernel.file f where f.person_id = ${person.id}
    and not exists (select from kernel.case_file c where c.file_id = f.id)`.execute(requests(person))
  const opened = await Promise.all(rows.map((row) => vault.opening.file(row)))
  return rows.flatMap((row, index): readonly StoredAbout[] => {
    const file = opened[index]!
    const fields = [{ path: 'name', label: 'Dateiname', category: null, value: file.ok ? file.value.name : null }]
    return file.ok ? [{ kind: 'file', id: row.id, title: file.value.name, since: row.at, fields }] : []
  })
}
