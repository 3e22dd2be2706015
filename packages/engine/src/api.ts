/**
 * Public contract of the engine. A process instance is a deterministic state machine:
 *
 *   decide(definitions, state, command): Decision        what happens
 *   evolve(state, event): InstanceState                  what is true afterwards
 *
 * Time arrives in the command, ids are counters kept in the state, effects are data. One instance of a called process is an
 * instance of its own, tied to its caller by `parent`.
 */
import type { DecisionOutcome } from '@fachwerk/dmn'
import type { FormReference, ProcessModel } from '@fachwerk/bpmn'
import type { JsonObject, JsonValue, LocalText } from '@fachwerk/problem'

export interface Definitions {
  readonly process: ProcessModel
  /** Pure: compiled decisions of the same deployment. `undefined`: no such decision. */
  readonly decide: (decisionId: string, context: JsonObject, now: number) => DecisionOutcome | undefined
  /** Runs JavaScript. Pure: the same script, variables and surroundings give the same. Absent: such scripts are not executed. */
  readonly runScript?: RunScript
}

export type RunScript = (
  source: string,
  variables: JsonObject,
  /** `now`: milliseconds since the epoch. The same `seed` gives the same random numbers. */
  around: { readonly now: number; readonly seed: string },
) => ScriptOutcome

/** `variables`: set by the script on its way. `thrown`: an error of the process. */
export type ScriptOutcome =
  | { readonly ok: true; readonly value: JsonValue; readonly variables: JsonObject }
  | { readonly ok: false; readonly thrown: { readonly code: string; readonly message: string } }
  | { readonly ok: false; readonly reason: LocalText }

/** Key of one activation of an element within its instance: a counter as text, e.g. `7`. */
export type ActivationKey = string

interface At {
  /** Milliseconds since the epoch; the only clock the engine has. */
  readonly at: number
}
/** Who acts; absent for the system. */
interface By {
  readonly by?: string
}

export type Command = At &
  (
    | ({
        readonly type: 'create-instance'
        readonly instance: string
        readonly variables: JsonObject
        /** Absent: the none start event. */
        readonly startEvent?: string
        readonly parent?: ParentLink
        /** Number of the behaviour to begin with. Absent: the newest. Given when a recorded history is decided again. */
        readonly behaviour?: number
      } & By)
    | ({ readonly type: 'complete-user-task'; readonly activation: ActivationKey; readonly variables: JsonObject } & By)
    | ({ readonly type: 'assign-user-task'; readonly activation: ActivationKey; readonly assignee: string | null } & By)
    | ({ readonly type: 'complete-job'; readonly activation: ActivationKey; readonly variables: JsonObject } & By)
    | {
        readonly type: 'fail-job'
        readonly activation: ActivationKey
        readonly message: string
        /** Retries left after this; 0 raises an incident. */ readonly retries: number
      }
    | {
        readonly type: 'throw-error'
        readonly activation: ActivationKey
        readonly code: string
        readonly message?: string
        readonly variables?: JsonObject
      }
    | { readonly type: 'fire-timer'; readonly timer: string }
    | { readonly type: 'deliver-message'; readonly subscription: string; readonly variables: JsonObject }
    | { readonly type: 'deliver-signal'; readonly subscription: string; readonly variables: JsonObject }
    /** From the task, job or called instance that waits; it stays open unless an interrupting handler ends it. */
    | ({
        readonly type: 'throw-escalation'
        readonly activation: ActivationKey
        readonly code: string
        readonly variables?: JsonObject
      } & By)
    /** Begins an activity of an open ad-hoc sub-process, or asks for it where one is done after the other. */
    | ({ readonly type: 'start-activity'; readonly activation: ActivationKey; readonly element: string } & By)
    | { readonly type: 'complete-called'; readonly activation: ActivationKey; readonly variables: JsonObject }
    | { readonly type: 'fail-called'; readonly activation: ActivationKey; readonly code: string; readonly message?: string }
    | ({
        readonly type: 'set-variables'
        /** Absent: the instance. */ readonly scope?: ActivationKey
        readonly variables: JsonObject
      } & By)
    | ({ readonly type: 'resolve-incident'; readonly incident: string } & By)
    | ({ readonly type: 'cancel-instance'; readonly reason: string } & By)
  )
export type CommandType = Command['type']

export interface ParentLink {
  readonly instance: string
  readonly activation: ActivationKey
}

