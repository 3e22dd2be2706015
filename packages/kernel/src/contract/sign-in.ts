/** Signing in: local accounts (password with TOTP, passkeys, recovery codes), OpenID Connect, sessions. */
import type { LocalText } from '@fachwerk/problem'
import type { Answer, Person } from '../api.ts'

export type SignInMethod = 'demo' | 'password' | 'password+totp' | 'passkey' | 'recovery-code' | 'oidc' | 'break-glass'

export interface SessionInfo {
  /** Not the token: names the session on "Angemeldete Geräte". */
  readonly id: string
  readonly method: SignInMethod
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** Idle and absolute end, whichever is first. */
  readonly expiresAt: Date
  /** e.g. `Firefox auf Linux`; never the address. */
  readonly device?: string
}
export interface Sessions {
  /** Opaque random token for the cookie; only its hash is stored. */
  create(personId: string, method?: SignInMethod, device?: string): Promise<string>
  /** Who it is; `next` is a new token where this one is due for rotation (the old one is good for another 30 s, for requests under way). */
  open(token: string): Promise<{ readonly person: Person; readonly session: SessionInfo; readonly next?: string } | undefined>
  person(token: string): Promise<Person | undefined>
  end(token: string): Promise<void>
  list(person: Person): Promise<readonly SessionInfo[]>
  /** One of one's own, by id. */
  revoke(id: string, person: Person): Answer<void>
  /** "Überall abmelden"; an administrator may do it for a member. */
  endAll(personId: string, by: Person): Answer<{ readonly ended: number }>
}

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly person: Person }
  /** The password was right; now the code of the authenticator app. `step` is good for five minutes, once. */
  | { readonly kind: 'needs-totp'; readonly step: string }
  /** A privileged role without a second factor: it is set up now, before anything else. */
  | { readonly kind: 'needs-enrolment'; readonly step: string }
/**
 * Wrong name and wrong password are answered alike, in the same time. After five failures the account waits, twice as long each time
 * (1 s … 15 min), and so does the address; the right password in between changes nothing.
 */
export interface Accounts {
  signIn(login: string, password: string, address: string): Answer<SignInOutcome>
  finishTotp(step: string, code: string, address: string): Answer<SignInOutcome>
  finishRecovery(step: string, code: string, address: string): Answer<SignInOutcome>
  startPasskey(): Promise<{ readonly step: string; readonly options: unknown }>
  finishPasskey(step: string, response: unknown, address: string): Answer<SignInOutcome>
  /** Invitation link of an administrator: sets login and password, once, within seven days. */
  invite(personId: string, by: Person): Answer<{ readonly secret: string; readonly expiresAt: Date }>
  acceptInvitation(secret: string, login: string, password: string): Answer<Person>
  changePassword(old: string, next: string, person: Person): Answer<void>
  startTotp(person: Person): Answer<{ readonly step: string; readonly secret: string; readonly uri: string }>
  confirmTotp(step: string, code: string, person: Person): Answer<{ readonly recoveryCodes: readonly string[] }>
  startPasskeyEnrolment(person: Person): Answer<{ readonly step: string; readonly options: unknown }>
  confirmPasskey(step: string, response: unknown, name: string, person: Person): Answer<void>
  removePasskey(id: string, person: Person): Answer<void>
  overview(person: Person): Promise<AccountOverview>
  newRecoveryCodes(person: Person): Answer<{ readonly recoveryCodes: readonly string[] }>
  /** OIDC: the person of this subject at this issuer, created on first sign-in, groups mapped to roles anew each time. */
  personOfClaims(claims: OidcClaims): Answer<Person>
  /** Emergency account from `FACHWERK_BREAK_GLASS` (hash): every use is announced to all administrators and in the log, and ends after 1 h. */
  breakGlass(secret: string, reason: string, address: string): Answer<Person>
  announcements(person: Person): Promise<readonly Announcement[]>
}
export interface AccountOverview {
  readonly login?: string
  readonly totp: boolean
  readonly passkeys: readonly {
    readonly id: string
    readonly name: string
    readonly createdAt: Date
    readonly lastUsedAt?: Date
  }[]
  readonly recoveryCodesLeft: number
  readonly secondFactorRequired: boolean
}
export interface OidcClaims {
  readonly issuer: string
  readonly subject: string
  readonly name?: string
  readonly email?: string
  readonly groups: readonly string[]
}
export interface Announcement {
  readonly id: string
  readonly at: Date
  readonly text: LocalText
}
