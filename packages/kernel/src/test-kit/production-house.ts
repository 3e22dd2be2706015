import { sql } from 'kysely'
import type { Database } from '@fachwerk/postgres'
import type { Kernel, Person } from '../api.ts'
import { startKernel } from '../start-kernel.ts'
import { silent, type Logger } from '../log.ts'
import type { SignInSettings } from '../sign-in/accounts.ts'
import { createSignInKeys, subjectDigest } from '../sign-in/sign-in-keys.ts'
import type { KernelSql } from '../storage/tables.ts'
import { KeyRing } from '../vault/key-ring.ts'
import { operator } from './people.ts'
import { value } from './house.ts'

/** Without demo people: who signs in has an account. */
export interface ProductionHouse {
  readonly kernel: Kernel
  pass(milliseconds: number): void
  now(): number
  /** A person of the authority `land` with these roles, not yet with an account. */
  hire(id: string, ...roles: Person['roles'][number][]): Promise<Person>
  /** The same with login (the id) and password. */
  employ(id: string, ...roles: Person['roles'][number][]): Promise<Person>
}

const productionMasterKey = new Uint8Array(32).fill(7)
export const goodPassword = 'Der Deich hält seit 1962'

export async function openProductionHouse(
  database: Database,
  signIn: SignInSettings = {},
  start = Date.UTC(2026, 10, 23, 8),
  log: Logger = silent,
): Promise<ProductionHouse> {
  let now = start
  const kernel = await startKernel({
    database,
    modules: [],
    demo: false,
    clock: () => now,
    log,
    masterKey: productionMasterKey,
    signIn: { relyingParty: () => ({ origin: 'https://fachwerk.example.de' }), ...signIn },
  })
  const hire: ProductionHouse['hire'] = async (id, ...roles) => {
    const account = { id, tenant: 'land', name: `Name von ${id}`, kind: 'person' as const, roles: [], groups: [] }
    value(await kernel.identity.createMember(account, operator))
    await sql`update kernel.person set roles = ${roles}::text[] where id = ${id}`.execute(database.kysely)
    return (await kernel.people.get(id))!
  }
  return {
    kernel,
    pass: (milliseconds) => void (now += milliseconds),
    now: () => now,
    hire,
    employ: async (id, ...roles) => {
      const person = await hire(id, ...roles)
      const { secret } = value(await kernel.accounts.invite(id, operator))
      value(await kernel.accounts.acceptInvitation(secret, id, goodPassword))
      return person
    },
  }
}

/** The person a subject of an OpenID Connect provider has become in such a house. */
export async function idOfSubject(database: Database, issuer: string, subject: string): Promise<string | undefined> {
  const ring = await KeyRing.open(database.kysely.withSchema('kernel') as KernelSql, productionMasterKey)
  const digest = subjectDigest(createSignInKeys(ring.derived('sign-in')), issuer, subject)
  const found = sql<{ id: string }>`select person_id as id from kernel.oidc_subject where subject_digest = ${digest}`
  return (await found.execute(database.kysely)).rows[0]?.id
}