/** Where something happened. `scope` is the activation of the enclosing sub-process or multi-instance body, absent on process level. */
interface Place {
  readonly element: string
  readonly activation: ActivationKey
  readonly scope?: ActivationKey
}

/** A completed activity that can be undone. */
export interface CompensationRecord {
  readonly element: string
  readonly activation: ActivationKey
  /** Local variables when it completed. */
  readonly variables: JsonObject
  /** What can be undone in it, in the order of completion. */
  readonly inner: readonly CompensationRecord[]
}

/** Which definition of a multiple event, from 0. */
interface Part {
  readonly part?: number
}

export type Event = At &
  (
    | ({
        readonly type: 'instance-created'
        readonly instance: string
        readonly process: string
        readonly variables: JsonObject
        readonly parent?: ParentLink
        /** Number of the behaviour it keeps for its life; absent: 1, from before there were numbers. */
        readonly behaviour?: number
      } & By)
    | ({
        readonly type: 'element-activated'
        /** 0-based index within a multi-instance. */
        readonly index?: number
        /** Flows whose waiting token this activation consumes, one token each; absent where it was not reached by a flow. */
        readonly flows?: readonly string[]
        /** It undoes something; the activation that is told when it is done. */
        readonly compensates?: ActivationKey
      } & Place)
    | ({
        readonly type: 'element-completed'
        /** What an instance of a multi-instance gives to the output collection. */ readonly output?: JsonValue
      } & Place)
    /** The activation is the body of a multi-instance of `total` instances; `items` where it runs over a collection. */
    | ({
        readonly type: 'multi-instance-started'
        readonly total: number
        readonly items?: readonly JsonValue[]
        readonly collects: boolean
      } & Place)
    /** The activation is the body of a standard loop. */
    | ({ readonly type: 'loop-started' } & Place)
    | ({ readonly type: 'element-terminated' } & Place)
    | { readonly type: 'flow-taken'; readonly flow: string; readonly scope?: ActivationKey }
    /** A token that waits at a parallel join is in the state after `flow-taken` until the join activates and consumes one per flow. */
    | ({ readonly type: 'variables-set'; readonly scope?: ActivationKey; readonly variables: JsonObject } & By)
    | ({ readonly type: 'user-task-created'; readonly task: TaskDetails } & Place)
    | ({ readonly type: 'user-task-assigned'; readonly assignee: string | null } & Place & By)
    | ({ readonly type: 'user-task-completed'; readonly variables: JsonObject } & Place & By)
    | ({ readonly type: 'job-created'; readonly job: JobDetails } & Place)
    | ({ readonly type: 'job-completed'; readonly variables: JsonObject } & Place & By)
    | ({ readonly type: 'job-failed'; readonly message: string; readonly retries: number } & Place)
    | ({
        readonly type: 'timer-set'
        readonly timer: string
        readonly due: number
        /** Firings left, absent when it fires once, -1 without end. */ readonly repetitions?: number
        /** ISO 8601 duration between firings. */ readonly interval?: string
      } & Place &
        Part)
    | ({ readonly type: 'timer-fired'; readonly timer: string } & Place)
    | ({ readonly type: 'timer-cancelled'; readonly timer: string } & Place)
    | ({
        readonly type: 'message-subscribed'
        readonly subscription: string
        readonly name: string
        readonly correlationKey: string
      } & Place &
        Part)
    | ({
        readonly type: 'message-received'
        readonly subscription: string
        readonly name: string
        readonly variables: JsonObject
      } & Place)
    | ({ readonly type: 'subscription-cancelled'; readonly subscription: string } & Place)
    | ({
        readonly type: 'message-thrown'
        readonly name: string
        readonly correlationKey: string
        readonly variables: JsonObject
      } & Place)
    | ({ readonly type: 'signal-subscribed'; readonly subscription: string; readonly name: string } & Place & Part)
    | ({
        readonly type: 'signal-received'
        readonly subscription: string
        readonly name: string
        readonly variables: JsonObject
      } & Place)
    | ({ readonly type: 'signal-thrown'; readonly name: string; readonly variables: JsonObject } & Place)
    | ({ readonly type: 'escalation-thrown'; readonly code: string } & Place)
    | ({ readonly type: 'escalation-caught'; readonly code: string } & Place)
    | ({ readonly type: 'condition-watched'; readonly condition: string } & Place & Part)
    /** A watched condition has become true (then it has happened) or false again. */
    | ({ readonly type: 'condition-changed'; readonly condition: string; readonly holds: boolean } & Place)
    | ({ readonly type: 'condition-dropped'; readonly condition: string } & Place)
    /** One of the definitions a parallel multiple event waits for; `left`: how many have not happened yet, 0: it happens now. */
    | ({
        readonly type: 'event-part-happened'
        readonly part: number
        readonly left: number
        readonly variables: JsonObject
      } & Place)
    /** A completed activity can be undone: what it was is kept in its scope, with its local variables of that moment. */
    | ({ readonly type: 'compensation-recorded' } & Place)
    /** What was recorded in the scope `from` (absent: process level), of one activity or of all, is to be undone for this activation. */
    | ({ readonly type: 'compensation-started'; readonly from?: ActivationKey; readonly of?: string } & Place)
    /** The last one of those left is being undone: the activity, and its activation of then. */
    | ({ readonly type: 'compensation-taken'; readonly activity: string; readonly of: ActivationKey } & Place)
    /** A completed sub-process is open again with the data it had, so that what was done in it can be undone. */
    | ({ readonly type: 'compensation-restored'; readonly record: CompensationRecord } & Place)
    /** An ad-hoc sub-process begins; `waiting`: the activities that begin by themselves. */
    | ({ readonly type: 'ad-hoc-started'; readonly waiting: readonly string[] } & Place)
    | ({ readonly type: 'ad-hoc-activity-requested'; readonly requested: string } & Place & By)
    | ({ readonly type: 'ad-hoc-activity-started'; readonly started: string } & Place)
    /** Its completion condition is true; what runs goes on to its end. */
    | ({ readonly type: 'ad-hoc-closing' } & Place)
    | ({ readonly type: 'transaction-cancelled' } & Place)
    /** A complex gateway has sent its first tokens; `flows`: those whose tokens it has taken. */
    | ({ readonly type: 'gateway-waits-for-reset'; readonly flows: readonly string[] } & Place)
    /** It takes the tokens that came later. */
    | ({ readonly type: 'gateway-reset'; readonly flows: readonly string[] } & Place)
    /** What starts an event sub-process is waited for, for as long as the scope around is open. `element`: its start event. */
    | ({ readonly type: 'listener-opened' } & Place)
    | ({ readonly type: 'listener-closed' } & Place)
    /** An event sub-process has interrupted its scope: the tokens that were left in it are gone. */
    | { readonly type: 'scope-interrupted'; readonly scope?: ActivationKey }
    | ({
        readonly type: 'decision-evaluated'
        readonly decision: string
        readonly result: JsonValue
        readonly trace: DecisionOutcome['trace']
      } & Place)
    | ({ readonly type: 'called-instance-started'; readonly process: string; readonly instance: string } & Place)
    | ({ readonly type: 'called-instance-ended'; readonly instance: string; readonly outcome: 'completed' | 'failed' } & Place)
    | ({ readonly type: 'error-thrown'; readonly code: string; readonly message?: string } & Place)
    | ({ readonly type: 'error-caught'; readonly code: string } & Place)
    | ({
        readonly type: 'incident-raised'
        readonly incident: string
        readonly code: string
        readonly message: LocalText
        readonly phase: RetryPhase
      } & Place)
    | { readonly type: 'incident-resolved'; readonly incident: string }
    | { readonly type: 'instance-completed'; readonly variables: JsonObject }
    | ({ readonly type: 'instance-terminated'; readonly reason: string } & By)
    /** An error left the instance uncaught on process level of a called process. */
    | { readonly type: 'instance-failed'; readonly code: string; readonly message?: string }
  )
