/**
 * Public contract of the kernel: what pages, the HTTP API and the command line may ask of the platform. Every call names the person
 * (`Person`) on whose behalf it runs; refusals are values with a stable code.
 */
import type { DecisionTrace } from '@fachwerk/dmn'
import type { Event } from '@fachwerk/engine'
import type { FileAnswer, FormModel } from '@fachwerk/forms'
import type { ProcessModel } from '@fachwerk/bpmn'
import type { ProcessingActivity } from '@fachwerk/privacy'
import type { JsonObject, LocalText, Problem, Result } from '@fachwerk/problem'
import type { Outgoing } from './outgoing/outgoing.ts'
import type { AccessContext, Group, Identity, Tenant, Unit } from './contract/identity.ts'
import type { Accounts, Sessions } from './contract/sign-in.ts'
import type { LedgerService, PrivacyService } from './contract/privacy.ts'

export type * from './contract/identity.ts'
export type * from './contract/privacy.ts'
export type * from './contract/sign-in.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** e.g. `Bürgeramt Celle`. */
  readonly unit?: string
  readonly groups: readonly string[]
  readonly roles: readonly Role[]
  /** Authority; absent: a citizen, who belongs to none. */
  readonly tenant?: string
  readonly unitId?: string
  /** Authorities whose cases may be reached beside the own one, by an agreement in force. */
  readonly jointTenants?: readonly string[]
  /** A program's own account (service account); absent: a human being. */
  readonly service?: true
  /** Ids of those whose tasks this person may work today. */
  readonly deputyFor?: readonly string[]
  /** How this call comes to the data; set by the web layer and the command line. */
  readonly access?: AccessContext
}
/**
 * `citizen` sees own cases; `clerk` works tasks of own groups; `modeller` uploads models; `administrator` keeps people and rights of one
 * authority; `privacy-officer` supervises one authority's processing; `operator` runs the platform for all.
 */
export type Role = 'citizen' | 'clerk' | 'modeller' | 'administrator' | 'privacy-officer' | 'operator'

export interface Refusal {
  readonly code: 'not-found' | 'not-allowed' | 'conflict' | 'invalid' | 'too-large' | 'unavailable'
  readonly title: LocalText
  /** What happened, and what to do. */
  readonly detail: LocalText
  readonly problems?: readonly Problem[]
}
export type Answer<T> = Promise<Result<T, Refusal>>

export interface Kernel {
  readonly models: Models
  readonly cases: Cases
  readonly tasks: Tasks
  readonly drafts: Drafts
  readonly files: Files
  readonly people: People
  readonly identity: Identity
  readonly sessions: Sessions
  readonly accounts: Accounts
  readonly ledger: LedgerService
  readonly privacy: PrivacyService
  /** Readiness, for `/readyz` and `doctor`. */
  status(): Promise<{
    readonly database: 'up' | 'down'
    readonly kind: string
    readonly version: string
    readonly openInstances: number
    readonly incidents: number
  }>
  /** Resolves when everything due now is done: timers fired, jobs run, their consequences stored. For demo data and tests. */
  settle(): Promise<void>
  /** Stops taking commands, flushes, releases the partition. */
  stop(): Promise<void>
}

export interface ModelFile {
  readonly name: string
  readonly content: Uint8Array
}
export interface Models {
  /** Files one by one or ZIPs; checks all, publishes all or nothing. Unchanged files do not make a new version. */
  deploy(files: readonly ModelFile[], by: Person): Answer<Deployment>
  /** The same check without publishing. */
  check(files: readonly ModelFile[]): Promise<readonly Problem[]>
  /** Newest version of every process that has a start form (or a none start event) and that `person` may start. */
  catalogue(person: Person): Promise<readonly CatalogueEntry[]>
  process(key: string): Promise<PublishedProcess | undefined>
  /** A form with the lists of this house in it (`fachwerk:authorities`); those of processes and tasks have them already. */
  offering(form: FormModel): Promise<FormModel>
  /** All processes, decisions, forms with versions; for the workshop page. */
  list(): Promise<readonly PublishedModel[]>
  /** Text of a published file. */
  source(versionId: string): Promise<{ readonly name: string; readonly content: string } | undefined>
}
export interface Deployment {
  readonly id: string
  readonly at: Date
  readonly published: readonly PublishedModel[]
  /** Warnings and infos. */
  readonly problems: readonly Problem[]
}
export interface PublishedModel {
  readonly kind: 'process' | 'decision' | 'form'
  /** Id in the file: process id, DMN definitions id, form id. */
  readonly key: string
  readonly name: string
  readonly version: number
  readonly versionId: string
  readonly file: string
  readonly at: Date
  readonly by: string
  /** False when this deployment found it unchanged. */
  readonly changed: boolean
}
export interface CatalogueEntry {
  readonly key: string
  readonly name: string
  readonly summary?: string
  readonly area?: string
  readonly legalBasis?: string
  readonly version: number
  readonly hasForm: boolean
}
export interface PublishedProcess {
  readonly key: string
  readonly version: number
  readonly versionId: string
  readonly model: ProcessModel
  readonly xml: string
  readonly startForm?: FormModel
  /** What it does with personal data (Art. 30 GDPR). */
  readonly activity: ProcessingActivity
  /** Name of the authority responsible, where it is one of the platform's. */
  readonly authorityName?: string
}

