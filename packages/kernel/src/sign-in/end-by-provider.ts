import type { Accounts } from '../contract/sign-in.ts'
import { storable } from '../people/people.ts'
import { hashOfProviderSession } from '../sessions/sessions.ts'
import type { AccountParts } from './account-parts.ts'
import { subjectDigest } from './sign-in-keys.ts'

/**
 * Only sessions that came from the provider: who signed in with a passkey here stays. Where the token names both, the session has to be
 * the subject's. Whoever ends what nobody has hears the same as who ends something.
 */
export const createEndByProvider =
  ({ sql, keys, steps, log }: AccountParts): Accounts['endByProvider'] =>
  async ({ issuer, id, goodUntil, subject, sid }) => {
    if (!(await steps.once(`logout\n${issuer}\n${id}`, 'logout', goodUntil))) return 'replayed'
    let ending = sql.deleteFrom('session').where('method', '=', 'oidc')
    if (sid !== undefined) ending = ending.where('provider_session', '=', hashOfProviderSession({ issuer, sid }))
    if (subject !== undefined)
      ending = ending.where('person_id', 'in', (query) =>
        query
          .selectFrom('oidc_subject')
          .select('person_id')
          .where('issuer', '=', issuer)
          .where('subject_digest', '=', subjectDigest(keys, issuer, storable(subject))),
      )
    if (sid === undefined && subject === undefined) return { ended: 0 }
    const { numDeletedRows } = await ending.executeTakeFirst()
    log.info('sessions ended by the provider', { ended: Number(numDeletedRows) })
    return { ended: Number(numDeletedRows) }
  }
