import { ok, type JsonObject } from '@fachwerk/problem'
import { dueOfTimer } from '@fachwerk/engine'
import { mayAccess } from '../access/decide-access.ts'
import { scopeOf } from '../access/requests.ts'
import type { Answer, Cases, Keeping, Person } from '../api.ts'
import { guarded } from '../guarded.ts'
import { storable } from '../people/people.ts'
import { conflict, invalid, notAllowed } from '../refusal.ts'
import type { Batch } from '../runtime/batch.ts'
import type { FollowUp } from '../runtime/follow-up.ts'
import { receivers, type Reachable } from '../runtime/messages.ts'
import { conditionReceivers, signalReceivers } from '../runtime/signals.ts'
import { refuseVariables } from './acceptable-variables.ts'
import type { CaseOptions } from './start-case.ts'

/** What somebody outside tells all processes: messages, signals, and values that conditions look at. */
export function createFromOutside(options: CaseOptions): Pick<Cases, 'correlate' | 'broadcast' | 'tell'> {
  const { log } = options
  return {
    correlate: guarded(log, (...request) => correlate(options, ...request)),
    broadcast: guarded(log, (name: string, variables: JsonObject, person: Person) =>
      spread(options, variables, person, (reachable, batch, from) =>
        signalReceivers(reachable, batch, { name: storable(name), variables, ...from }),
      ),
    ),
    tell: guarded(log, (variables: JsonObject, person: Person) =>
      spread(options, variables, person, (reachable, _batch, from) => conditionReceivers(reachable, { variables, ...from })),
    ),
  }
}

/** As sent by this person, to cases this person could work on. */
const sentBy = ({ clock }: CaseOptions, person: Person) => ({
  by: person.id,
  sender: person,
  within: scopeOf(person).tenants,
  at: clock(),
})

const reachableOf = ({ sql, registry, vault, tenants, runtime }: CaseOptions): Reachable => ({
  sql,
  registry,
  vault,
  tenants,
  kept: runtime.kept,
})

function refuse(variables: JsonObject, person: Person): ReturnType<typeof notAllowed> | undefined {
  if (mayAccess({ person, action: 'work', resource: 'message' })) return refuseVariables(variables)
  return notAllowed({
    de: 'Nachrichten darf nur die Sachbearbeitung oder der Betrieb zustellen.',
    en: 'Only clerks and operators may deliver messages.',
  })
}

async function spread(
  options: CaseOptions,
  variables: JsonObject,
  person: Person,
  find: (reachable: Reachable, batch: Batch, from: ReturnType<typeof sentBy>) => Promise<FollowUp[]>,
): Answer<{ readonly reached: number }> {
  const refused = refuse(variables, person)
  if (refused) return refused
  return options.runtime.loop.request(async (batch) => {
    const followUps = await find(reachableOf(options), batch, sentBy(options, person))
    const reached = followUps.length
    await options.runtime.instances.follow(batch, followUps)
    return ok(() => ({ reached }))
  })
}

/** A month and a day. */
const longestLife = 31 * 86_400_000

/** When a message that lives for an ISO 8601 duration is gone; `undefined`: no such duration, or too long a one. */
function expiryOf(timeToLive: string, now: number): number | undefined {
  const due = dueOfTimer(timeToLive, 'duration', now)?.due
  return due !== undefined && due > now && due - now <= longestLife ? due : undefined
}

const badTimeToLive = {
  de: 'Wie lange die Nachricht aufbewahrt wird, ist eine Dauer nach ISO 8601 von höchstens 31 Tagen, z. B. PT1H.',
  en: 'How long the message is kept is an ISO 8601 duration of at most 31 days, for example PT1H.',
}
const alreadyKept = {
  de: 'Eine Nachricht mit diesem Namen, Schlüssel und dieser Kennung wird schon aufbewahrt.',
  en: 'A message with this name, key and id is kept already.',
}

async function correlate(
  options: CaseOptions,
  name: string,
  correlationKey: string,
  variables: JsonObject,
  person: Person,
  { timeToLive, messageId }: Keeping = {},
): Answer<{ readonly delivered: boolean; readonly keptUntil?: Date }> {
  const { runtime, vault, clock } = options
  const refused = refuse(variables, person)
  if (refused) return refused
  const expires = timeToLive === undefined ? undefined : expiryOf(timeToLive, clock())
  if (timeToLive !== undefined && expires === undefined) return invalid(badTimeToLive)
  return runtime.loop.request(async (batch) => {
    const from = sentBy(options, person)
    const message = { name: storable(name), correlationKey: storable(correlationKey), variables, ...from }
    const { kept } = runtime
    const known = { ...message, about: vault.correlationToken(message.name, message.correlationKey), messageId }
    if (await kept.isKnown(batch, known)) return conflict(alreadyKept)
    const { followUps, reached, later } = await receivers(reachableOf(options), batch, message)
    const delivered = followUps.length > 0
    if (expires) await kept.keep(batch, { ...known, sender: person, expiresAt: expires, takenBy: reached, begins: later })
    await runtime.instances.follow(batch, followUps)
    return ok(() => (expires ? { delivered, keptUntil: new Date(expires) } : { delivered }))
  })
}
