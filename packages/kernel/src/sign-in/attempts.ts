import { sql as statement } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import type { SignInKeys } from './sign-in-keys.ts'

export interface Attempt {
  readonly kind: 'login' | 'address' | 'code' | 'break-glass'
  /** Of a login the digest: who changes a password knows no more than what is stored. */
  readonly value: string
}
/** Tries that are free before waiting begins, and how long one is remembered (milliseconds). An authority often shares one address. */
const limits: Readonly<Record<Attempt['kind'], { readonly free: number; readonly memory: number }>> = {
  login: { free: 5, memory: 24 * 3_600_000 },
  code: { free: 5, memory: 24 * 3_600_000 },
  'break-glass': { free: 5, memory: 24 * 3_600_000 },
  address: { free: 20, memory: 3_600_000 },
}
const longestWait = 15 * 60

/**
 * Failed attempts, in the database, so that a restart forgets none. An attempt is counted before the secret is looked at and taken back when
 * it was right: a thousand guesses at once are a thousand attempts.
 */
export interface Attempts {
  /** False: it is too early for another try; the secret must not be looked at. */
  begin(attempt: Attempt): Promise<boolean>
  /** It was right: the account begins anew, the address gets this one attempt back. */
  succeeded(attempt: Attempt): Promise<void>
  failures(attempt: Attempt): Promise<number>
}

export function createAttempts(sql: KernelSql, keys: SignInKeys, clock: () => number): Attempts {
  const subjectOf = ({ kind, value }: Attempt): string => keys.lookup(`attempt ${kind}`, value)
  return {
    begin: async (attempt) => {
      const { free, memory } = limits[attempt.kind]
      const now = new Date(clock())
      const forgotten = new Date(clock() - memory)
      const { rows } = await statement<{ failures: number }>`
        insert into kernel.sign_in_attempt as a (subject, failures, last_at, blocked_until)
        values (${subjectOf(attempt)}, 1, ${now}, ${now})
        on conflict (subject) do update set
          failures = case when a.last_at < ${forgotten} then 1 else a.failures + 1 end,
          last_at = excluded.last_at,
          blocked_until = case when a.last_at < ${forgotten} or a.failures + 1 < ${free} then excluded.last_at
            else excluded.last_at + make_interval(secs => least(${longestWait}, power(2, least(a.failures + 1 - ${free}, 20)))) end
        where a.blocked_until <= excluded.last_at
        returning failures`.execute(sql)
      return rows.length > 0
    },
    succeeded: async (attempt) => {
      const subject = subjectOf(attempt)
      if (attempt.kind !== 'address') {
        await sql.deleteFrom('sign_in_attempt').where('subject', '=', subject).execute()
        return
      }
      await sql
        .updateTable('sign_in_attempt')
        .set(({ eb, fn }) => ({
          failures: fn('greatest', [eb('failures', '-', 1), eb.lit(0)]),
          blocked_until: new Date(clock()),
        }))
        .where('subject', '=', subject)
        .execute()
    },
    failures: async (attempt) => {
      const row = await sql
        .selectFrom('sign_in_attempt')
        .select('failures')
        .where('subject', '=', subjectOf(attempt))
        .executeTakeFirst()
      return row?.failures ?? 0
    },
  }
}

/** One IPv6 customer has a whole /64; single addresses in it cost nothing. */
export function addressBlock(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail = ''] = address.split('::') as [string, string?]
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const groups = address.includes('::')
    ? [...front, ...Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0'), ...back]
    : front
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
