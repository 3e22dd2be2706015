import type { Event } from '@fachwerk/engine'
import { personalValues } from '@fachwerk/privacy'
import type { Batch } from '../runtime/batch.ts'
import { encodeJson } from '../storage/encode-json.ts'
import type { BlindIndexRow, InstanceRow, JobRow, SnapshotRow, StepRow, StoredInstance, StoredJob } from '../storage/tables.ts'
import type { BlindIndex } from './blind-index.ts'
import type { Declarations, Declared } from './declarations.ts'
import { caseKeyId, partKeyId, personKeyId, type KeyRing, type KeyRow } from './key-ring.ts'
import { sealParts } from './part-values.ts'
import { placeOf, sealText } from './seal.ts'

/** Its case was erased, or its key is lost: nothing can be added to it. */
export class CaseErased extends Error {
  constructor(root: string) {
    super(`The key of case ${root} is gone.`)
  }
}

/**
 * Seals what one flush writes. Each case has its key, made with its first step and stored in the same statement; third persons and
 * fields that are kept for a shorter time have theirs within it.
 */
export class SealedBatch {
  readonly #ring: KeyRing
  readonly #blind: BlindIndex
  readonly #batch: Batch
  readonly #keys: Map<string, Buffer>
  readonly #declared: ReadonlyMap<string, Declared>
  /** New keys, to be stored with the rest. */
  readonly keyRows: KeyRow[] = []

  private constructor(
    ring: KeyRing,
    blind: BlindIndex,
    batch: Batch,
    keys: ReadonlyMap<string, Buffer>,
    declared: ReadonlyMap<string, Declared>,
  ) {
    this.#ring = ring
    this.#blind = blind
    this.#batch = batch
    this.#keys = new Map(keys)
    this.#declared = declared
  }

  /** Fetches the keys of the cases in the batch and makes those of new ones. Throws `CaseErased`. */
  static async prepare(ring: KeyRing, blind: BlindIndex, declarations: Declarations, batch: Batch): Promise<SealedBatch> {
    const rows = [...batch.instances.values()].map(({ row }) => row)
    const declared = new Map<string, Declared>()
    const wanted = new Set<string>()
    for (const { root, version_id } of rows) {
      wanted.add(caseKeyId(root))
      if (!declared.has(version_id)) declared.set(version_id, await declarations.of(version_id))
      for (const { part } of declared.get(version_id)!.parts) wanted.add(partKeyId(root, part))
    }
    const begun = rows.filter(({ id, root }) => id === root && batch.steps.get(id)?.seq === 1)
    const news = new Set(begun.map(({ id }) => caseKeyId(id)))
    const keys = await ring.load([...wanted].filter((id) => !news.has(id)))
    const people = begun.flatMap(({ subject }) => subject ?? [])
    if (people.length > 0) await ring.ofPeople(people)
    const sealing = new SealedBatch(ring, blind, batch, keys, declared)
    for (const row of begun) sealing.#make(caseKeyId(row.id), row.subject === null ? undefined : personKeyId(row.subject))
    return sealing
  }

  /** The keys made for this batch, for the ring once it is committed. */
  get newKeys(): ReadonlyMap<string, Buffer> {
    return new Map(this.keyRows.map(({ id }) => [id, this.#keys.get(id)!]))
  }

  step(row: InstanceRow, seq: number, at: number, events: readonly Event[]): { readonly stored: StepRow; readonly size: number } {
    const text = encodeJson(this.#withParts(row, events))
    const sealed = sealText(this.#caseKey(row), placeOf('step', row.id, seq), text)
    return { stored: { instance_id: row.id, tenant: row.tenant, seq, at: new Date(at), sealed }, size: text.length }
  }

  snapshot(row: InstanceRow, state: object): SnapshotRow {
    const text = encodeJson(this.#withParts(row, state))
    const sealed = sealText(this.#caseKey(row), placeOf('snapshot', row.id, row.seq), text)
    return { instance_id: row.id, tenant: row.tenant, seq: row.seq, sealed }
  }

  instance({ title, ...row }: InstanceRow): Omit<StoredInstance, 'erased_at'> {
    const place = placeOf('title', row.id)
    return { ...row, sealed_title: title === null ? null : sealText(this.#caseKey(row), place, encodeJson(title)) }
  }

  job(job: JobRow): StoredJob {
    const { variables, ...plain } = job
    const row = this.#batch.row(job.instance_id)
    const text = encodeJson(this.#withParts(row, { variables }))
    return { ...plain, sealed: sealText(this.#caseKey(row), placeOf('job', job.key), text) }
  }

  /** The searchable values that the events of a step bring. */
  blindIndex(row: InstanceRow, events: readonly Event[]): readonly BlindIndexRow[] {
    const { searchable } = this.#declared.get(row.version_id)!
    if (searchable.length === 0) return []
    const { tenant } = row
    return events.flatMap((event) => {
      const variables = 'variables' in event ? event.variables : {}
      return personalValues(variables, searchable).flatMap(({ field, value }) => {
        const token = this.#blind.token(tenant, field.path, value)
        return token === undefined ? [] : [{ tenant, token, root: row.root, field: field.path }]
      })
    })
  }

  #withParts<T>(row: InstanceRow, value: T): T {
    const { parts } = this.#declared.get(row.version_id)!
    return sealParts(value, parts, row.root, (part) => {
      const id = partKeyId(row.root, part)
      return this.#keys.get(id) ?? this.#make(id)
    })
  }

  #make(id: string, wrappedBy?: string): Buffer {
    const { key, row } = this.#ring.make(id, wrappedBy)
    this.#keys.set(id, key)
    this.keyRows.push(row)
    return key
  }

  #caseKey({ root }: Pick<InstanceRow, 'root'>): Buffer {
    const key = this.#keys.get(caseKeyId(root))
    if (!key) throw new CaseErased(root)
    return key
  }
}
