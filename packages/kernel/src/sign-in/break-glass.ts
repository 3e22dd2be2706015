import { ok } from '@fachwerk/problem'
import { sql as statement } from 'kysely'
import type { Accounts } from '../contract/sign-in.ts'
import { invalid } from '../refusal.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { AccountData } from '../vault/account-data.ts'
import type { AccountParts } from './account-parts.ts'
import type { Attempt } from './attempts.ts'
import { addressAttempt } from './first-and-second-factor.ts'

export const breakGlassId = 'break-glass'
const shortestReason = 10

/**
 * The emergency account for the day nobody else can get in: a long secret in a sealed envelope, its hash in the settings. Each use is
 * announced to all administrators and in the log. Without a hash in the settings there is no such account, and its sessions are over.
 */
export function createBreakGlass(parts: AccountParts, hash: string | undefined): Accounts['breakGlass'] {
  const { hasher, attempts, people, announcements, log } = parts
  return async (secret, reason, address) => {
    const why = reason.trim().slice(0, 500)
    if (why.length < shortestReason) return invalid(reasonNeeded)
    const own: Attempt = { kind: 'break-glass', value: '' }
    const byAddress = addressAttempt(address)
    const mayTry = (await attempts.begin(byAddress)) && (await attempts.begin(own))
    const isRight = await hasher.verify(secret, hash)
    const person = await people.get(breakGlassId)
    if (!mayTry || !isRight || !person) {
      log.warn('break-glass refused')
      log.security?.(mayTry ? 'break-glass-refused' : 'lock-out', { method: 'break-glass' })
      return invalid(refused)
    }
    // First told, then let in: a use that cannot be announced is none.
    await announcements.announce(null, {
      de: `Der Notfallzugang wurde benutzt. Angegebener Grund: ${why}`,
      en: `The emergency access was used. Reason given: ${why}`,
    })
    await attempts.succeeded(own)
    await attempts.succeeded(byAddress)
    log.warn('break-glass used')
    log.security?.('break-glass-used', { method: 'break-glass' })
    return ok(person)
  }
}

/** The person behind it, so that the ledger and the cases name who acted. */
export async function setUpBreakGlass(sql: KernelSql, accounts: AccountData, hash: string | undefined): Promise<void> {
  if (hash === undefined) {
    await sql.deleteFrom('session').where('person_id', '=', breakGlassId).execute()
    return
  }
  const { name } = await accounts.seal(breakGlassId, { name: 'Notfallzugang', email: null })
  await statement`insert into kernel.person (id, name, groups, roles, tenant)
    values (${breakGlassId}, ${name}, '{}', '{administrator,operator}', 'land')
    on conflict (id) do update set name = excluded.name, roles = excluded.roles, tenant = excluded.tenant`.execute(sql)
}

const reasonNeeded = {
  de: 'Bitte geben Sie einen Grund an (mindestens zehn Zeichen). Er wird allen Administrationen angezeigt.',
  en: 'Please give a reason (at least ten characters). It is shown to all administrators.',
}
const refused = {
  de: 'Das Kennwort passt nicht, der Notfallzugang ist nicht eingerichtet, oder es waren zu viele Versuche.',
  en: 'The secret is wrong, there is no emergency access, or there were too many attempts.',
}
