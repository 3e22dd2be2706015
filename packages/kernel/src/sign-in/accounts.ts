import type { People } from '../api.ts'
import type { Accounts, Sessions } from '../contract/sign-in.ts'
import { guarded } from '../guarded.ts'
import type { Logger } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { AccountData } from '../vault/account-data.ts'
import type { AccountParts } from './account-parts.ts'
import type { Announcements } from './announcements.ts'
import { createAttempts } from './attempts.ts'
import { createBreakGlass } from './break-glass.ts'
import { createPersonOfClaims, type GroupMappings } from './claims.ts'
import { createSignIn } from './first-and-second-factor.ts'
import { createEndByProvider } from './end-by-provider.ts'
import { createInvitations } from './invitations.ts'
import { createOwnAccount } from './own-account.ts'
import { createPasskeys, type RelyingParty } from './passkeys.ts'
import type { PasswordHasher } from './password-hasher.ts'
import { createRecoveryCodes } from './recovery-codes.ts'
import { createSignInKeys } from './sign-in-keys.ts'
import { createSteps } from './steps.ts'
import { createTotpCodes } from './totp.ts'

/** Settings of signing in; `startKernel` takes them. */
export interface SignInSettings {
  /** Where people reach the server, asked at each passkey: a server on port 0 knows it late. Default: `http://localhost`. */
  readonly relyingParty?: () => RelyingParty
  /** Argon2id hash of the emergency secret; absent: no such account. */
  readonly breakGlass?: string
  /** What groups of the OpenID Connect provider mean. Default: nobody may sign in that way. */
  readonly oidcGroups?: GroupMappings
}

interface AccountOptions {
  readonly sql: KernelSql
  readonly people: People
  readonly data: AccountData
  readonly sessions: Sessions
  readonly announcements: Announcements
  readonly hasher: PasswordHasher
  /** 32 bytes; keys of signing in are derived from it. */
  readonly secret: Uint8Array
  readonly settings: SignInSettings
  readonly clock: () => number
  readonly log: Logger
}

const oidcStepLife = 10 * 60_000

export function createAccounts({ secret, settings, ...given }: AccountOptions): Accounts {
  const { sql, clock, log } = given
  const keys = createSignInKeys(secret)
  const relyingParty = settings.relyingParty ?? (() => ({ origin: 'http://localhost' }))
  const parts: AccountParts = {
    ...given,
    keys,
    steps: createSteps(sql, clock),
    attempts: createAttempts(sql, keys, clock),
    totp: createTotpCodes(sql, keys, clock),
    recovery: createRecoveryCodes(sql, keys),
    passkeys: createPasskeys(sql, given.data, keys, relyingParty, clock),
  }
  const { signIn, finishTotp, finishRecovery, finishPasskey, finishEnrolment, awaiting, startPasskey } = createSignIn(parts)
  const { steps } = parts
  return {
    ...createOwnAccount(parts),
    ...createInvitations(parts),
    awaiting,
    startPasskey,
    signIn: guarded(log, signIn),
    finishTotp: guarded(log, finishTotp),
    finishRecovery: guarded(log, finishRecovery),
    finishPasskey: guarded(log, finishPasskey),
    finishEnrolment: guarded(log, finishEnrolment),
    personOfClaims: guarded(log, createPersonOfClaims(parts, settings.oidcGroups ?? {})),
    endByProvider: createEndByProvider(parts),
    breakGlass: guarded(log, createBreakGlass(parts, settings.breakGlass)),
    announcements: (person) => given.announcements.list(person),
    dismissAnnouncement: (id, person) => given.announcements.dismiss(id, person),
    keepStep: (data) => steps.put({ kind: 'oidc', personId: null, data, expiresAt: clock() + oidcStepLife }),
    takeStep: async (name) => (await steps.take(name, 'oidc'))?.data,
  }
}
