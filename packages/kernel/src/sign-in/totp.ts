import { Secret, TOTP } from 'otpauth'
import { sql as statement } from 'kysely'
import type { KernelSql } from '../storage/tables.ts'
import type { SignInKeys } from './sign-in-keys.ts'

const period = 30
/** Codes of the step before and after are taken too: clocks of phones are off by some seconds (RFC 6238 section 5.2). */
const window = 1

/** One-time codes of an authenticator app (RFC 6238). The secret is stored sealed. */
export interface TotpCodes {
  has(personId: string): Promise<boolean>
  /** When the app was set up; undefined: there is none. */
  since(personId: string): Promise<Date | undefined>
  /** Right, and of a newer step than the last one taken: a code that somebody looked at over a shoulder is worth nothing. */
  accept(personId: string, code: string): Promise<boolean>
  /** Replaces the app of before. Refused (false) when the code is not of this secret. */
  enrol(personId: string, secret: string, code: string): Promise<boolean>
}

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

export const totpUri = (secret: string, label: string, issuer: string): string =>
  new TOTP({ secret, label, issuer, period }).toString()

export function createTotpCodes(sql: KernelSql, keys: SignInKeys, clock: () => number): TotpCodes {
  const since = async (personId: string): Promise<Date | undefined> =>
    (await sql.selectFrom('totp').select('created_at').where('person_id', '=', personId).executeTakeFirst())?.created_at
  return {
    since,
    has: async (personId) => (await since(personId)) !== undefined,
    accept: async (personId, code) => {
      const row = await sql.selectFrom('totp').selectAll().where('person_id', '=', personId).executeTakeFirst()
      const secret = row && keys.open(row.secret, personId)
      if (!secret) return false
      const step = stepOfCode(Buffer.from(secret).toString('utf8'), code, clock())
      if (step === undefined) return false
      const taken = await sql
        .updateTable('totp')
        .set({ last_step: step })
        .where('person_id', '=', personId)
        .where('last_step', '<', step)
        .executeTakeFirst()
      return taken.numUpdatedRows === 1n
    },
    enrol: async (personId, secret, code) => {
      const step = stepOfCode(secret, code, clock())
      if (step === undefined) return false
      const sealed = keys.seal(Buffer.from(secret), personId)
      await statement`insert into kernel.totp (person_id, secret, last_step, created_at)
        values (${personId}, ${sealed}, ${step}, ${new Date(clock())})
        on conflict (person_id) do update set secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at`.execute(
        sql,
      )
      return true
    },
  }
}

/** Which 30-second step a code belongs to; undefined: none of those that count now. */
function stepOfCode(secret: string, code: string, now: number): number | undefined {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = TOTP.validate({ token, secret: Secret.fromBase32(secret), period, timestamp: now, window })
  return delta === null ? undefined : Math.floor(now / 1000 / period) + delta
}
