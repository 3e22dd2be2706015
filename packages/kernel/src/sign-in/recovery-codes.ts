import { randomInt } from 'node:crypto'
import type { KernelSql } from '../storage/tables.ts'
import type { SignInKeys } from './sign-in-keys.ts'

const count = 10
/** Without characters that look alike on paper. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'

/** For the day the phone is gone: ten codes of 49 bits, each good once. Stored as keyed hashes. */
export interface RecoveryCodes {
  /** Old ones are void. */
  renew(personId: string): Promise<readonly string[]>
  left(personId: string): Promise<number>
  /** True once per code, however many ask at the same time. */
  accept(personId: string, code: string): Promise<boolean>
}

export function createRecoveryCodes(sql: KernelSql, keys: SignInKeys): RecoveryCodes {
  const hash = (personId: string, code: string): string =>
    keys.lookup('recovery code', `${personId}\0${code.toLowerCase().replaceAll(/[\s-]/g, '')}`)
  return {
    renew: async (personId) => {
      const codes = Array.from({ length: count }, randomCode)
      await sql.transaction().execute(async (trx) => {
        await trx.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
        await trx
          .insertInto('recovery_code')
          .values(codes.map((code) => ({ person_id: personId, code_hash: hash(personId, code) })))
          .execute()
      })
      return codes
    },
    left: async (personId) => {
      const row = await sql
        .selectFrom('recovery_code')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    accept: async (personId, code) => {
      const used = await sql
        .deleteFrom('recovery_code')
        .where('person_id', '=', personId)
        .where('code_hash', '=', hash(personId, code))
        .executeTakeFirst()
      return used.numDeletedRows === 1n
    },
  }
}

/** `k7mq2-x9dhe` */
const randomCode = (): string =>
  Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)])
    .join('')
    .replace(/^.{5}/, '$&-')
