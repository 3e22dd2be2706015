import { ok } from '@fachwerk/problem'
import { mayAccess } from '../access/decide-access.ts'
import type { CatalogueEntry, Models, Person, PublishedModel, PublishedProcess } from '../api.ts'
import { startForm } from '../generated-forms/start-form.ts'
import type { Authorities } from '../identity/authorities.ts'
import { errorFields, type Logger } from '../log.ts'
import { storable } from '../people/people.ts'
import { invalid, notAllowed, unavailable } from '../refusal.ts'
import type { KernelSql } from '../storage/tables.ts'
import { checkUpload } from './check-upload.ts'
import type { LoadedProcess, ModelRegistry } from './model-registry.ts'
import { foreignModels } from './foreign-models.ts'
import { publish, publishedModel } from './publish.ts'
import { readUpload } from './read-upload.ts'
import { mayStart, noneStart } from './start-of-process.ts'

interface ModelsOptions {
  readonly sql: KernelSql
  readonly registry: ModelRegistry
  readonly authorities: Authorities
  readonly jobTypes: ReadonlySet<string>
  readonly clock: () => number
  readonly log: Logger
  /** Start timers may have changed. */
  readonly published: () => void
}

export function createModels(options: ModelsOptions): Models {
  const { sql, registry } = options
  return {
    deploy: (files, by) => deploy(options, files, by),
    check: async (files) => checkUpload(await readUpload(files, registry.decisionSources()), registry, options.jobTypes),
    catalogue: async (person) =>
      registry
        .newestProcesses()
        .filter(({ model }) => mayStart(model, person))
        .map((process) => catalogueEntry(process)),
    process: async (key) => {
      const process = registry.newestProcess(key)
      return process && publishedProcess(options, process)
    },
    offering: (form) => options.authorities.offering(form),
    list: async () =>
      (await sql.selectFrom('model').selectAll().orderBy('kind').orderBy('name').orderBy('version', 'desc').execute()).map(
        (row): PublishedModel => ({ ...publishedModel(row), changed: true }),
      ),
    source: async (versionId) => {
      const row = await sql.selectFrom('model').selectAll().where('version_id', '=', storable(versionId)).executeTakeFirst()
      return row && { name: row.file, content: await registry.text(row) }
    },
  }
}

async function deploy(
  { sql, registry, jobTypes, clock, log, published }: ModelsOptions,
  files: Parameters<Models['deploy']>[0],
  by: Person,
): ReturnType<Models['deploy']> {
  if (!mayAccess({ person: by, action: 'work', resource: 'model' })) {
    return notAllowed({
      de: 'Modelle veröffentlichen dürfen nur Modellierende und der Betrieb.',
      en: 'Only modellers and operators may publish models.',
    })
  }
  const upload = await readUpload(files, registry.decisionSources())
  const problems = [...(await checkUpload(upload, registry, jobTypes)), ...(await foreignModels(sql, upload.items, by))]
  if (problems.some(({ severity }) => severity === 'error')) {
    const detail = {
      de: 'Die Modelle enthalten Fehler; veröffentlicht wurde nichts. Beheben Sie sie und laden Sie neu hoch.',
      en: 'The models hold errors; nothing was published. Correct them and upload again.',
    }
    return invalid(detail, problems)
  }
  const now = clock()
  try {
    const { id, models } = await publish(sql, upload.items, by, now)
    await registry.refresh()
    published()
    return ok({ id, at: new Date(now), published: models, problems })
  } catch (error) {
    log.error('deployment failed', errorFields(error))
    return unavailable()
  }
}

function catalogueEntry({ row, model }: LoadedProcess): CatalogueEntry {
  const { summary, area, legalBasis } = model.extension
  return {
    key: row.key,
    name: row.name,
    version: row.version,
    hasForm: noneStart(model)?.form !== undefined,
    ...(summary === undefined ? {} : { summary }),
    ...(area === undefined ? {} : { area }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
  }
}

async function publishedProcess(
  { sql, registry, authorities }: ModelsOptions,
  process: LoadedProcess,
): Promise<PublishedProcess> {
  const { row, model } = process
  const activity = registry.activityOf(process)
  const { authority } = activity
  const tenant =
    authority === undefined
      ? undefined
      : await sql.selectFrom('tenant').select('name').where('id', '=', storable(authority)).executeTakeFirst()
  const form = startForm(registry, process)
  return {
    key: row.key,
    version: row.version,
    versionId: row.version_id,
    model,
    xml: await registry.text(row),
    activity,
    ...(tenant ? { authorityName: tenant.name } : {}),
    ...(form ? { startForm: await authorities.offering(form.form) } : {}),
  }
}
