import { startSubscriptions } from '@fachwerk/engine'
import type { JsonObject } from '@fachwerk/problem'
import type { Person } from '../api.ts'
import type { CaseTenants } from '../cases/case-tenant.ts'
import { starterVariable, withoutStarter } from '../generated-forms/field-of-use.ts'
import type { ModelRegistry } from '../models/model-registry.ts'
import { mayBegin } from '../models/start-of-process.ts'
import { randomId } from '../random-id.ts'
import type { KernelSql, SubscriptionRow } from '../storage/tables.ts'
import type { Vault } from '../vault/vault.ts'
import type { Batch } from './batch.ts'
import type { FollowUp } from './follow-up.ts'
import { openSubscriptions } from './open-subscriptions.ts'
import { systemPerson } from './timer-queue.ts'

export interface Message {
  readonly name: string
  readonly correlationKey: string
  readonly variables: JsonObject
  readonly at: number
  /** Starter of instances that a message start event begins. */
  readonly by: string
  /** Whose cases those are. */
  readonly subject?: string
  /** Authorities whose cases it may reach: a message does not leave the house that sends it. */
  readonly within: readonly string[] | 'all'
  /** Who sends it from outside; a message that a process throws has none. */
  readonly sender?: Person
}

/** What it takes to find them. */
export interface Reachable {
  readonly sql: KernelSql
  readonly registry: ModelRegistry
  readonly vault: Vault
  readonly tenants: CaseTenants
}

/**
 * Who receives a message: of every process at most one waiting instance (the longest waiting, in the order they are found), and every
 * process whose newest version starts by this message, unless an instance of it has just received it. A message nobody waits for is
 * gone: it is not kept for later. A person starts nothing by it that is for other groups, and no message says who began a case.
 */
export async function receivers(reachable: Reachable, batch: Batch, message: Message): Promise<FollowUp[]> {
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
  return [...followUps, ...(await starts(reachable, message, reached))]
}

async function starts(
  { registry, tenants }: Reachable,
  message: Message,
  reached: ReadonlySet<string>,
): Promise<readonly FollowUp[]> {
  const { at, by, sender, subject, within } = message
  const staff = sender || within === 'all' ? sender?.tenant : within[0]
  const variables = { ...withoutStarter(message.variables), ...(by === systemPerson ? {} : { [starterVariable]: by }) }
  const begun = registry.newestProcesses().flatMap((process) => {
    if (!process.model.executable || reached.has(process.row.key)) return []
    if (sender && !mayBegin(process.model, sender)) return []
    const start = startSubscriptions(process.model, at).messages.find(({ name }) => name === message.name)
    if (!start) return []
    return [{ process, startEvent: start.startEvent }]
  })
  return Promise.all(
    begun.map(async ({ process, startEvent }): Promise<FollowUp> => {
      const tenant = await tenants.of(process, variables, staff, at)
      const whose = subject === undefined ? {} : { subject }
      return {
        kind: 'create',
        instance: { id: randomId('c'), tenant, process, variables, startedBy: by, at, startEvent, ...whose },
      }
    }),
  )
}

function onePerProcess(rows: readonly SubscriptionRow[]): readonly SubscriptionRow[] {
  const seen = new Set<string>()
  return rows.filter(({ process_key }) => !seen.has(process_key) && seen.add(process_key))
}
