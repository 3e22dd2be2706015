import { hasJavaScript, readBpmn, type FormReference, type ProcessModel } from '@fachwerk/bpmn'
import { evaluateDecision, readDecisionModel, type DecisionModel } from '@fachwerk/dmn'
import type { Definitions, RunScript } from '@fachwerk/engine'
import { readForm, type FormModel } from '@fachwerk/forms'
import type { ProcessingActivity } from '@fachwerk/privacy'
import type { JsonObject } from '@fachwerk/problem'
import { sandboxFromDisk } from '@fachwerk/scripts/from-disk'
import type { Logger } from '../log.ts'
import type { KernelSql, ModelRow } from '../storage/tables.ts'
import { decisionClauses, type DecisionClause } from './decision-clauses.ts'
import { importedBy, type DecisionSource } from './decision-imports.ts'
import { formInside } from './form-inside.ts'
import { fieldsOfProcesses } from './personal-data/called-processes.ts'
import { formsOf } from './personal-data/own-fields.ts'
import { processingActivity } from './personal-data/processing-activity.ts'

export interface LoadedProcess {
  readonly row: ModelRow
  readonly model: ProcessModel
  /** Where it has script tasks in JavaScript. */
  readonly runScript?: RunScript
}
interface PublishedDecision extends DecisionSource {
  readonly versionId: string
}
interface LoadedDecisions {
  readonly row: ModelRow
  readonly model: DecisionModel
  readonly clauses: ReadonlyMap<string, readonly DecisionClause[]>
  /** Versions it was read with. */
  readonly imported: string
}

class UnreadableModel extends Error {}
const unreadable = ({ kind, key, version }: ModelRow): UnreadableModel => new UnreadableModel(`${kind} ${key} version ${version}`)

/** Texts of models kept in memory: some ten megabytes. */
const mostTexts = 200

/**
 * The published models, read and compiled, in memory. Decisions and forms are taken in their newest version at the time they are
 * needed; a process keeps the version it was started with.
 */
export class ModelRegistry {
  readonly #sql: KernelSql
  readonly #log: Logger
  #newest: ReadonlyMap<string, ModelRow> = new Map()
  readonly #processes = new Map<string, LoadedProcess>()
  readonly #texts = new Map<string, string>()
  readonly #forms = new Map<string, FormModel>()
  #decisionModels: ReadonlyMap<string, LoadedDecisions> = new Map()
  #decisionSources: readonly PublishedDecision[] = []
  #decisions: ReadonlyMap<string, LoadedDecisions> = new Map()
  /** By version; forgotten with every deployment, for forms and called processes are taken in their newest version. */
  readonly #activities = new Map<string, ProcessingActivity>()

  constructor(sql: KernelSql, log: Logger) {
    this.#sql = sql
    this.#log = log
  }

