import { decide, type Command, type CommandError, type Decision, type Effect, type ParentLink } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import type { LoadedProcess, ModelRegistry } from '../models/model-registry.ts'
import type { InstanceRow, KernelSql } from '../storage/tables.ts'
import type { Batch } from './batch.ts'
import type { CaseNumbers } from './case-numbers.ts'
import type { Vault } from '../vault/vault.ts'
import { casePrefix } from './case-prefix.ts'
import type { FollowUp } from './follow-up.ts'
import type { HotInstance } from './hot-instance.ts'
import type { HotInstances } from './hot-instances.ts'
import { loadInstances } from './load-instances.ts'
import { isStartKeyTaken } from './start-key.ts'
import { rowsOfEffect } from './rows-of-effect.ts'

export interface NewInstance {
  readonly id: string
  readonly tenant: string
  readonly process: LoadedProcess
  readonly variables: JsonObject
  readonly startedBy: string
  /** The person whose case it is: a citizen who begins one. Absent: an authority's own. Called instances have their caller's. */
  readonly subject?: string
  readonly at: number
  readonly startEvent?: string
  readonly parent?: ParentLink
  /** Digest of message and key, where there may be only one active case for it. */
  readonly startKey?: string
}

interface InstancesOptions {
  readonly sql: KernelSql
  readonly hot: HotInstances
  readonly vault: Vault
  readonly registry: ModelRegistry
  readonly numbers: CaseNumbers
  /** Job types that have a handler; other jobs wait for a person. */
  readonly jobTypes: ReadonlySet<string>
  /** A case that only one of its key may be has ended: the next may begin. */
  readonly ended: (batch: Batch, ended: HotInstance, at: number, followUps: FollowUp[]) => Promise<void>
  /** Acts on other instances: calls, messages. Appends what they have to do to the list. */
  readonly reach: (batch: Batch, effect: Effect, from: HotInstance, at: number, followUps: FollowUp[]) => Promise<void>
}

/** More steps than this from one request are an endless conversation between processes. */
const maxSteps = 10_000

/** Steps of instances within a batch: the engine decides, the rows that follow from its effects are noted in the batch. */
export class Instances {
  readonly #options: InstancesOptions

  constructor(options: InstancesOptions) {
    this.#options = options
  }

  /** As of this batch; `undefined` when there is none. */
  async get(batch: Batch, id: string): Promise<HotInstance | undefined> {
    const known = this.#known(batch, id)
    if (known) return known
    await this.load(batch, [id])
    return batch.loaded.get(id)
  }

