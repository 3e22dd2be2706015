import type { PersonRow } from '../storage/tables.ts'
import { personKeyId, type KeyRing } from './key-ring.ts'
import { placeOf, SealBroken, sealText, unsealText } from './seal.ts'

type Data = Pick<PersonRow, 'name' | 'email'>
type Named = Pick<PersonRow, 'id' | 'name'> & Partial<Pick<PersonRow, 'email'>>

/** What somebody is called whose key is gone. */
export const erasedName = 'Gelöschte Person'

/**
 * Names, e-mail addresses and login names of accounts, and what people call their passkeys, sealed with the key of the person: whoever reads the table learns ids, rights and nothing else, and
 * with the key the name goes, from every copy. Keys are fetched with the platform's connection, so none of this within a transaction.
 */
export class AccountData {
  readonly #ring: KeyRing
  constructor(ring: KeyRing) {
    this.#ring = ring
  }

  /** As it is stored. Somebody new gets a key. */
  async seal(id: string, data: Data): Promise<Data> {
    return (await this.sealAll([{ id, ...data }]))[0]!
  }

  async sealAll<Row extends Data & { readonly id: string }>(rows: readonly Row[]): Promise<readonly Row[]> {
    const keys = await this.#ring.ofPeople(rows.map(({ id }) => id))
    return rows.map((row) => ({ ...row, ...sealData(keys.get(personKeyId(row.id))!, row) }))
  }

  /** The login name of a local account, as it is stored to be shown; found it is by its digest (`sign-in/sign-in-keys.ts`). */
  async sealLogin(id: string, login: string): Promise<string> {
    return sealLoginWith((await this.#ring.ofPeople([id])).get(personKeyId(id))!, id, login)
  }

  /** Undefined: the key is gone. */
  async openLogin(id: string, sealed: string): Promise<string | undefined> {
    const key = (await this.#ring.load([personKeyId(id)])).get(personKeyId(id))
    return key && tryUnseal(key, 'login', id, sealed)
  }

  /** What somebody calls a passkey of theirs (`Diensttelefon von Insa Harms`); the id is the passkey's. */
  async sealPasskeyName(person: string, id: string, name: string): Promise<string> {
    const key = (await this.#ring.ofPeople([person])).get(personKeyId(person))!
    return sealText(key, placeOf('person', 'passkey', id), name)
  }

  /** In the same order; undefined where the key is gone. */
  async openPasskeyNames(
    person: string,
    rows: readonly { readonly id: string; readonly name: string }[],
  ): Promise<readonly (string | undefined)[]> {
    if (rows.length === 0) return []
    const key = (await this.#ring.load([personKeyId(person)])).get(personKeyId(person))
    return rows.map(({ id, name }) => key && tryUnseal(key, 'passkey', id, name))
  }

  /** One query for all keys that are not in memory. */
  async open<Row extends Named>(rows: readonly Row[]): Promise<readonly Row[]> {
    const keys = await this.#ring.load(rows.map(({ id }) => personKeyId(id)))
    return rows.map((row) => {
      const key = keys.get(personKeyId(row.id))
      const opened = (part: 'name' | 'email', sealed: string) => (key ? tryUnseal(key, part, row.id, sealed) : undefined)
      const name = opened('name', row.name) ?? erasedName
      return row.email === undefined
        ? { ...row, name }
        : { ...row, name, email: row.email === null ? null : (opened('email', row.email) ?? null) }
    })
  }
}

/** As `sealData`, for the login name of a local account. */
export const sealLoginWith = (key: Uint8Array, id: string, login: string): string =>
  sealText(key, placeOf('person', 'login', id), login)

/** With a key that is at hand: where a new one takes the place of a destroyed one. */
export const sealData = (key: Uint8Array, { id, name, email }: Data & { readonly id: string }): Data => ({
  name: sealText(key, placeOf('person', 'name', id), name),
  email: email === null ? null : sealText(key, placeOf('person', 'email', id), email),
})

function tryUnseal(key: Uint8Array, part: string, id: string, sealed: string): string | undefined {
  try {
    return unsealText(key, placeOf('person', part, id), sealed)
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}
