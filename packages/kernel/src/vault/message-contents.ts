import type { JsonObject } from '@fachwerk/problem'
import type { KeptMessageRow } from '../storage/tables.ts'
import { personKeyId } from './key-ring.ts'
import { placeOf, sealText } from './seal.ts'
import type { Vault } from './vault.ts'

/** What kept messages bring: sealed with the sender's key, opened for the case that receives them and for nobody else. */
export class MessageContents {
  readonly #vault: Vault

  constructor(vault: Vault) {
    this.#vault = vault
  }

  async seal(id: string, sender: string, variables: JsonObject): Promise<Pick<KeptMessageRow, 'sealed' | 'key_id'>> {
    const keyId = personKeyId(sender)
    const key = (await this.#vault.ring.ofPeople([sender])).get(keyId)!
    return { sealed: sealText(key, placeOf('message', id), JSON.stringify(variables)), key_id: keyId }
  }

  /** `undefined`: the sender's data is erased, or the row was altered outside of the application. */
  async open({ id, key_id, sealed }: KeptMessageRow): Promise<JsonObject | undefined> {
    const opened = await this.#vault.opening.withKey(key_id, placeOf('message', id), sealed)
    return opened.ok ? (opened.value as JsonObject) : undefined
  }

  /** Stands for the sender's own id of a message in the database. */
  idToken(name: string, messageId: string): string {
    return this.#vault.correlationToken(`id of ${name}`, messageId)
  }
}
