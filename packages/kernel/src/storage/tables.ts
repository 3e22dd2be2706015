import type { FormReference } from '@fachwerk/bpmn'
import type { JsonObject, LocalText } from '@fachwerk/problem'
import type { Event, InstanceState } from '@fachwerk/engine'
import type { Kysely, Transaction } from 'kysely'

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
  readonly demo: { readonly label: LocalText; readonly description: LocalText } | null
}
export interface InstanceRow {
  readonly id: string
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
  readonly root: string
  readonly parent: string | null
  readonly seq: number
}
/** What one flush added to the log of an instance; `seq` is that of the first event. */
export interface StepRow {
  readonly instance_id: string
  readonly seq: number
  readonly at: Date
  readonly events: readonly Event[]
}
export interface CaseNumberRow {
  readonly prefix: string
  readonly year: number
  readonly last: number
}
export interface SnapshotRow {
  readonly instance_id: string
  readonly seq: number
  readonly state: InstanceState
}
export interface TaskRow {
  readonly id: string
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
export interface TimerRow {
  readonly instance_id: string
  readonly timer: string
  readonly due: Date
}
export interface SubscriptionRow {
  readonly instance_id: string
  readonly subscription: string
  readonly name: string
  readonly correlation_key: string
  readonly process_key: string
}
export interface SubmissionRow {
  readonly person_id: string
  readonly key: string
  readonly instance_id: string
  readonly at: Date
}
export interface DraftRow {
  readonly id: string
  readonly subject: string
  readonly person_id: string
  readonly answers: JsonObject
  readonly done_pages: readonly string[]
  readonly revision: number
  readonly changed_at: Date
  readonly expires_at: Date
}
export interface FileRow {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string
  readonly person_id: string
  readonly at: Date
}

export interface KernelTables {
  partition: { id: number; owner: string | null; token: number; expires_at: Date | null }
  source: { sha256: string; content: string }
  deployment: { id: string; at: Date; by_person: string }
  model: ModelRow
  start_timer: StartTimerRow
  person: PersonRow
  session: { token_hash: string; person_id: string; expires_at: Date }
  instance: InstanceRow
  step: StepRow
  snapshot: SnapshotRow
  task: TaskRow
  job: JobRow
  timer: TimerRow
  subscription: SubscriptionRow
  case_number: CaseNumberRow
  submission: SubmissionRow
  draft: DraftRow
  file_content: { sha256: string; content: Uint8Array }
  file: FileRow
  case_file: { root: string; file_id: string }
  done_once: { what: string; at: Date }
}
export type KernelSql = Kysely<KernelTables>
export type KernelTransaction = Transaction<KernelTables>
