/** Authorities and people: who belongs where, with which rights. Managed by the administrator of an authority on pages and by API. */
import type { Purpose } from '@fachwerk/privacy'
import type { Result } from '@fachwerk/problem'
import type { Answer, Page, Person, Role } from '../api.ts'

/** An authority: Behörde, municipality, court. Its data is walled off from every other one's. */
export interface Tenant {
  readonly id: string
  readonly name: string
  readonly kind: 'authority' | 'municipality' | 'court' | 'police' | 'ministry' | 'it-centre'
  readonly state: 'active' | 'closed'
  readonly revision: number
  /** How the controller is reached, lines of text (Art. 30 (1) a GDPR). */
  readonly contact?: string
  /** How the office of the data protection officer is reached. */
  readonly privacyOfficer?: string
  /** Technical and organisational measures (Art. 32 GDPR), in plain words; absent: those of the platform. */
  readonly measures?: string
  /** Nobody has the role of data protection officer: what people ask of this authority waits. Told of authorities whose people one may see. */
  readonly withoutOfficer?: true
}
export interface Unit {
  readonly id: string
  readonly tenant: string
  readonly name: string
  /** Unit above; absent: directly below the authority. */
  readonly parent?: string
  readonly revision: number
}
export interface Group {
  /** Globally unique, as in models: `buergeramt`. */
  readonly id: string
  readonly tenant: string
  readonly name: string
  readonly members: readonly string[]
  /** Names of the members by id: members of a guest authority are seen nowhere else. */
  readonly names: Readonly<Record<string, string>>
  readonly revision: number
}
/** A person or a service account as its administrator sees it. */
export interface Member {
  readonly person: Person
  readonly kind: 'person' | 'service'
  readonly email?: string
  readonly state: 'active' | 'locked' | 'left'
  readonly revision: number
}
/** Somebody works the tasks of somebody else for a time (Vertretung). */
export interface Deputy {
  readonly id: string
  readonly absent: string
  readonly deputy: string
  readonly absentName: string
  readonly deputyName: string
  readonly from: Date
  readonly until: Date
}
/** A group whose members come from two authorities; valid only once both administrators have agreed, and until its end. */
export interface Agreement {
  readonly id: string
  readonly group: string
  /** Owner of the group and of the cases. */
  readonly host: string
  readonly guest: string
  readonly purpose: string
  readonly legalBasis: string
  readonly until: Date
  readonly groupName: string
  readonly agreedByHost?: string
  readonly agreedByGuest?: string
  /** Ended by one of the two before its time. */
  readonly endedAt?: Date
}
/** A change that needs a second administrator (Vier-Augen-Prinzip): rights of administrators and operators, erasure, ending a legal hold. */
export interface PendingChange {
  readonly id: string
  readonly tenant: string
  readonly what: 'grant-role' | 'revoke-role' | 'erase-person' | 'end-hold' | 'agreement'
  /** Whom or what it is about: a person, a hold, an agreement. */
  readonly subject: string
  readonly text: { readonly de: string; readonly en: string }
  readonly requestedBy: string
  readonly requestedByName: string
  readonly requestedAt: Date
  readonly expiresAt: Date
  /** May the one who asks approve it? Never the one who requested it, nor the one it is about. */
  readonly mayApprove: boolean
}
/** Every change is refused with `conflict` when `revision` is stale, with `not-found` across authorities, and is written to `adminLog`. */
export interface Identity {
  /** For administrators and operators all, so that an agreement can name a partner; for others their own. */
  tenants(by: Person): Promise<readonly Tenant[]>
  createTenant(tenant: Pick<Tenant, 'id' | 'name' | 'kind'>, by: Person): Answer<Tenant>
  /** Operators only. People of a closed authority cannot sign in. What is absent of contacts and measures stays, an empty text takes it away. */
  saveTenant(
    tenant: Pick<Tenant, 'id' | 'name' | 'state' | 'revision' | 'contact' | 'privacyOfficer' | 'measures'>,
    by: Person,
  ): Answer<Tenant>
  units(by: Person): Promise<readonly Unit[]>
  /** `revision` 0: a new one; its `id` may be empty, or a wish of programs within: not offered by pages and API. */
  saveUnit(unit: Omit<Unit, 'tenant'>, by: Person): Answer<Unit>
  removeUnit(id: string, revision: number, by: Person): Answer<void>
  groups(by: Person): Promise<readonly Group[]>
  /** `revision` 0: a new one; the answer names its id, which ends with that of the authority. Own groups, and those of others that an agreement in force opens. */
  saveGroup(group: Omit<Group, 'tenant' | 'members' | 'names'>, by: Person): Answer<Group>
  /** The host may put in own people and take out anybody, the guest may put in and take out own people. */
  setMembership(group: string, person: string, member: boolean, by: Person): Answer<void>
  /** For administrators, operators and privacy officers everything; for other staff names of active colleagues. */
  members(
    by: Person,
    filter?: { readonly text?: string; readonly offset?: number; readonly limit?: number },
  ): Promise<Page<Member>>
  member(id: string, by: Person): Answer<Member>
  createMember(member: NewMember, by: Person): Answer<Member>
  /** `left` of an account with special rights locks it and needs a second person: the answer then names the pending change. */
  saveMember(id: string, change: MemberChange, revision: number, by: Person): Answer<Member | PendingChange>
  /** `administrator`, `operator` and `privacy-officer` need a second person: the answer then names the pending change. */
  setRoles(id: string, roles: readonly Role[], revision: number, by: Person): Answer<Member | PendingChange>
  deputies(by: Person): Promise<readonly Deputy[]>
  /** A person may name an own deputy, an administrator anybody's. */
  addDeputy(deputy: Pick<Deputy, 'absent' | 'deputy' | 'from' | 'until'>, by: Person): Answer<Deputy>
  endDeputy(id: string, by: Person): Answer<void>
  agreements(by: Person): Promise<readonly Agreement[]>
  /** By the host; the guest's administrator then agrees, or it is never in force. */
  proposeAgreement(
    agreement: Pick<Agreement, 'group' | 'host' | 'guest' | 'purpose' | 'legalBasis' | 'until'>,
    by: Person,
  ): Answer<Agreement>
  agree(id: string, by: Person): Answer<Agreement>
  endAgreement(id: string, by: Person): Answer<void>
  pending(by: Person): Promise<readonly PendingChange[]>
  /** Asks a second person for what one alone must not do; carried out when approved. */
  requestChange(what: 'erase-person' | 'end-hold', subject: string, reason: string, by: Person): Answer<PendingChange>
  /** Never by the one who asked for it, nor by the one it is about. */
  approve(id: string, by: Person): Answer<void>
  /** Also by the one who asked for it. */
  reject(id: string, by: Person): Answer<void>
  tokens(by: Person): Promise<readonly ApiToken[]>
  /** For service accounts only. `secret` is shown once; only its hash is stored. */
  createToken(token: NewApiToken, by: Person): Answer<{ readonly token: ApiToken; readonly secret: string }>
  revokeToken(id: string, by: Person): Answer<void>
  /** Whose token it is, with `access.scopes` set. Constant-time; what became of a token hears only who holds its secret. */
  personOfToken(secret: string): Promise<Result<Person, DeadToken>>
  adminLog(by: Person, filter?: { readonly offset?: number; readonly limit?: number }): Promise<Page<AdminLogEntry>>
}
export interface NewMember {
  /** A wish of programs within; where it is taken the platform makes another one. Not offered by pages and API. */
  readonly id?: string
  /** Of operators, for the first administrator of an authority; absent: the own one. */
  readonly tenant?: string
  readonly name: string
  readonly email?: string
  readonly unitId?: string
  readonly kind: Member['kind']
  readonly roles: readonly Role[]
  readonly groups: readonly string[]
}
export type MemberChange = Partial<Pick<Member, 'email' | 'state'> & { readonly name: string; readonly unitId: string | null }>
export type TokenScope = 'cases:read' | 'cases:start' | 'tasks:work' | 'models:publish' | 'administration' | 'ledger:read'
export interface ApiToken {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt?: Date
}
/** Why a token opens nothing; `account`: its account, or the authority of that, is locked or closed. */
export type DeadToken = { readonly reason: 'unknown' | 'account' } | { readonly reason: 'expired' | 'revoked'; readonly at: Date }
export interface NewApiToken {
  readonly person: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  /** At most a year from now. */
  readonly expiresAt: Date
}
export interface AdminLogEntry {
  readonly id: string
  readonly at: Date
  readonly by: string
  readonly byName: string
  readonly text: { readonly de: string; readonly en: string }
}

/** How a person comes to the data: set by the web layer and the command line, recorded in the ledger. */
export interface AccessContext {
  readonly channel: 'page' | 'api' | 'export' | 'job' | 'search' | 'administration'
  /** Default: what the person's role and relation to the case imply. */
  readonly purpose?: Purpose
  /** Of an API token; absent: all that the person may. */
  readonly scopes?: readonly TokenScope[]
}
