import { purposeFits, type DeclaredField, type ProcessingActivity, type Purpose } from '@fachwerk/privacy'
import type { LoadedProcess, ModelRegistry } from '../models/model-registry.ts'

/** A field that is sealed with a key of its own inside of what the case's key seals, so that it can go alone. */
export interface PartField {
  readonly path: string
  readonly part: string
}

/** What one version of a process says about its data, as the vault needs it. */
export interface Declared {
  readonly activity: ProcessingActivity
  readonly parts: readonly PartField[]
  readonly searchable: readonly DeclaredField[]
  /** What the title of a case says about its person. */
  readonly titleCategories: readonly string[]
  /** Whether all of it may be used for this; where nothing is declared, for what every declaration allows. */
  readonly fits: (purpose: Purpose) => boolean
}

/**
 * Part of a case that can go without the rest: the data of a third person, or of a field that is kept for a shorter time. `undefined`:
 * it lives and goes with the case. `unfallbeteiligte`, `starter@P30D`, `unfallbeteiligte@P1Y`.
 */
export function partOf(field: DeclaredField): string | undefined {
  if (field.retention !== undefined) return `${field.subject}@${field.retention}`
  return field.subject === 'starter' ? undefined : field.subject
}
export const subjectOfPart = (part: string): string => part.split('@')[0]!
export const retentionOfPart = (part: string): string | undefined => part.split('@')[1]

/** The declarations of processes by version, read once. */
export class Declarations {
  readonly #registry: ModelRegistry
  readonly #byVersion = new Map<string, Declared>()

  constructor(registry: ModelRegistry) {
    this.#registry = registry
  }

  async of(versionId: string): Promise<Declared> {
    const known = this.#byVersion.get(versionId)
    if (known) return known
    const declared = this.ofProcess(await this.#registry.process(versionId))
    this.#byVersion.set(versionId, declared)
    return declared
  }

  /** Forms are taken in their newest version: a publication may change what is declared. */
  forget(): void {
    this.#byVersion.clear()
  }

  ofProcess(process: LoadedProcess): Declared {
    const activity = this.#registry.activityOf(process)
    const { fields } = activity
    const parts = fields.flatMap((field) => {
      const part = partOf(field)
      return part === undefined ? [] : [{ path: field.path, part }]
    })
    const title = process.model.extension.caseTitle?.feel ?? ''
    const inTitle = [...new Set(fields.filter(({ path }) => title.includes(path)).map(({ category }) => category))]
    const titleCategories = inTitle.length > 0 ? inTitle : ['other']
    const allowed = fields.length > 0 ? fields : [{ alsoFor: [] }]
    const known = new Map<Purpose, boolean>()
    const fits = (purpose: Purpose) => {
      const fit = known.get(purpose) ?? allowed.every((field) => purposeFits(field, purpose))
      known.set(purpose, fit)
      return fit
    }
    return { activity, parts, searchable: fields.filter(({ searchable }) => searchable), titleCategories, fits }
  }

  /** Of the newest version of every process. */
  newest(): readonly Declared[] {
    return this.#registry.newestProcesses().map((process) => this.ofProcess(process))
  }
}
