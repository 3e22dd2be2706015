import { startSubscriptions } from '@fachwerk/engine'
import type { CaseTenants } from '../cases/case-tenant.ts'
import { starterVariable, withoutStarter } from '../generated-forms/field-of-use.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { randomId } from '../random-id.ts'
import type { KernelSql, SubscriptionRow } from '../storage/tables.ts'
import type { Vault } from '../vault/vault.ts'
import type { Batch } from './batch.ts'
import { beginnings, type Told } from './beginnings.ts'
import type { FollowUp } from './follow-up.ts'
import type { HotInstance } from './hot-instance.ts'
import type { NewInstance } from './instances.ts'
import type { KeptMessages } from './kept-messages.ts'
import { openSubscriptions } from './open-subscriptions.ts'
import { isStartKeyTaken } from './start-key.ts'
import { systemPerson } from './timer-queue.ts'

export interface Message extends Told {
  readonly name: string
  readonly correlationKey: string
}

/** What it takes to find them. */
export interface Reachable {
  readonly sql: KernelSql
  readonly registry: ModelRegistry
  readonly vault: Vault
  readonly tenants: CaseTenants
  readonly kept: KeptMessages
}

/** What a message does: to whom it goes now, and which processes begin with it once their case of the same key has ended. */
export interface Received {
  readonly followUps: FollowUp[]
  /** Processes that have it. */
  readonly reached: readonly string[]
  readonly later: readonly string[]
}

/**
 * Who receives a message: of every process at most one waiting instance (the longest waiting, in the order they are found), and every
 * process whose newest version starts by this message, unless an instance of it has just received it. Whether it is kept for those who
 * wait later is for the caller to say. A person starts nothing by it that is for other groups, and no message says who began a case.
 */
export async function receivers(reachable: Reachable, batch: Batch, message: Message): Promise<Received> {
  const { sql, vault } = reachable
  const { name, within } = message
  const correlationKey = vault.correlationToken(name, message.correlationKey)
  const waiting = onePerProcess(await openSubscriptions(sql, batch, { kind: 'message', name, correlationKey, within }))
  const followUps = waiting.map(({ instance_id, subscription }): FollowUp => ({
    kind: 'command',
    instance: instance_id,
    command: { type: 'deliver-message', subscription, variables: withoutStarter(message.variables), at: message.at },
  }))
  const reached = new Set(waiting.map(({ process_key }) => process_key))
  const { begun, later } = await starts(reachable, batch, message, { reached, key: correlationKey })
  const instances = begun.map((instance): FollowUp => ({ kind: 'create', instance }))
  return {
    followUps: [...followUps, ...instances],
    reached: [...reached, ...begun.map(({ process }) => process.row.key)],
    later,
  }
}

/** Cases that it begins, and processes that begin with it later: there their case with the same key is still active. */
async function starts(
  reachable: Reachable,
  batch: Batch,
  message: Message,
  { reached, key }: { readonly reached: ReadonlySet<string>; readonly key: string },
): Promise<{ readonly begun: readonly NewInstance[]; readonly later: readonly string[] }> {
  const { at, by, name, correlationKey } = message
  const variables = { ...withoutStarter(message.variables), ...(by === systemPerson ? {} : { [starterVariable]: by }) }
  const found = await beginnings(reachable, { ...message, variables }, ({ row, model }) =>
    reached.has(row.key) ? undefined : startSubscriptions(model, at).messages.find((start) => start.name === name),
  )
  const begun: NewInstance[] = []
  const later: string[] = []
  for (const { instance, start } of found) {
    const process = instance.process.row.key
    if (!start.onePerKey || correlationKey === '') begun.push(instance)
    else if (await isStartKeyTaken(reachable.sql, batch, { process, tenant: instance.tenant, key })) later.push(process)
    else begun.push({ ...instance, startKey: key })
  }
  return { begun, later }
}

/** A kept message for somebody who has just begun to wait. */
export async function keptFor(
  { vault, kept }: Reachable,
  batch: Batch,
  from: HotInstance,
  {
    subscription,
    name,
    correlationKey,
  }: { readonly subscription: string; readonly name: string; readonly correlationKey: string },
  at: number,
): Promise<FollowUp | undefined> {
  const { tenant, process_key: process, id: instance } = from.row
  const taken = await kept.take(batch, { about: vault.correlationToken(name, correlationKey), tenant, process, at })
  if (!taken) return undefined
  const variables = withoutStarter(taken.variables)
  return { kind: 'command', instance, command: { type: 'deliver-message', subscription, variables, at } }
}

/** The only case of its key has ended: the next message kept for that key begins another one. */
export async function nextOfKey(
  { registry, kept }: Reachable,
  batch: Batch,
  ended: HotInstance,
  at: number,
): Promise<FollowUp | undefined> {
  const { start_key: key, tenant, process_key } = ended.row
  const process = registry.newestProcess(process_key)
  if (key === null || !process?.model.executable) return undefined
  const taken = await kept.take(batch, { about: key, tenant, process: process_key, at, begins: true })
  const start = taken && startSubscriptions(process.model, at).messages.find(({ name }) => name === taken.row.name)
  if (!start) return undefined
  const by = taken.row.by_person
  const variables = { ...withoutStarter(taken.variables), [starterVariable]: by }
  const instance = {
    id: randomId('c'),
    tenant,
    process,
    variables,
    startedBy: by,
    at,
    startEvent: start.startEvent,
    startKey: key,
  }
  return { kind: 'create', instance }
}

function onePerProcess(rows: readonly SubscriptionRow[]): readonly SubscriptionRow[] {
  const seen = new Set<string>()
  return rows.filter(({ process_key }) => !seen.has(process_key) && seen.add(process_key))
}
