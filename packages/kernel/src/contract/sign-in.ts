/** Signing in: local accounts (password with TOTP, passkeys, recovery codes), OpenID Connect, sessions. */
import type { JsonObject, LocalText } from '@fachwerk/problem'
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
/** Of an OpenID Connect provider: its session (`sid`) that one of ours came from. */
export interface ProviderSession {
  readonly issuer: string
  readonly sid: string
}
export interface OpenSession {
  readonly person: Person
  readonly session: SessionInfo
  /** Of the session, not of its changing token: what the tokens of its forms are derived from. */
  readonly formKey: string
  readonly next?: string
  /** How many announcements this person has not put away. */
  readonly announcements: number
}
export interface Sessions {
  /** Opaque random token for the cookie; only its hash is stored. */
  create(personId: string, method?: SignInMethod, device?: string, provider?: ProviderSession): Promise<string>
  /** Who it is; `next` is a new token where this one is due for rotation (the old one is good for another 30 s, for requests under way). */
  open(token: string): Promise<OpenSession | undefined>
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
  /** A privileged role without a second factor: it is set up now, before anything else; within 15 minutes. */
  | { readonly kind: 'needs-enrolment'; readonly step: string }
/** What a step of a sign-in waits for. */
export interface Awaited {
  readonly kind: 'second-factor' | 'enrolment'
  readonly person: Person
  readonly totp: boolean
  readonly passkey: boolean
  readonly recoveryCodes: boolean
}
/**
 * Wrong name and wrong password are answered alike, in the same time. After five failures the account waits, twice as long each time
 * (1 s … 15 min), and after twenty so does the address (a whole authority often shares one); the right password in between changes nothing.
 */
export interface Accounts {
  signIn(login: string, password: string, address: string): Answer<SignInOutcome>
  /** What the page of a step shows; does not use the step up. Undefined: expired or used. */
  awaiting(step: string): Promise<Awaited | undefined>
  /** A wrong code gives `needs-totp` again with a new step, until the five minutes of the first one are over. */
  finishTotp(step: string, code: string, address: string): Answer<SignInOutcome>
  finishRecovery(step: string, code: string, address: string): Answer<SignInOutcome>
  /** After the second factor was set up (`confirmTotp`, `confirmPasskey`): refused while there is none. */
  finishEnrolment(step: string): Answer<Person>
  startPasskey(): Promise<{ readonly step: string; readonly options: unknown }>
  finishPasskey(step: string, response: unknown, address: string): Answer<SignInOutcome>
  /** Invitation link of an administrator: sets login and password, once, within seven days. */
  invite(personId: string, by: Person): Answer<{ readonly secret: string; readonly expiresAt: Date }>
  /** Whom an invitation is for, while it is good. */
  invited(secret: string): Promise<Person | undefined>
  /** Sets up the account from nothing: second factors of before are gone, sessions end. */
  acceptInvitation(secret: string, login: string, password: string): Answer<Person>
  /** Ends all sessions; the caller makes a new one. */
  changePassword(old: string, next: string, person: Person): Answer<void>
  /** `setUp` names the sign-in or session it happens in: there the secret stays the same for 15 minutes, until a code has confirmed it. */
  startTotp(person: Person, setUp: string): Answer<{ readonly step: string; readonly secret: string; readonly uri: string }>
  confirmTotp(step: string, code: string, person: Person): Answer<{ readonly recoveryCodes: readonly string[] }>
  startPasskeyEnrolment(person: Person): Answer<{ readonly step: string; readonly options: unknown }>
  confirmPasskey(step: string, response: unknown, name: string, person: Person): Answer<void>
  removePasskey(id: string, person: Person): Answer<void>
  overview(person: Person): Promise<AccountOverview>
  newRecoveryCodes(person: Person): Answer<{ readonly recoveryCodes: readonly string[] }>
  /** OIDC: the person of this subject at this issuer, created on first sign-in, groups mapped to roles anew each time. */
  personOfClaims(claims: OidcClaims): Answer<Person>
  /**
   * Ends the sessions that came from this provider: the one of `sid`, or without it all of the subject. Nobody's: ends none, which is no
   * mistake. `replayed`: this notice was here before.
   */
  endByProvider(logout: ProviderLogout): Promise<{ readonly ended: number } | 'replayed'>
  /** Emergency account from `FACHWERK_BREAK_GLASS` (hash): every use is announced to all administrators and in the log, and ends after 1 h. */
  breakGlass(secret: string, reason: string, address: string): Answer<Person>
  announcements(person: Person): Promise<readonly Announcement[]>
  /** "Zur Kenntnis genommen"; others still see it. */
  dismissAnnouncement(id: string, person: Person): Promise<void>
  /** Keeps what the way to an OpenID Connect provider and back needs; good for ten minutes, once. */
  keepStep(data: JsonObject): Promise<string>
  takeStep(step: string): Promise<JsonObject | undefined>
  /** The first administrator of an authority, by whoever runs the machine; announced to those there are. The secret is an invitation. */
  createAdministrator(
    administrator: { readonly name: string; readonly email: string; readonly tenant: string },
    by: Person,
  ): Answer<{ readonly person: Person; readonly secret: string; readonly expiresAt: Date }>
}
export interface AccountOverview {
  readonly login?: string
  readonly totp: boolean
  /** When the authenticator app was set up. */
  readonly totpSince?: Date
  /** The OpenID Connect provider who vouches for the person, and when it last did. */
  readonly provider?: { readonly issuer: string; readonly lastAt: Date }
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
  /** The provider's name of its session (`sid`). */
  readonly sid?: string
}
/** A checked logout token (OpenID Connect Back-Channel Logout 1.0, 2.4): whose sessions are over at the provider. */
export interface ProviderLogout {
  readonly issuer: string
  /** `jti`: each is taken once. */
  readonly id: string
  /** Until when the token could be shown again, in milliseconds since the epoch. */
  readonly goodUntil: number
  readonly subject?: string
  readonly sid?: string
}
export interface Announcement {
  readonly id: string
  readonly at: Date
  readonly text: LocalText
}