  #known(batch: Batch, id: string): HotInstance | undefined {
    return batch.instances.get(id) ?? batch.before?.instances.get(id) ?? batch.loaded.get(id) ?? this.#options.hot.get(id)
  }

  /** Reads what is not in memory, all at once: a batch that touches many cold instances asks for them together. */
  async load(batch: Batch, ids: readonly string[]): Promise<void> {
    const { sql, vault } = this.#options
    const cold = new Set(ids.filter((id) => !this.#known(batch, id)))
    for (const [id, instance] of await loadInstances(sql, vault.opening, [...cold])) batch.loaded.set(id, instance)
  }

  /** As last committed, for looking at it outside of a batch. */
  async committed(id: string): Promise<HotInstance | undefined> {
    const { hot, sql, vault } = this.#options
    return hot.get(id) ?? (await loadInstances(sql, vault.opening, [id])).get(id)
  }

  /** Where an instance called another: its process version and the element. Nothing of what it holds. */
  async placeOf({
    instance,
    activation,
  }: ParentLink): Promise<{ readonly versionId: string; readonly element: string } | undefined> {
    const hot = await this.committed(instance)
    const element = hot?.state.activations[activation]?.element
    return hot && element !== undefined ? { versionId: hot.row.version_id, element } : undefined
  }

  /** One command and everything that follows from it, in other instances too. The error is the first command's. */
  async execute(batch: Batch, id: string, command: Command): Promise<CommandError | undefined> {
    const hot = await this.get(batch, id)
    if (!hot) throw new Error(`Instance ${id} does not exist.`)
    const followUps: FollowUp[] = []
    const error = await this.#step(batch, hot, command, followUps)
    if (!error) await this.follow(batch, followUps)
    return error
  }

  async create(batch: Batch, instance: NewInstance): Promise<CommandError | undefined> {
    const followUps: FollowUp[] = []
    const error = await this.#create(batch, instance, followUps)
    if (!error) await this.follow(batch, followUps)
    return error
  }

  /** Carries out what is in the list and what follows from it. */
  async follow(batch: Batch, followUps: FollowUp[]): Promise<void> {
    for (let done = 0; followUps.length > 0; done++) {
      if (done > maxSteps) throw new Error('Processes call or message each other without end.')
      const next = followUps.shift()!
      if (next.kind === 'create') await this.#create(batch, next.instance, followUps)
      else {
        const hot = await this.get(batch, next.instance)
        // It may have ended meanwhile; then there is nothing left to tell it.
        if (hot) await this.#step(batch, hot, next.command, followUps)
      }
    }
  }

  async #create(batch: Batch, instance: NewInstance, followUps: FollowUp[]): Promise<CommandError | undefined> {
    const { process, at, variables, startEvent, parent, startedBy, startKey: key, tenant } = instance
    // Two messages of one step: the second finds the case that the first began.
    if (key !== undefined && (await isStartKeyTaken(this.#options.sql, batch, { process: process.row.key, tenant, key })))
      return undefined
    const definitions = await this.#options.registry.definitions(process.row.version_id)
    const decision = decide(definitions, undefined, {
      type: 'create-instance',
      instance: instance.id,
      variables,
      at,
      by: startedBy,
      ...(startEvent ? { startEvent } : {}),
      ...(parent ? { parent } : {}),
    })
    if (!decision.ok) return decision.error
    const caller = parent && (await this.get(batch, parent.instance))?.row
    const root = parent ? (caller?.root ?? parent.instance) : instance.id
    const subject = caller ? caller.subject : (instance.subject ?? null)
    const number = await this.#options.numbers.next(batch, casePrefix(process.model), at)
    const row = newRow(instance, number, root, subject, decision.state.status)
    await this.#apply(
      batch,
      { row, state: decision.state, snapshotSeq: 0, size: 0, tasks: new Map(), jobs: new Map() },
      decision,
      at,
      followUps,
    )
    return undefined
  }

  async #step(batch: Batch, hot: HotInstance, command: Command, followUps: FollowUp[]): Promise<CommandError | undefined> {
    const definitions = await this.#options.registry.definitions(hot.row.version_id)
    const decision = decide(definitions, hot.state, command)
    if (!decision.ok) return decision.error
    await this.#apply(batch, hot, decision, command.at, followUps)
    return undefined
  }

  async #apply(
    batch: Batch,
    before: HotInstance,
    decision: Decision & { ok: true },
    at: number,
    followUps: FollowUp[],
  ): Promise<void> {
    const { model } = await this.#options.registry.process(before.row.version_id)
    let hot: HotInstance = { ...before, state: decision.state }
    const { jobTypes, vault } = this.#options
    const around = { jobTypes, correlationToken: vault.correlationToken }
    for (const effect of decision.effects) hot = rowsOfEffect(batch, hot, effect, { at, process: model, ...around })
    const ended = decision.state.status === 'active' ? null : (hot.row.ended_at ?? new Date(at))
    const seq = before.row.seq + decision.events.length
    hot = { ...hot, row: { ...hot.row, seq, state: decision.state.status, ended_at: ended } }
    batch.putStep(hot, decision.events, model, at)
    for (const effect of decision.effects) await this.#options.reach(batch, effect, hot, at, followUps)
    if (ended && hot.row.start_key !== null) await this.#options.ended(batch, hot, at, followUps)
  }
}

function newRow(
  instance: NewInstance,
  number: string,
  root: string,
  subject: string | null,
  state: InstanceRow['state'],
): InstanceRow {
  const { row, model } = instance.process
  return {
    id: instance.id,
    tenant: instance.tenant,
    number,
    partition_id: 0,
    process_key: row.key,
    process_name: model.name.replaceAll(/\s+/g, ' ').trim() || row.key,
    version: row.version,
    version_id: row.version_id,
    title: null,
    state,
    incident: false,
    started_at: new Date(instance.at),
    started_by: instance.startedBy,
    ended_at: null,
    stands_at: [],
    due: null,
    received: null,
    root,
    parent: instance.parent?.instance ?? null,
    seq: 0,
    subject,
    start_key: instance.startKey ?? null,
  }
}
