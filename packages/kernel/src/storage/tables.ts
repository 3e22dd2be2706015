import type { FormReference } from '@fachwerk/bpmn'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import type { Generated, Kysely, Transaction } from 'kysely'
import type { PendingChange, Tenant, TokenScope } from '../contract/identity.ts'
import type { SignInMethod } from '../contract/sign-in.ts'

/** Rows of the kernel's schema as they are read; times are `Date`. Comments stand in `migrations/`. */
export interface ModelRow {
  readonly version_id: string
  readonly kind: 'process' | 'decision' | 'form'
  readonly key: string
  readonly name: string
  readonly version: number
  readonly deployment_id: string
  readonly file: string
  readonly sha256: string
  readonly at: Date
  readonly by_person: string
  /** Authority whose modellers publish its versions. */
  readonly tenant: string
}
export interface StartTimerRow {
  readonly process_key: string
  readonly start_event: string
  readonly version_id: string
  readonly due: Date
  readonly repetitions: number
  readonly interval: string | null
}
export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly unit: string | null
  readonly groups: readonly string[]
  readonly roles: readonly string[]
  /** `order` is that of the start page. */
  readonly demo: { readonly label: LocalText; readonly description: LocalText; readonly order?: number } | null
  readonly tenant: string | null
  readonly unit_id: string | null
  readonly kind: 'person' | 'service'
  readonly email: string | null
  readonly state: 'active' | 'locked' | 'left'
  readonly revision: number
}
export interface TenantRow {
  readonly id: string
  readonly name: string
  readonly kind: Tenant['kind']
  readonly state: Tenant['state']
  readonly revision: number
  readonly contact: string
  readonly privacy_officer: string
  readonly measures: string
}
export interface UnitRow {
  readonly id: string
  readonly tenant: string
  readonly name: string
  readonly parent: string | null
  readonly revision: number
}
export interface GroupRow {
  readonly id: string
  readonly tenant: string
  readonly name: string
  readonly revision: number
}
export interface DeputyRow {
  readonly id: string
  readonly tenant: string
  readonly absent: string
  readonly deputy: string
  readonly from_at: Date
  readonly until_at: Date
  readonly ended_at: Date | null
}
export interface AgreementRow {
  readonly id: string
  readonly group_id: string
  readonly host: string
  readonly guest: string
  readonly purpose: string
  readonly legal_basis: string
  readonly until_at: Date
  readonly agreed_by_host: string | null
  readonly agreed_by_guest: string | null
  readonly ended_at: Date | null
}
export interface PendingChangeRow {
  readonly id: string
  readonly tenant: string
  readonly what: PendingChange['what']
  readonly subject: string
  readonly payload: JsonObject
  readonly text: LocalText
  readonly requested_by: string
  readonly requested_at: Date
  readonly expires_at: Date
  readonly state: Generated<'open' | 'running' | 'approved' | 'rejected'>
  readonly decided_by: string | null
  readonly decided_at: Date | null
}
export interface ApiTokenRow {
  readonly id: string
  readonly tenant: string
  readonly person_id: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly secret_hash: string
  readonly created_at: Date
  readonly created_by: string
  readonly expires_at: Date
  readonly last_used_at: Date | null
  readonly revoked_at: Date | null
}
export interface AdminLogRow {
  readonly seq: Generated<number>
  readonly tenant: string
  readonly at: Date
  readonly by_person: string
  readonly subject: string
  readonly revision: number | null
  readonly text: LocalText
}
/** An instance in memory, where its title is readable. */
export interface InstanceRow {
  readonly id: string
  /** Authority that answers for the case; so in all tables that belong to it. */
  readonly tenant: string
  readonly number: string
  readonly partition_id: number
  readonly process_key: string
  readonly process_name: string
  readonly version: number
  readonly version_id: string
  readonly title: string | null
  readonly state: 'active' | 'completed' | 'terminated' | 'failed'
  readonly incident: boolean
  readonly started_at: Date
  readonly started_by: string
  readonly ended_at: Date | null
  readonly stands_at: readonly string[]
  readonly due: Date | null
  /** The day on which it was received, where the model says so; midnight UTC. */
  readonly received: Date | null
  readonly root: string
  readonly parent: string | null
  readonly seq: number
  /** The person whose case it is; null where an authority began it. */
  readonly subject: string | null
  /** Digest of message and key that began it, where the model allows one case per key. */
  readonly start_key: string | null
}
/** An instance as it is stored. Only what goes through `vault/` opens its title. */
export interface StoredInstance extends Omit<InstanceRow, 'title'> {
  readonly sealed_title: string | null
  /** Its key is destroyed: only this frame is left. */
  readonly erased_at: Date | null
}
/** What one flush added to the log of an instance; `seq` is that of the first event. */
export interface StepRow {
  readonly tenant: string
  readonly instance_id: string
  readonly seq: number
  readonly at: Date
  /** `Event[]` as JSON, sealed. */
  readonly sealed: string
}
export interface CaseNumberRow {
  readonly prefix: string
  readonly year: number
  readonly last: number
}
export interface SnapshotRow {
  readonly tenant: string
  readonly instance_id: string
  readonly seq: number
  /** `InstanceState` as JSON, sealed. */
  readonly sealed: string
}
export interface TaskRow {
  readonly id: string
  readonly tenant: string
  readonly instance_id: string
  readonly root: string
  readonly activation: string
  readonly element: string
  readonly name: string
  readonly kind: 'user' | 'manual-job'
  readonly assignee: string | null
  readonly candidate_groups: readonly string[]
  readonly candidate_users: readonly string[]
  readonly created_at: Date
  readonly due: Date | null
  readonly priority: number | null
  readonly revision: number
  readonly form: FormReference | null
  readonly open: boolean
}
export interface JobRow {
  readonly tenant: string
  readonly key: string
  readonly instance_id: string
  readonly activation: string
  readonly element: string
  readonly type: string
  readonly retries: number
  readonly headers: Readonly<Record<string, string>>
  readonly variables: JsonObject
  readonly due: Date
}
export interface StoredJob extends Omit<JobRow, 'variables'> {
  readonly sealed: string
}
export interface TimerRow {
  readonly tenant: string
  readonly instance_id: string
  readonly timer: string
  readonly due: Date
}
export interface SubscriptionRow {
  readonly tenant: string
  readonly instance_id: string
  readonly subscription: string
  readonly name: string
  readonly correlation_key: string
  readonly process_key: string
  readonly kind: 'message' | 'signal'
}
/** A message from outside that is kept until it expires; what it brings is sealed. */
export interface KeptMessageRow {
  readonly id: string
  readonly tenant: string | null
  readonly name: string
  readonly correlation_key: string
  readonly message_id: string | null
  /** Authorities whose cases it may reach; null: all. */
  readonly within: readonly string[] | null
  readonly key_id: string
  readonly sealed: string
  readonly at: Date
  readonly expires_at: Date
  readonly by_person: string
  /** Processes that have had it. */
  readonly taken_by: readonly string[]
  /** Processes that begin with it as soon as their case with the same key has ended. */
  readonly begins: readonly string[]
}
export interface SubmissionRow {
  readonly person_id: string
  readonly key: string
  readonly instance_id: string
  readonly at: Date
}
export interface DraftRow {
  readonly tenant: string | null
  readonly id: string
  readonly subject: string
  readonly person_id: string
  /** The answers as JSON. */
  readonly sealed: string
  readonly key_id: string
  readonly done_pages: readonly string[]
  readonly revision: number
  readonly changed_at: Date
  readonly expires_at: Date
}
export interface FileRow {
  readonly tenant: string | null
  readonly id: string
  readonly type: string
  readonly size: number
  /** Name and digest as JSON. */
  readonly sealed: string
  readonly person_id: string
  readonly at: Date
}
export interface SessionRow {
  readonly id: string
  readonly person_id: string
  readonly tenant: string | null
  readonly method: SignInMethod
  readonly device: string | null
  readonly provider_session: string | null
  readonly form_key: string
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly expires_at: Date
}
export interface PasskeyRow {
  readonly id: string
  readonly person_id: string
  readonly name: string
  readonly public_key: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
  readonly created_at: Date
  readonly last_used_at: Date | null
}
export interface BlindIndexRow {
  readonly tenant: string
  readonly token: string
  readonly root: string
  readonly field: string
}
export interface LegalHoldRow {
  readonly id: string
  readonly tenant: string
  readonly person: string | null
  readonly case_id: string | null
  readonly ground: string
  readonly legal_basis: string
  readonly since: Date
  readonly review: Date
  readonly by_person: string
  readonly ended_at: Date | null
}

