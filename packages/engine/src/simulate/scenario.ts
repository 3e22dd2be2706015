import type { JsonObject } from '@fachwerk/problem'

/** What the world around a simulated process does. Every part may be absent. `docs/reference/scenarios.md` describes the JSON form. */
export interface Scenario {
  /** The instant the simulation begins: ISO 8601, Berlin time where it names no zone. Default `2026-01-01T08:00:00Z`. */
  readonly start?: string
  /** How long it goes on at most, since the start. */
  readonly until?: string
  /** Id of the start event. Default: the none start event, else the first one. */
  readonly startEvent?: string
  /** What handlers do, by element id or job type; one entry per job, the last one stays valid. */
  readonly jobs?: Readonly<Record<string, readonly JobAnswer[]>>
  /** What people answer, by element id; one entry per task, the last one stays valid. */
  readonly userTasks?: Readonly<Record<string, readonly TaskAnswer[]>>
  /** What called processes give back instead of being run, by id of the call activity or of the process; as for jobs. */
  readonly calls?: Readonly<Record<string, readonly CallAnswer[]>>
  readonly messages?: readonly ScenarioMessage[]
  /** Each reaches everything that waits for it at that moment, and begins what it begins; none is kept. */
  readonly signals?: readonly ScenarioSignal[]
  /** Activities that somebody begins in an ad-hoc sub-process, by its id. */
  readonly adHoc?: Readonly<Record<string, readonly ScenarioStart[]>>
  /** Variables that somebody changes from outside. */
  readonly variables?: readonly ScenarioChange[]
  /** How people resolve incidents, by id of the element or code; one entry per incident, after the last they stay open. */
  readonly incidents?: Readonly<Record<string, readonly IncidentAnswer[]>>
  readonly cancellations?: readonly ScenarioCancellation[]
  /** The clock jumps, as when the server stood still: what was due meanwhile happens late. */
  readonly jumps?: readonly ScenarioJump[]
}

/** `after`: ISO 8601 duration on the virtual clock. */
export type JobAnswer =
  | 'wait'
  | { readonly result: JsonObject; readonly after?: string }
  | {
      readonly error: { readonly code: string; readonly message?: string; readonly variables?: JsonObject }
      readonly after?: string
    }
  | { readonly failure: string; readonly after?: string }
  /** The job stays open unless a handler interrupts it; the next entry is what it does then, without one it stays. */
  | { readonly escalation: { readonly code: string; readonly variables?: JsonObject }; readonly after?: string }

/** As a job answers; a called process has no tries, so it cannot fail one. */
export type CallAnswer =
  | 'wait'
  | { readonly result: JsonObject; readonly after?: string }
  | { readonly error: { readonly code: string; readonly message?: string }; readonly after?: string }
  | { readonly escalation: { readonly code: string; readonly variables?: JsonObject }; readonly after?: string }

/**
 * The answers themselves; `$after` among them says how long the person takes. `wait`: nobody comes. With `$escalation`, a code, the
 * person escalates with these variables and the task stays open, as a job does.
 */
export type TaskAnswer = 'wait' | JsonObject

/** `wait`: this one stays open. `set`: variables of the instance that are put right before. */
export type IncidentAnswer = 'wait' | { readonly after?: string; readonly set?: JsonObject }

export interface ScenarioMessage {
  readonly name: string
  /** Absent: fits every key. */
  readonly correlationKey?: string
  /** Since the start. Absent: there from the start. A message nobody waits for yet is kept. */
  readonly after?: string
  readonly variables?: JsonObject
}

export interface ScenarioSignal {
  readonly name: string
  /** Since the start. Absent: at the start, when the processes have begun. */
  readonly after?: string
  readonly variables?: JsonObject
}

/** `after` counts from the beginning of the ad-hoc sub-process. */
export interface ScenarioStart {
  readonly start: string
  readonly after?: string
}

export interface ScenarioChange {
  readonly after?: string
  readonly set: JsonObject
  /** Id of the process whose instance is meant. Absent: every started one. */
  readonly process?: string
  /** Id of an open element whose local variables are meant. Absent: those of the instance. */
  readonly scope?: string
}

export interface ScenarioCancellation {
  readonly after?: string
  /** Id of the process whose instance is meant, called ones too. Absent: every started one. */
  readonly process?: string
  readonly reason?: string
}

export interface ScenarioJump {
  /** When it begins, since the start. */
  readonly after?: string
  /** How far. */
  readonly by: string
}