export interface Cases {
  /** `submission` makes a double submit harmless: the same key gives the same case. */
  start(processKey: string, variables: JsonObject, person: Person, submission: string): Answer<CaseSummary>
  list(person: Person, filter?: CaseFilter): Promise<Page<CaseSummary>>
  get(caseId: string, person: Person): Answer<CaseDetails>
  /**
   * Message from outside; false: nobody waits for it. Kept (`timeToLive`), it goes to whoever begins to wait within that time, to each
   * process once; the same `messageId` again meanwhile is a conflict.
   */
  correlate(
    name: string,
    correlationKey: string,
    variables: JsonObject,
    person: Person,
    keeping?: Keeping,
  ): Answer<{ readonly delivered: boolean; readonly keptUntil?: Date }>
  /** Signal from outside, to every waiting case and every process it begins; `reached`: how many. */
  broadcast(name: string, variables: JsonObject, person: Person): Answer<{ readonly reached: number }>
  /** Begins every process whose start event has a condition that holds for these values. */
  tell(variables: JsonObject, person: Person): Answer<{ readonly reached: number }>
  /** Begins an activity of an open ad-hoc sub-process (`activation`). */
  startActivity(caseId: string, activation: string, element: string, person: Person): Answer<void>
  cancel(caseId: string, reason: string, person: Person): Answer<void>
  setVariables(caseId: string, variables: JsonObject, person: Person): Answer<void>
  resolveIncident(caseId: string, incident: string, person: Person): Answer<void>
}
export interface Keeping {
  /** ISO 8601 duration, at most 31 days; absent: it is not kept. */
  readonly timeToLive?: string
  /** Of the sender's choice. */
  readonly messageId?: string
}
export interface CaseFilter {
  readonly processKey?: string
  readonly state?: 'active' | 'completed' | 'terminated' | 'failed' | 'incident'
  readonly text?: string
  readonly offset?: number
  readonly limit?: number
}
export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
}
export interface CaseSummary {
  /** Opaque, e.g. `c_…`; used in URLs. */
  readonly id: string
  /** For people: `BP-2026-00418`. */
  readonly number: string
  readonly processKey: string
  readonly processName: string
  readonly version: number
  readonly title?: string
  readonly state: 'active' | 'completed' | 'terminated' | 'failed'
  readonly incident: boolean
  readonly startedAt: Date
  readonly startedBy: string
  readonly endedAt?: Date
  /** Its data is gone, by erasure or at the end of its period; number, process and dates are left. */
  readonly erasedAt?: Date
  /** Names of the elements where it stands. */
  readonly standsAt: readonly string[]
  readonly due?: Date
  /** The day on which what it is about was received, where the model says so (`fachwerk:caseReceived`). */
  readonly received?: Date
  readonly parent?: string
}
export interface CaseDetails extends CaseSummary {
  readonly model: ProcessModel
  readonly xml: string
  readonly variables: JsonObject
  /** In order; the case's whole history. */
  readonly events: readonly Event[]
  readonly decisions: readonly { readonly at: Date; readonly element: string; readonly trace: readonly DecisionTrace[] }[]
  /** Open activations: where it stands. */
  readonly active: readonly { readonly element: string; readonly activation: string; readonly since: Date }[]
  readonly taken: readonly { readonly flow: string; readonly times: number }[]
  readonly incidents: readonly { readonly id: string; readonly element: string; readonly message: LocalText }[]
  readonly tasks: readonly TaskSummary[]
  readonly called: readonly { readonly element: string; readonly caseId: string; readonly number: string }[]
  /** Names of people by id, for showing who did what. */
  readonly names: Readonly<Record<string, string>>
}

export interface Tasks {
  list(person: Person, filter?: TaskFilter): Promise<Page<TaskSummary>>
  get(taskId: string, person: Person): Answer<TaskDetailsForWork>
  claim(taskId: string, person: Person): Answer<TaskSummary>
  release(taskId: string, person: Person): Answer<TaskSummary>
  complete(taskId: string, variables: JsonObject, person: Person, submission: string): Answer<CaseSummary>
}
export interface TaskFilter {
  readonly scope?: 'mine' | 'group' | 'all'
  readonly text?: string
  readonly overdue?: boolean
  /** Of this case only. */
  readonly caseId?: string
  /** False: without what the cases are about, for pages that do not show it. Then no access is recorded. */
  readonly titles?: boolean
  readonly offset?: number
  readonly limit?: number
}
export interface TaskSummary {
  readonly id: string
  readonly name: string
  readonly kind: 'user' | 'manual-job'
  readonly caseId: string
  readonly caseNumber: string
  readonly caseTitle?: string
  readonly processName: string
  readonly assignee?: string
  readonly assigneeName?: string
  /** Whose members may take it: of each that the model names, also the authority's own of that name. */
  readonly candidateGroups: readonly string[]
  /** The same for people to read: as the model names them. */
  readonly offeredTo: readonly string[]
  readonly createdAt: Date
  readonly due?: Date
  readonly priority?: number
  /** Grows with each change; a stale page is refused with `conflict`. */
  readonly revision: number
}
export interface TaskDetailsForWork extends TaskSummary {
  readonly element: string
  readonly documentation?: string
  /**
   * Four-eyes rule: the task that somebody else must have done. `barred`: this person did it, or acts for who did, and may neither claim
   * nor complete this one.
   */
  readonly fourEyes?: { readonly element: string; readonly name: string; readonly barred: boolean }
  /** Ours, or generated from the variables the task reads and writes. */
  readonly form: FormModel
  readonly generated: boolean
  /** What the task sees; prefills the form. */
  readonly variables: JsonObject
}