export interface KernelTables {
  partition: { id: number; owner: string | null; token: number; expires_at: Date | null }
  source: { sha256: string; content: string }
  deployment: { id: string; at: Date; by_person: string }
  model: ModelRow
  start_timer: StartTimerRow
  tenant: TenantRow
  unit: UnitRow
  person: PersonRow
  person_group: GroupRow
  membership: { group_id: string; person_id: string; tenant: string }
  deputy: DeputyRow
  agreement: AgreementRow
  pending_change: PendingChangeRow
  api_token: ApiTokenRow
  admin_log: AdminLogRow
  session: SessionRow
  session_token: { token_hash: string; session_id: string; issued_at: Date; replaced_at: Date | null }
  credential: { person_id: string; login_digest: string; sealed_login: string; password: string; changed_at: Date }
  totp: { person_id: string; secret: Uint8Array; last_step: number; created_at: Date }
  passkey: PasskeyRow
  recovery_code: { person_id: string; code_hash: string }
  sign_in_step: { step_hash: string; kind: string; person_id: string | null; data: JsonObject; expires_at: Date }
  sign_in_attempt: { subject: string; failures: number; last_at: Date; blocked_until: Date }
  invitation: { secret_hash: string; person_id: string; by_person: string; expires_at: Date }
  oidc_subject: { issuer: string; subject_digest: string; person_id: string; last_at: Date }
  announcement: { id: string; at: Date; person_id: string | null; text: LocalText }
  announcement_dismissed: { announcement_id: string; person_id: string }
  instance: StoredInstance
  step: StepRow
  snapshot: SnapshotRow
  task: TaskRow
  job: StoredJob
  timer: TimerRow
  subscription: SubscriptionRow
  kept_message: KeptMessageRow
  case_number: CaseNumberRow
  submission: SubmissionRow
  draft: DraftRow
  file_content: { file_id: string; sealed: Uint8Array }
  file: FileRow
  case_file: { root: string; file_id: string; instance_id: string; path: string | null }
  blind_index: BlindIndexRow
  ledger_actor: { tenant: string; person_id: string }
  legal_hold: LegalHoldRow
  deletion: { id: Generated<number>; tenant: string | null; at: Date; kind: string; reference: string; rule: string }
  done_once: { what: string; at: Date }
}
export type KernelSql = Kysely<KernelTables>
export type KernelTransaction = Transaction<KernelTables>
