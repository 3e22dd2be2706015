import type { JsonObject } from '@fachwerk/problem'
import { encodeJson } from '../storage/encode-json.ts'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'
import { sql as statement } from 'kysely'
import { hashOfSecret, randomSecret } from './secrets.ts'

export type StepKind = 'second-factor' | 'enrolment' | 'passkey' | 'totp-enrolment' | 'passkey-enrolment' | 'oidc' | 'logout'

export interface Step {
  readonly kind: StepKind
  readonly personId: string | null
  readonly data: JsonObject
  readonly expiresAt: number
}

/** What the server remembers between two pages of a sign-in. The page knows a random name for it, of which only the hash is stored. */
export interface Steps {
  put(step: Step): Promise<string>
  /** The step of this name, which is put if there is none: whoever asks again, or at the same time, finds the first one. */
  keep(name: string, step: Step): Promise<Step>
  /** Looks without taking. */
  peek(name: string, ...kinds: readonly StepKind[]): Promise<Step | undefined>
  /** Each step is taken once, however many ask at the same time. */
  take(name: string, ...kinds: readonly StepKind[]): Promise<Step | undefined>
  /** Notes, together with what it is, something that must not happen twice before this time; false: it has happened. */
  once(on: KernelTransaction, name: string, kind: StepKind, until: number): Promise<boolean>
}

export function createSteps(sql: KernelSql, clock: () => number): Steps {
  const good = (row: StepRow | undefined): Step | undefined =>
    row && row.expires_at.getTime() > clock()
      ? { kind: row.kind as StepKind, personId: row.person_id, data: row.data, expiresAt: row.expires_at.getTime() }
      : undefined
  /** False: there is one of this name already. */
  const insert = async (on: KernelSql, name: string, { kind, personId, data, expiresAt }: Step): Promise<boolean> => {
    const { rows } = await statement`insert into kernel.sign_in_step (step_hash, kind, person_id, data, expires_at)
      values (${hashOfSecret(name)}, ${kind}, ${personId}, ${encodeJson(data)}::jsonb, ${new Date(expiresAt)})
      on conflict do nothing returning 1`.execute(on)
    return rows.length > 0
  }
  const find = (name: string, kinds: readonly StepKind[]) =>
    sql
      .selectFrom('sign_in_step')
      .selectAll()
      .where('step_hash', '=', hashOfSecret(name))
      .where('kind', 'in', kinds)
      .executeTakeFirst()
  const forgetOld = (on: KernelSql) => on.deleteFrom('sign_in_step').where('expires_at', '<=', new Date(clock())).execute()
  return {
    once: async (on, name, kind, until) => {
      await forgetOld(on)
      return insert(on, name, { kind, personId: null, data: {}, expiresAt: until })
    },
    put: async (step) => {
      const name = randomSecret()
      await forgetOld(sql)
      await insert(sql, name, step)
      return name
    },
    keep: async (name, step) => {
      await forgetOld(sql)
      await insert(sql, name, step)
      return good(await find(name, [step.kind])) ?? step
    },
    peek: async (name, ...kinds) => good(await find(name, kinds)),
    take: async (name, ...kinds) =>
      good(
        await sql
          .deleteFrom('sign_in_step')
          .where('step_hash', '=', hashOfSecret(name))
          .where('kind', 'in', kinds)
          .returningAll()
          .executeTakeFirst(),
      ),
  }
}

interface StepRow {
  readonly kind: string
  readonly person_id: string | null
  readonly data: JsonObject
  readonly expires_at: Date
}