export type EventType = Event['type']

/** What resolving an incident repeats: everything from entering the element, its work only, or leaving it. */
export type RetryPhase = 'enter' | 'work' | 'leave'

export interface TaskDetails {
  readonly name: string
  readonly assignee?: string
  readonly candidateGroups: readonly string[]
  readonly candidateUsers: readonly string[]
  /** Milliseconds since the epoch. */
  readonly due?: number
  readonly priority?: number
  readonly form?: FormReference
  readonly variables: JsonObject
}
export interface JobDetails {
  readonly type: string
  readonly retries: number
  readonly headers: Readonly<Record<string, string>>
  /** What the handler sees: local variables over those of the scopes around. */
  readonly variables: JsonObject
  /** Named by a foreign implementation (Camunda 7 class …): a person confirms it by hand. */
  readonly foreignImplementation?: string
}

/** What the runtime must do in the same transaction that stores the events. Every effect names its instance-local key. */
export type Effect =
  | { readonly type: 'open-task'; readonly activation: ActivationKey; readonly element: string; readonly task: TaskDetails }
  | { readonly type: 'update-task'; readonly activation: ActivationKey; readonly assignee: string | null }
  | { readonly type: 'close-task'; readonly activation: ActivationKey }
  | { readonly type: 'create-job'; readonly activation: ActivationKey; readonly element: string; readonly job: JobDetails }
  | { readonly type: 'close-job'; readonly activation: ActivationKey }
  | { readonly type: 'set-timer'; readonly timer: string; readonly due: number }
  | { readonly type: 'cancel-timer'; readonly timer: string }
  | { readonly type: 'subscribe'; readonly subscription: string; readonly name: string; readonly correlationKey: string }
  | { readonly type: 'subscribe-signal'; readonly subscription: string; readonly name: string }
  /** Of a message or a signal. */
  | { readonly type: 'unsubscribe'; readonly subscription: string }
  | { readonly type: 'send-message'; readonly name: string; readonly correlationKey: string; readonly variables: JsonObject }
  /** To every other instance that waits for it, and to every process it starts; this instance has had it already. */
  | { readonly type: 'broadcast-signal'; readonly name: string; readonly variables: JsonObject }
  | {
      readonly type: 'start-called'
      readonly activation: ActivationKey
      readonly process: string
      readonly instance: string
      readonly variables: JsonObject
    }
  | { readonly type: 'cancel-called'; readonly instance: string }
  /** To the caller, which may cancel this instance: throw-escalation. */
  | {
      readonly type: 'escalate-parent'
      readonly parent: ParentLink
      readonly code: string
      readonly variables: JsonObject
    }
  /** To the caller: complete-called / fail-called. */
  | {
      readonly type: 'notify-parent'
      readonly parent: ParentLink
      readonly outcome:
        | { readonly ok: true; readonly variables: JsonObject }
        | { readonly ok: false; readonly code: string; readonly message?: string }
    }

