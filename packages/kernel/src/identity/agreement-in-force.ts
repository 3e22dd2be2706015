import { sql, type RawBuilder } from 'kysely'

/** Condition on the table `agreement` as `a`: both have agreed, nobody has ended it, and it is not over. */
export const agreementInForce = (now: number): RawBuilder<boolean> =>
  sql<boolean>`(a.agreed_by_host is not null and a.agreed_by_guest is not null and a.ended_at is null and a.until_at > ${new Date(now)})`
