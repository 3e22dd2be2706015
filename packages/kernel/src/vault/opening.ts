import type { Event, InstanceState } from '@fachwerk/engine'
import { fail, ok, type JsonObject, type JsonValue, type Result } from '@fachwerk/problem'
import type { Logger } from '../log.ts'
import type { FileRow, InstanceRow, JobRow, StoredInstance, StoredJob } from '../storage/tables.ts'
import { caseKeyId, fileKeyId, partKeyId, type KeyRing } from './key-ring.ts'
import { openParts, partsIn } from './part-values.ts'
import { placeOf, SealBroken, unseal, unsealText } from './seal.ts'

/** `erased`: its key was destroyed. `broken`: the stored text was altered; nobody can tell what it said. */
export type Unreadable = 'erased' | 'broken'
export type Opened<T> = Result<T, Unreadable>

/** One sealed text of a case, and where it belongs. */
interface SealedText {
  readonly root: string
  readonly place: string
  readonly sealed: string
}
/** Sealed parts of an instance's log. */
export interface SealedLog {
  readonly seq: number
  readonly snapshot: string | null
  readonly steps: readonly { readonly seq: number; readonly sealed: string }[]
}
export interface OpenedLog {
  readonly state: InstanceState | undefined
  readonly events: readonly Event[]
  readonly size: number
}

/**
 * Opens what is sealed. Only the engine's own loading and `disclosure.ts` may use this: an architecture test sees to it. Keys are fetched
 * for many texts at once.
 */
export class Opening {
  readonly #ring: KeyRing
  readonly #log: Logger

  constructor(ring: KeyRing, log: Logger) {
    this.#ring = ring
    this.#log = log
  }

  /** The instances with their titles; a title that cannot be read is left out. */
  async instances(rows: readonly StoredInstance[]): Promise<readonly InstanceRow[]> {
    const titled = rows.filter(({ sealed_title }) => sealed_title !== null)
    const texts = titled.map(({ id, root, sealed_title }) => ({ root, place: placeOf('title', id), sealed: sealed_title! }))
    const titles = await this.#texts(texts)
    const byId = new Map(titled.map(({ id }, index) => [id, titles[index]!]))
    return rows.map((row) => withTitle(row, byId.get(row.id)))
  }

  /** State and events of instances. */
  async logs(
    logs: readonly { readonly row: Pick<StoredInstance, 'id' | 'root'>; readonly log: SealedLog }[],
  ): Promise<readonly Opened<OpenedLog>[]> {
    const texts = logs.flatMap(({ row: { id, root }, log }) => [
      ...(log.snapshot === null ? [] : [{ root, place: placeOf('snapshot', id, log.seq), sealed: log.snapshot }]),
      ...log.steps.map(({ seq, sealed }) => ({ root, place: placeOf('step', id, seq), sealed })),
    ])
    const opened = await this.#texts(texts)
    let next = 0
    return logs.map(({ log }) => {
      const own = opened.slice(next, (next += log.steps.length + (log.snapshot === null ? 0 : 1)))
      const failed = own.find((one) => !one.ok)
      if (failed && !failed.ok) return failed
      const values = own.flatMap((one) => (one.ok ? [one.value] : []))
      const size = log.steps.reduce((sum, { sealed }) => sum + sealed.length, 0)
      const state = log.snapshot === null ? undefined : (values.shift() as unknown as InstanceState)
      return ok({ state, events: (values as unknown as Event[][]).flat(), size })
    })
  }

  /** Jobs with their variables; those of erased or broken cases are left out. `roots`: of their instances. */
  async jobs(jobs: readonly StoredJob[], roots: ReadonlyMap<string, string>): Promise<readonly JobRow[]> {
    const texts = jobs.map(({ key, instance_id, sealed }) => ({
      root: roots.get(instance_id) ?? instance_id,
      place: placeOf('job', key),
      sealed,
    }))
    const opened = await this.#texts(texts)
    return jobs.flatMap(({ sealed: _sealed, ...job }, index) => {
      const one = opened[index]!
      return one.ok ? [{ ...job, variables: (one.value as { variables: JsonObject }).variables }] : []
    })
  }

  /** Name and digest of an uploaded file, and its content where that is given. */
  async file(row: FileRow, content?: Uint8Array): Promise<Opened<OpenedFile>> {
    const key = (await this.#load([fileKeyId(row.id)])).get(fileKeyId(row.id))
    if (!key) return fail('erased')
    return this.#try(placeOf('file', row.id), () => {
      const { name, sha256 } = JSON.parse(unsealText(key, placeOf('file', row.id), row.sealed)) as {
        name: string
        sha256: string
      }
      const bytes = content && new Uint8Array(unseal(key, placeOf('content', row.id), content))
      return { name, sha256, ...(bytes ? { content: bytes } : {}) }
    })
  }

  /** One text sealed with a key that the caller names. */
  async withKey(keyId: string, place: string, sealed: string): Promise<Opened<JsonValue>> {
    const key = (await this.#load([keyId])).get(keyId)
    return key ? this.#try(place, () => JSON.parse(unsealText(key, place, sealed)) as JsonValue) : fail('erased')
  }

  async #texts(texts: readonly SealedText[]): Promise<readonly Opened<JsonValue>[]> {
    const keys = await this.#load(texts.map(({ root }) => caseKeyId(root)))
    const parts = new Set<string>()
    const opened = texts.map(({ root, place, sealed }) => {
      const key = keys.get(caseKeyId(root))
      if (!key) return fail<Unreadable>('erased')
      return this.#try(place, () => {
        const text = unsealText(key, place, sealed)
        const value = JSON.parse(text) as JsonValue
        const own = text.includes('"$sealed"') ? partsIn(value) : noParts
        for (const part of own) parts.add(partKeyId(root, part))
        return { value, hasParts: own.size > 0 }
      })
    })
    const partKeys = parts.size > 0 ? await this.#load(parts) : keys
    return opened.map((one, index) => {
      if (!one.ok) return one
      const { root } = texts[index]!
      return ok(
        one.value.hasParts ? openParts(one.value.value, root, (part) => partKeys.get(partKeyId(root, part))) : one.value.value,
      )
    })
  }

  #load(ids: Iterable<string>): Promise<ReadonlyMap<string, Buffer>> {
    return this.#ring.load(ids, (id) => this.#log.error('a key cannot be opened', { key: id }))
  }

  #try<T>(place: string, open: () => T): Opened<T> {
    try {
      return ok(open())
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
      this.#log.error('a sealed value cannot be opened', { place: place.replaceAll('\n', ' ') })
      return fail('broken')
    }
  }
}

export interface OpenedFile {
  readonly name: string
  readonly sha256: string
  readonly content?: Uint8Array
}

const noParts: ReadonlySet<string> = new Set()

function withTitle(row: StoredInstance, title: Opened<JsonValue> | undefined): InstanceRow {
  const { sealed_title: _title, erased_at: _erased, ...plain } = row
  return { ...plain, title: title?.ok && typeof title.value === 'string' ? title.value : null }
}
