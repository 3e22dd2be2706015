import type { JsonObject } from '@fachwerk/problem'
import type { DraftRow, KernelSql } from '../storage/tables.ts'
import { caseKeyId, personKeyId } from './key-ring.ts'
import { placeOf, sealText } from './seal.ts'
import type { Vault } from './vault.ts'

type Sealable = Pick<DraftRow, 'id' | 'subject' | 'person_id' | 'revision'>

/**
 * Answers of drafts, for the person who writes them. An application that is not yet sent is sealed with its writer's key; what somebody
 * writes into a task is about the case, and sealed with the case's key: it goes when that goes.
 */
export class OwnDrafts {
  readonly #sql: KernelSql
  readonly #vault: Vault

  constructor(sql: KernelSql, vault: Vault) {
    this.#sql = sql
    this.#vault = vault
  }

  async seal(draft: Sealable, answers: string): Promise<Pick<DraftRow, 'sealed' | 'key_id'>> {
    const { ring } = this.#vault
    const keyId = (await this.#caseKeyId(draft.subject)) ?? personKeyId(draft.person_id)
    const keys = await ring.load([keyId])
    const person = personKeyId(draft.person_id)
    // A task of a case that is erased: what is written now is the writer's.
    const known = keys.get(keyId) ?? (await ring.ofPeople([draft.person_id])).get(person)!
    return {
      sealed: sealText(known, placeOf('draft', draft.id, draft.revision), answers),
      key_id: keys.has(keyId) ? keyId : person,
    }
  }

  /** `undefined`: erased, or altered outside of the application. */
  async answers(draft: DraftRow): Promise<JsonObject | undefined> {
    const opened = await this.#vault.opening.withKey(draft.key_id, placeOf('draft', draft.id, draft.revision), draft.sealed)
    return opened.ok ? (opened.value as JsonObject) : undefined
  }

  async #caseKeyId(subject: string): Promise<string | undefined> {
    if (!subject.startsWith('task:')) return undefined
    const task = await this.#sql
      .selectFrom('task')
      .select('root')
      .where('id', '=', subject.slice('task:'.length))
      .executeTakeFirst()
    return task && caseKeyId(task.root)
  }
}
