import { randomId } from '../random-id.ts'
import type { JsonObject } from '@fachwerk/problem'
import type { KernelSql, KeptMessageRow } from '../storage/tables.ts'
import type { MessageContents } from '../vault/message-contents.ts'
import type { Batch } from './batch.ts'

export interface NewMessage {
  readonly name: string
  /** What stands for name and correlation key. */
  readonly about: string
  readonly messageId: string | undefined
  readonly variables: JsonObject
  readonly at: number
  readonly expiresAt: number
  readonly sender: { readonly id: string; readonly tenant?: string }
  readonly within: readonly string[] | 'all'
  readonly takenBy: readonly string[]
  readonly begins: readonly string[]
}

/** Who may have one. */
export interface Taker {
  readonly about: string
  readonly tenant: string
  readonly process: string
  readonly at: number
  /** To begin a case with it, not to go on with one. */
  readonly begins?: true
}

export interface TakenMessage {
  readonly row: KeptMessageRow
  readonly variables: JsonObject
}

/**
 * Messages from outside that are kept until they expire. Whoever begins to wait receives the oldest one that fits; each process has each
 * message once. What a batch keeps or takes is true for the batches on top of it.
 */
export class KeptMessages {
  readonly #sql: KernelSql
  readonly #contents: MessageContents
  /** False once the table was seen to be empty: most houses keep none, and every wait would ask. */
  #maybe = true
  /** When the expired ones were dropped last. */
  #dropped = 0

  constructor(sql: KernelSql, contents: MessageContents) {
    this.#sql = sql
    this.#contents = contents
  }

  /** Another node may have kept some. */
  forget(): void {
    this.#maybe = true
  }

  async keep(batch: Batch, message: NewMessage): Promise<void> {
    const { name, about, sender, within, at, expiresAt, messageId } = message
    const id = randomId('m')
    this.#maybe = true
    batch.putMessage({
      id,
      tenant: sender.tenant ?? null,
      name,
      correlation_key: about,
      message_id: messageId === undefined ? null : this.#contents.idToken(name, messageId),
      within: within === 'all' ? null : within,
      ...(await this.#contents.seal(id, sender.id, message.variables)),
      at: new Date(at),
      expires_at: new Date(expiresAt),
      by_person: sender.id,
      taken_by: message.takenBy,
      begins: message.begins,
    })
  }

  /** One with the same name, key and id of the sender's choice is still kept. */
  async isKnown(batch: Batch, message: Pick<NewMessage, 'name' | 'about' | 'messageId' | 'at'>): Promise<boolean> {
    const { name, about, messageId, at } = message
    if (messageId === undefined) return false
    const wanted = this.#contents.idToken(name, messageId)
    return (await this.#rows(batch, about, at)).some(({ message_id }) => message_id === wanted)
  }

  /** The oldest that the process may have; it has it then. */
  async take(batch: Batch, taker: Taker): Promise<TakenMessage | undefined> {
    const { about, tenant, process, at } = taker
    for (const row of await this.#rows(batch, about, at)) {
      if (row.within && !row.within.includes(tenant)) continue
      if (row.taken_by.includes(process) || (taker.begins && !row.begins.includes(process))) continue
      const variables = await this.#contents.open(row)
      batch.putMessage({ ...row, taken_by: [...row.taken_by, process] })
      if (variables) return { row, variables }
    }
    return undefined
  }

  /** Nothing reads an expired message: once an hour is soon enough. */
  async dropExpired(now: number): Promise<void> {
    if (now < this.#dropped + 3_600_000) return
    this.#dropped = now
    await this.#sql.deleteFrom('kept_message').where('expires_at', '<=', new Date(now)).execute()
  }

  async #rows(batch: Batch, about: string, at: number): Promise<readonly KeptMessageRow[]> {
    const changed = new Map([...(batch.before?.messages ?? []), ...batch.messages])
    const stored = this.#maybe
      ? await this.#sql.selectFrom('kept_message').selectAll().where('correlation_key', '=', about).execute()
      : []
    if (stored.length === 0 && this.#maybe && changed.size === 0) {
      this.#maybe = (await this.#sql.selectFrom('kept_message').select('id').limit(1).execute()).length > 0
    }
    const known = new Map([...stored.map((row) => [row.id, row] as const), ...changed])
    return [...known.values()]
      .filter((row) => row.correlation_key === about && row.expires_at.getTime() > at)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  }
}
