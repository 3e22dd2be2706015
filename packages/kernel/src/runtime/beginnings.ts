import type { JsonObject } from '@fachwerk/problem'
import type { Person } from '../api.ts'
import type { LoadedProcess } from '../models/model-registry.ts'
import { mayBegin } from '../models/start-of-process.ts'
import { randomId } from '../random-id.ts'
import type { NewInstance } from './instances.ts'
import type { Reachable } from './messages.ts'

/** What a message, a signal or somebody outside tells, as far as it begins cases. */
export interface Told {
  readonly variables: JsonObject
  readonly at: number
  /** Starter of what it begins. */
  readonly by: string
  /** Whose cases those are. */
  readonly subject?: string
  /** Authorities whose cases it may reach: it does not leave the house that sends it. */
  readonly within: readonly string[] | 'all'
  /** Who sends it from outside, and begins nothing that is for other groups; what a case throws has none. */
  readonly sender?: Person
}

/** A case of every process whose newest version begins by it, where `startOf` finds the start. */
export async function beginnings<Start extends { readonly startEvent: string }>(
  { registry, tenants }: Pick<Reachable, 'registry' | 'tenants'>,
  { variables, at, by, subject, within, sender }: Told,
  startOf: (process: LoadedProcess) => Start | undefined,
): Promise<readonly { readonly instance: NewInstance; readonly start: Start }[]> {
  const staff = sender || within === 'all' ? sender?.tenant : within[0]
  const whose = subject === undefined ? {} : { subject }
  const found: { readonly instance: NewInstance; readonly start: Start }[] = []
  for (const process of registry.newestProcesses()) {
    const start = process.model.executable ? startOf(process) : undefined
    if (!start || (sender && !mayBegin(process.model, sender))) continue
    const tenant = await tenants.of(process, variables, staff, at)
    const { startEvent } = start
    found.push({ start, instance: { id: randomId('c'), tenant, process, variables, startedBy: by, at, startEvent, ...whose } })
  }
  return found
}
