import type { People } from '../api.ts'
import type { Sessions } from '../contract/sign-in.ts'
import type { Logger } from '../log.ts'
import type { KernelSql } from '../storage/tables.ts'
import type { AccountData } from '../vault/account-data.ts'
import type { Announcements } from './announcements.ts'
import type { Attempts } from './attempts.ts'
import type { Passkeys } from './passkeys.ts'
import type { PasswordHasher } from './password-hasher.ts'
import type { RecoveryCodes } from './recovery-codes.ts'
import type { SignInKeys } from './sign-in-keys.ts'
import type { Steps } from './steps.ts'
import type { TotpCodes } from './totp.ts'

/** What the calls of `kernel.accounts` are made of. */
export interface AccountParts {
  readonly sql: KernelSql
  readonly people: People
  readonly keys: SignInKeys
  /** Seals names, addresses and login names. */
  readonly data: AccountData
  readonly sessions: Sessions
  readonly hasher: PasswordHasher
  readonly steps: Steps
  readonly attempts: Attempts
  readonly totp: TotpCodes
  readonly recovery: RecoveryCodes
  readonly passkeys: Passkeys
  readonly announcements: Announcements
  readonly clock: () => number
  readonly log: Logger
}

/** How long a step between two pages is good, in milliseconds. */
export const stepLife = 5 * 60_000
/** Installing an authenticator app takes longer than typing a code. */
export const enrolmentLife = 15 * 60_000