/** Half-filled forms, kept on the server: start forms and tasks. */
export interface Drafts {
  /** One draft per person and subject. `subject`: `start:<processKey>` or `task:<taskId>`. */
  open(subject: string, person: Person): Promise<Draft>
  /** Refused with `conflict` when `revision` is not the draft's (stale page). */
  save(draftId: string, answers: JsonObject, donePages: readonly string[], revision: number, person: Person): Answer<Draft>
  get(draftId: string, person: Person): Answer<Draft>
  list(person: Person): Promise<readonly Draft[]>
  discard(draftId: string, person: Person): Answer<void>
}
export interface Draft {
  readonly id: string
  readonly subject: string
  readonly answers: JsonObject
  readonly donePages: readonly string[]
  /** 0 until it is saved for the first time; grows with each saving. */
  readonly revision: number
  readonly changedAt: Date
  readonly expiresAt: Date
}

export interface Files {
  /** Content-addressed; refuses over `maxBytes` (default 20 MB) while reading. */
  put(name: string, declaredType: string, content: AsyncIterable<Uint8Array>, person: Person): Answer<FileAnswer>
  get(id: string, person: Person): Answer<FileAnswer & { readonly content: Uint8Array }>
}

export interface People {
  get(id: string): Promise<Person | undefined>
  /** Demo mode only; empty otherwise. */
  demo(): Promise<readonly (Person & { readonly label: LocalText; readonly description: LocalText })[]>
}

/** What a handler of a service task gets; at least once, so handlers must be idempotent by `key`. */
export interface Job {
  readonly key: string
  readonly type: string
  readonly caseId: string
  readonly caseNumber: string
  /** The one that answers for the case; absent where a test calls the handler itself. */
  readonly authority?: { readonly id: string; readonly name: string }
  readonly variables: JsonObject
  readonly headers: Readonly<Record<string, string>>
  readonly retries: number
  readonly now: Date
  /** The only way to call another system; the operator lists which (`FACHWERK_OUTGOING_ALLOW`). Absent where a test calls the handler itself. */
  readonly outgoing?: Outgoing
}
export type JobOutcome =
  | { readonly kind: 'completed'; readonly variables?: JsonObject }
  | { readonly kind: 'failed'; readonly message: string; /** Milliseconds until the next try. */ readonly backoff?: number }
  | { readonly kind: 'bpmn-error'; readonly code: string; readonly message?: string; readonly variables?: JsonObject }
/** `kernel`: for what acts on the platform itself, as erasure does; absent where a model is only simulated. */
export type JobHandler = (job: Job, kernel?: Kernel) => Promise<JobOutcome>

/** A panel of the frame. `apps/server/src/modules.ts` lists them. */
export interface Module {
  readonly id: string
  /** Folders or files with models to publish at start (BPMN, DMN, form JSON); absolute paths. */
  readonly models: readonly string[]
  readonly jobs: Readonly<Record<string, JobHandler>>
  readonly migrations?: string
  /**
   * Authority in whose name the models are published, and whose modellers publish new versions; default, and where this house does not know
   * it, the state itself (`land`). Whose cases they are is another question: `fachwerk:authority` in the model.
   */
  readonly publisher?: string
  /** Demo mode: people and cases in mixed states. `seed` runs once on an empty database. */
  readonly demo?: {
    readonly tenants?: readonly Pick<Tenant, 'id' | 'name' | 'kind' | 'contact' | 'privacyOfficer' | 'measures'>[]
    /** A unit follows the one above it. */
    readonly units?: readonly Omit<Unit, 'revision'>[]
    /** What models name; a person's `groups` become memberships where the group is listed here. */
    readonly groups?: readonly Pick<Group, 'id' | 'tenant' | 'name'>[]
    readonly people: readonly (Person & { readonly label: LocalText; readonly description: LocalText })[]
    readonly seed: (kernel: Kernel) => Promise<void>
  }
}
/*
 * Functions exported by index.ts:
 *   defineModule(module: Module): Module
 *   startKernel(options: { database: Database; modules: Module[]; demo: boolean; masterKey: Uint8Array; clock?: () => number; log?: Logger }): Promise<Kernel>
 *   checkModels(files: ModelFile[], options: { jobTypes: ReadonlySet<string> }): Promise<Problem[]>     the check without a database
 */
