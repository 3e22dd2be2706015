import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Person } from '../api.ts'
import type { AccountOverview } from '../contract/sign-in.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { AccountData } from '../vault/account-data.ts'
import { storable } from '../people/people.ts'
import type { SignInKeys } from './sign-in-keys.ts'

/** For whom passkeys are made: the host name binds them, so a copied page elsewhere gets nothing. */
export interface RelyingParty {
  /** e.g. `https://fachwerk.example.de` */
  readonly origin: string
}

/** Passkeys (WebAuthn level 3): discoverable, always with PIN or biometrics, so that one is knowledge and possession at once. */
export interface Passkeys {
  list(personId: string): Promise<AccountOverview['passkeys']>
  authenticationOptions(): Promise<PasskeyOptions>
  /** Whose passkey it is. Undefined: unknown, wrong signature, wrong origin, an old challenge, or a counter that went back (a copy). */
  verify(response: unknown, challenge: string): Promise<string | undefined>
  registrationOptions(person: Person, login: string): Promise<PasskeyOptions>
  register(personId: string, response: unknown, challenge: string, name: string): Promise<boolean>
  remove(id: string, personId: string): Promise<boolean>
}
export interface PasskeyOptions {
  readonly challenge: string
  readonly options: unknown
}

type AuthenticationResponse = Parameters<typeof verifyAuthenticationResponse>[0]['response']
type RegistrationResponse = Parameters<typeof verifyRegistrationResponse>[0]['response']
type Transports = string[]

export function createPasskeys(
  sql: KernelSql,
  data: AccountData,
  keys: SignInKeys,
  relyingParty: () => RelyingParty,
  clock: () => number,
): Passkeys {
  const rowsOf = (personId: string) =>
    sql.selectFrom('passkey').selectAll().where('person_id', '=', personId).orderBy('created_at').execute()
  const expected = () => {
    const { origin } = relyingParty()
    return { expectedOrigin: origin, expectedRPID: new URL(origin).hostname, requireUserVerification: true }
  }
  return {
    list: async (personId) => {
      const rows = await rowsOf(personId)
      const names = await data.openPasskeyNames(personId, rows)
      return rows.map(({ id, created_at, last_used_at }, index) => ({
        id,
        name: names[index] ?? 'Passkey',
        createdAt: created_at,
        ...(last_used_at ? { lastUsedAt: last_used_at } : {}),
      }))
    },
    authenticationOptions: async () => {
      const options = await generateAuthenticationOptions({ rpID: expected().expectedRPID, userVerification: 'required' })
      return { challenge: options.challenge, options }
    },
    verify: async (response, challenge) => {
      const id = idOf(response)
      const row = id && (await sql.selectFrom('passkey').selectAll().where('id', '=', storable(id)).executeTakeFirst())
      if (!row) return undefined
      const credential = {
        id: row.id,
        publicKey: new Uint8Array(row.public_key),
        counter: row.counter,
        transports: [...row.transports],
      }
      const checked = await refusedWhereItThrows(() =>
        verifyAuthenticationResponse({
          response: response as AuthenticationResponse,
          expectedChallenge: challenge,
          ...expected(),
          credential,
        }),
      )
      if (!checked?.verified) return undefined
      const counted = await sql
        .updateTable('passkey')
        .set({ counter: checked.authenticationInfo.newCounter, last_used_at: new Date(clock()) })
        .where('id', '=', row.id)
        .where('counter', '=', row.counter)
        .executeTakeFirst()
      return counted.numUpdatedRows === 1n ? row.person_id : undefined
    },
    registrationOptions: async (person, login) => {
      const known = await rowsOf(person.id)
      const options = await generateRegistrationOptions({
        rpName: 'Fachwerk',
        rpID: expected().expectedRPID,
        userName: login,
        userDisplayName: person.name,
        // The authenticator keeps this; it says nothing about the person (WebAuthn section 14.6.1).
        userID: new Uint8Array(Buffer.from(keys.lookup('user handle', person.id), 'base64url')),
        attestationType: 'none',
        excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] as Transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { challenge: options.challenge, options }
    },
    register: async (personId, response, challenge, name) => {
      const checked = await refusedWhereItThrows(() =>
        verifyRegistrationResponse({
          response: response as RegistrationResponse,
          expectedChallenge: challenge,
          ...expected(),
        }),
      )
      if (!checked?.verified) return false
      const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential
      const sealed = await data.sealPasskeyName(personId, id, name)
      const row = { id, person_id: personId, name: sealed, public_key: publicKey, counter, transports: transports.slice(0, 8) }
      const added = await sql
        .insertInto('passkey')
        .values({ ...row, created_at: new Date(clock()), last_used_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return added.numInsertedOrUpdatedRows === 1n
    },
    remove: async (id, personId) => {
      const gone = await sql
        .deleteFrom('passkey')
        .where('id', '=', storable(id))
        .where('person_id', '=', personId)
        .executeTakeFirst()
      return gone.numDeletedRows === 1n
    },
  }
}

const idOf = (response: unknown): string | undefined => {
  const id = (response as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length <= 1400 ? id : undefined
}

/** The library throws for what does not fit; what a browser sends is never our broken invariant. */
async function refusedWhereItThrows<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}
