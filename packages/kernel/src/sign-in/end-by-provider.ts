import type { Accounts, ProviderLogout } from '../contract/sign-in.ts'
import { storable } from '../people/people.ts'
import { hashOfProviderSession } from '../sessions/sessions.ts'
import type { KernelTransaction } from '../storage/tables.ts'
import type { AccountParts } from './account-parts.ts'
import { subjectDigest, type SignInKeys } from './sign-in-keys.ts'

/**
 * Only sessions that came from the provider: who signed in with a passkey here stays. Where the token names both, the session has to be
 * the subject's. Whoever ends what nobody has hears the same as who ends something. That the token was used counts only with what it
 * ended: if that fails, the provider's next try with the same token is no replay.
 */
export const createEndByProvider =
  ({ sql, keys, steps, log }: AccountParts): Accounts['endByProvider'] =>
  async (logout) => {
    const { issuer, id, goodUntil } = logout
    const ended = await sql.transaction().execute(async (trx) => {
      if (!(await steps.once(trx, `logout\n${issuer}\n${id}`, 'logout', goodUntil))) return 'replayed'
      return endSessions(trx, keys, logout)
    })
    if (ended === 'replayed') return ended
    log.info('sessions ended by the provider', { ended })
    return { ended }
  }

async function endSessions(trx: KernelTransaction, keys: SignInKeys, { issuer, subject, sid }: ProviderLogout): Promise<number> {
  if (sid === undefined && subject === undefined) return 0
  let ending = trx.deleteFrom('session').where('method', '=', 'oidc')
  if (sid !== undefined) ending = ending.where('provider_session', '=', hashOfProviderSession({ issuer, sid }))
  if (subject !== undefined)
    ending = ending.where('person_id', 'in', (query) =>
      query
        .selectFrom('oidc_subject')
        .select('person_id')
        .where('issuer', '=', issuer)
        .where('subject_digest', '=', subjectDigest(keys, issuer, storable(subject))),
    )
  const { numDeletedRows } = await ending.executeTakeFirst()
  return Number(numDeletedRows)
}