  /** Takes what is published now; after every deployment again. */
  async refresh(): Promise<void> {
    const rows = await this.#sql
      .selectFrom('model')
      .selectAll()
      .distinctOn(['kind', 'key'])
      .orderBy('kind')
      .orderBy('key')
      .orderBy('version', 'desc')
      .execute()
    await this.#loadDecisions(rows.filter(({ kind }) => kind === 'decision'))
    const usable: ModelRow[] = []
    for (const row of rows) if (await this.#canLoad(row)) usable.push(row)
    this.#newest = new Map(usable.map((row) => [`${row.kind} ${row.key}`, row]))
    const decisions = usable.filter(({ kind }) => kind === 'decision').toSorted((a, b) => a.at.getTime() - b.at.getTime())
    this.#decisions = new Map(decisions.flatMap((row) => this.#decisionsOf(row)))
    this.#activities.clear()
  }

  /** A model that an older program published and this one can no longer read is left out; the rest goes on. */
  async #canLoad(row: ModelRow): Promise<boolean> {
    try {
      if (row.kind === 'process') await this.#loadProcess(row)
      else if (row.kind === 'form') await this.#loadForm(row)
      else if (!this.#decisionModels.has(row.version_id)) throw unreadable(row)
      return true
    } catch (error) {
      if (!(error instanceof UnreadableModel)) throw error
      this.#log.error('a published model can no longer be read', { kind: row.kind, key: row.key, version: row.version })
      return false
    }
  }

  newest(kind: ModelRow['kind'], key: string): ModelRow | undefined {
    return this.#newest.get(`${kind} ${key}`)
  }
  rows(kind: ModelRow['kind']): readonly ModelRow[] {
    return [...this.#newest.values()].filter((row) => row.kind === kind)
  }
  keys(kind: ModelRow['kind']): readonly string[] {
    return this.rows(kind).map(({ key }) => key)
  }
  decisionIds(): readonly string[] {
    return [...this.#decisions.keys()]
  }
  /** Newest version of every DMN file: what others may import. */
  decisionSources(): readonly DecisionSource[] {
    return this.#decisionSources
  }
  clauses(decisionId: string): readonly DecisionClause[] {
    return this.#decisions.get(decisionId)?.clauses.get(decisionId) ?? []
  }

  newestProcess(key: string): LoadedProcess | undefined {
    const row = this.newest('process', key)
    return row && this.#processes.get(row.version_id)
  }
  newestProcesses(): readonly LoadedProcess[] {
    return this.rows('process').flatMap((row) => this.#processes.get(row.version_id) ?? [])
  }

  async process(versionId: string): Promise<LoadedProcess> {
    const known = this.#processes.get(versionId)
    if (known) return known
    const row = await this.#sql.selectFrom('model').selectAll().where('version_id', '=', versionId).executeTakeFirstOrThrow()
    return this.#loadProcess(row)
  }

  async definitions(versionId: string): Promise<Definitions> {
    const { model, runScript } = await this.process(versionId)
    return { process: model, decide: this.#decide, ...(runScript && { runScript }) }
  }

  /** Our own form behind a reference, by a foreign key too if that is its id; `undefined` when one has to be generated. */
  form(reference: FormReference | undefined, title: string): FormModel | undefined {
    if (reference?.kind === 'id' || reference?.kind === 'foreign') {
      const row = this.newest('form', reference.kind === 'id' ? reference.id : reference.key)
      return row && this.#forms.get(row.version_id)
    }
    return formInside(reference, title)
  }

  /** What a version of a process does with personal data (Art. 30 GDPR): its declarations, those of its forms, and what is passed to it. */
  activityOf({ row, model }: LoadedProcess): ProcessingActivity {
    const known = this.#activities.get(row.version_id)
    if (known) return known
    const others = this.newestProcesses().filter(({ row: { key } }) => key !== row.key)
    const fields = fieldsOfProcesses([model, ...others.map((other) => other.model)], this.#formOf).get(model.id) ?? []
    const activity = processingActivity(model, fields, (key) => this.newest('process', key)?.name)
    this.#activities.set(row.version_id, activity)
    return activity
  }
  /** The same of the version with this id. */
  async activity(versionId: string): Promise<ProcessingActivity> {
    return this.#activities.get(versionId) ?? this.activityOf(await this.process(versionId))
  }
  /** Of the newest version of every process that runs: the register. */
  activities(): readonly ProcessingActivity[] {
    return this.newestProcesses()
      .filter(({ model }) => model.executable)
      .map((process) => this.activityOf(process))
  }

  /** The forms a process shows, those that a model wrote. */
  formsOf({ model }: LoadedProcess): readonly FormModel[] {
    return formsOf(model, this.#formOf)
  }
  readonly #formOf = (...[reference, title]: Parameters<ModelRegistry['form']>): FormModel | undefined =>
    this.form(reference, title)

  /** A published text never changes, and every page of a case shows its drawing. */
  async text({ sha256 }: Pick<ModelRow, 'sha256'>): Promise<string> {
    const known = this.#texts.get(sha256)
    if (known !== undefined) return known
    if (this.#texts.size >= mostTexts) this.#texts.clear()
    const text = await this.#readText(sha256)
    this.#texts.set(sha256, text)
    return text
  }

  async #readText(sha256: string): Promise<string> {
    const source = await this.#sql.selectFrom('source').select('content').where('sha256', '=', sha256).executeTakeFirstOrThrow()
    return source.content
  }

  readonly #decide: Definitions['decide'] = (decisionId: string, context: JsonObject, now: number) => {
    const found = this.#decisions.get(decisionId)
    return found && evaluateDecision(found.model, decisionId, context, { now })
  }

  async #loadProcess(row: ModelRow): Promise<LoadedProcess> {
    const known = this.#processes.get(row.version_id)
    if (known) return known
    const read = readBpmn(await this.text(row), { file: row.file })
    const model = read.ok ? read.file.processes.find(({ id }) => id === row.key) : undefined
    if (!model) throw unreadable(row)
    // The sandbox takes a tenth of a second to load, and most models have no script.
    const scripts = hasJavaScript(model) ? await sandboxFromDisk() : undefined
    const runScript: RunScript | undefined = scripts && ((...script) => scripts.run(...script))
    const loaded = { row, model, ...(runScript && { runScript }) }
    this.#processes.set(row.version_id, loaded)
    return loaded
  }

  async #loadForm(row: ModelRow): Promise<void> {
    if (this.#forms.has(row.version_id)) return
    const read = readForm(await this.text(row), { file: row.file })
    if (!read.ok) throw unreadable(row)
    this.#forms.set(row.version_id, read.form)
  }

  /** All newest ones together, because they import each other; one is read again when something it imports has a new version. */
  async #loadDecisions(rows: readonly ModelRow[]): Promise<void> {
    const known = new Map(this.#decisionSources.map(({ versionId, text }) => [versionId, text]))
    const sources: PublishedDecision[] = []
    for (const row of rows)
      sources.push({ versionId: row.version_id, file: row.file, text: known.get(row.version_id) ?? (await this.text(row)) })
    const loaded = rows.flatMap((row, index) => {
      const one = this.#readDecisions(row, sources[index]!.text, importedBy(sources[index]!.text, sources))
      return one ? [[row.version_id, one] as const] : []
    })
    this.#decisionModels = new Map(loaded)
    this.#decisionSources = sources
  }

  #readDecisions(row: ModelRow, text: string, imports: readonly PublishedDecision[]): LoadedDecisions | undefined {
    const imported = imports.map(({ versionId }) => versionId).join(' ')
    const known = this.#decisionModels.get(row.version_id)
    if (known?.imported === imported) return known
    const read = readDecisionModel(text, { file: row.file, imports: imports.map((one) => ({ file: one.file, xml: one.text })) })
    return read.ok ? { row, imported, model: read.model, clauses: decisionClauses(text) } : undefined
  }

  #decisionsOf(row: ModelRow): readonly (readonly [string, LoadedDecisions])[] {
    const loaded = this.#decisionModels.get(row.version_id)
    return loaded ? loaded.model.decisions.map(({ id }) => [id, loaded] as const) : []
  }
}