export type Decision =
  | { readonly ok: true; readonly events: readonly Event[]; readonly effects: readonly Effect[]; readonly state: InstanceState }
  | { readonly ok: false; readonly error: CommandError }

/** The command does not fit the state: nothing happened. */
export interface CommandError {
  readonly code:
    | 'instance-ended'
    | 'unknown-activation'
    | 'wrong-element'
    | 'unknown-timer'
    | 'unknown-subscription'
    | 'unknown-incident'
    | 'no-start-event'
    | 'already-created'
    | 'newer-behaviour'
  readonly message: LocalText
}

/** Plain JSON: stored as snapshot. Its inside belongs to the engine; others use the fields here. */
export interface InstanceState {
  readonly instance: string
  readonly process: string
  readonly status: 'active' | 'completed' | 'terminated' | 'failed'
  /** Variables on process level. */
  readonly variables: JsonObject
  readonly parent?: ParentLink
  /** Number of the behaviour it was begun with; absent: 1. */
  readonly behaviour?: number
  /** Open activations by key. */
  readonly activations: Readonly<Record<ActivationKey, Activation>>
  readonly incidents: Readonly<
    Record<
      string,
      { readonly element: string; readonly activation: ActivationKey; readonly code: string; readonly message: LocalText }
    >
  >
  /** Who has completed which user task in this instance, by element: for the four-eyes rule. Absent: nobody yet. */
  readonly completedBy?: Readonly<Record<string, readonly string[]>>
  readonly [inside: string]: unknown
}
export interface Activation {
  readonly element: string
  readonly scope?: ActivationKey
  readonly variables: JsonObject
  readonly [inside: string]: unknown
}

/*
 * Functions exported by index.ts:
 *   decide(definitions: Definitions, state: InstanceState | undefined, command: Command): Decision
 *     `state` of the result is the state after all events (so callers need not replay them).
 *   evolve(state: InstanceState | undefined, event: Event): InstanceState      pure; equals decide's state when folded
 *   visibleVariables(state: InstanceState, activation?: ActivationKey): JsonObject
 *   completersOf(state: InstanceState, element: string): string[]               who has completed this user task
 *   replay(state, events): InstanceState | undefined      fold of evolve at the price of one copy
 *   startSubscriptions(process: ProcessModel, at?: number): { messages: {startEvent, name}[]; signals: {startEvent, name}[]; timers: {startEvent, kind, expression}[] }
 *   dueOfTimer(expression text, kind, at): …  shared by start timers (kernel) and timers inside
 *   simulate(…): the in-memory runner on a virtual clock behind `fachwerk simulate`
 */
