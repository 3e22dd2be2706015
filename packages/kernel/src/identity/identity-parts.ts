import { sql as statement } from 'kysely'
import { fail, type Result } from '@fachwerk/problem'
import type { Requests } from '../access/requests.ts'
import type { Answer, PendingChange, Person, Refusal } from '../api.ts'
import type { Logger } from '../log.ts'
import type { Names } from '../people/people.ts'
import type { Announcements } from '../sign-in/announcements.ts'
import { namedTexts } from './names-in-texts.ts'
import type { AccountData } from '../vault/account-data.ts'
import type { Disclosure } from '../vault/disclosure.ts'
import type { KernelSql, KernelTransaction } from '../storage/tables.ts'

/**
 * Carries out what a second person has approved; in a transaction of its own. `tenant`: the authority whose change it is, which need not be
 * that of who approves.
 */
export type Executor = (subject: string, tenant: string, approver: Person) => Answer<unknown>
/** By what the change is: what is not here cannot be asked for. */
export type Executors = Partial<Record<PendingChange['what'], Executor>>

export interface IdentityParts {
  readonly requests: Requests
  /** The owner's connection: for who is not known yet (tokens), and for rights as they are at this moment, of whichever authority. */
  readonly platform: KernelSql
  readonly names: Names
  readonly accounts: AccountData
  /** Through which accounts are shown to who keeps them: the ledger says who saw whose. */
  readonly disclosure: Pick<Disclosure, 'showAccounts'>
  /** For what people must hear about their accounts. */
  readonly announcements: Pick<Announcements, 'announce'>
  readonly clock: () => number
  readonly log: Logger
  readonly executors: Executors
}

/**
 * Changes of one authority happen one after the other, so that two administrators cannot each remove the other as the last but one.
 * What is refused leaves nothing behind. Written on behalf of `by`: the second wall holds for changes too.
 */
export async function changeOf<T>(
  { requests, names }: IdentityParts,
  tenant: string,
  by: Person,
  run: (trx: KernelTransaction) => Promise<Result<T, Refusal>>,
): Answer<T> {
  try {
    return await requests(by)
      .transaction()
      .execute(async (trx) => {
        await statement`select pg_advisory_xact_lock(hashtextextended(${`identity ${tenant}`}, 0))`.execute(trx)
        const result = await run(trx)
        if (!result.ok) throw new RolledBack(result.error)
        return result
      })
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    // Names are looked up after the transaction: there may be one connection only.
    const [detail] = await namedTexts(names, [{ text: error.refusal.detail }])
    return fail({ ...error.refusal, detail: detail! })
  }
}

class RolledBack extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}
