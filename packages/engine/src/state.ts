import type { JsonObject, JsonValue, LocalText } from '@fachwerk/problem'
import type { Activation, ActivationKey, CompensationRecord, InstanceState, ParentLink, RetryPhase } from './api.ts'

/** What an open multi-instance body knows about its instances. */
export interface MultiInstanceState {
  readonly total: number
  readonly items?: readonly JsonValue[]
  /** Instances activated so far. */
  readonly started: number
  readonly completed: number
  /** In order of the items; absent where nothing is collected. */
  readonly outputs?: readonly JsonValue[]
}

/** What an activation waits for from outside, besides timers and messages. */
export type Waiting = 'user-task' | 'job' | 'called'

export interface ActivationState extends Activation {
  readonly element: string
  readonly scope?: ActivationKey
  readonly variables: JsonObject
  /** 0-based index of an instance within its multi-instance body. */
  readonly index?: number
  /** Number of activations and tokens directly inside; a scope is done when it is 0. */
  readonly open: number
  /** Flow ids, one entry per token that was sent along the flow and has not activated its target. */
  readonly tokens: readonly string[]
  readonly multi?: MultiInstanceState
  /** Of the body of a standard loop: rounds begun. */
  readonly loop?: { readonly rounds: number }
  /** Parts of parallel multiple events that have happened, by event, with what they brought. */
  readonly parts?: Readonly<Record<string, { readonly happened: readonly number[]; readonly variables: JsonObject }>>
  readonly waits?: Waiting
  readonly assignee?: string | null
  /** Id of the called instance. */
  readonly called?: string
  /** How many called instances this activation has started. */
  readonly calls?: number
  readonly timers?: readonly string[]
  readonly subscriptions?: readonly string[]
  readonly incidents?: readonly string[]
  /** Of an ad-hoc sub-process: activities that are to begin; `closing`: none begins any more. */
  readonly adHoc?: { readonly waiting: readonly string[]; readonly closing?: true }
  /** Of a complex gateway that waits for reset: flows whose tokens it took in the first phase. */
  readonly received?: readonly string[]
  /** What completed in this scope and can be undone, in the order of completion. */
  readonly compensable?: readonly CompensationRecord[]
  /** What this activation has to have undone, the last one first. */
  readonly compensating?: readonly { readonly record: CompensationRecord; readonly scope?: ActivationKey }[]
  /** It undoes something; the activation that is told when it is done. */
  readonly compensates?: ActivationKey
  /** A completed sub-process that is open again only to be undone. */
  readonly restored?: true
  readonly conditions?: readonly string[]
  /** Waits for what starts an event sub-process; not counted as open in its scope. */
  readonly listens?: true
}

export interface TimerState {
  readonly activation: ActivationKey
  /** The event with the timer: the activation's own element or a boundary event of it. */
  readonly element: string
  readonly due: number
  readonly repetitions?: number
  readonly interval?: string
  /** Which definition of a multiple event. */
  readonly part?: number
}

export interface SubscriptionState {
  readonly activation: ActivationKey
  readonly element: string
  readonly name: string
  /** Absent: a signal. */
  readonly correlationKey?: string
  readonly part?: number
}

export interface ConditionState {
  readonly activation: ActivationKey
  readonly element: string
  /** Whether it was true when it was last looked at: only becoming true counts. */
  readonly holds: boolean
  readonly part?: number
}

export interface IncidentState {
  readonly element: string
  readonly activation: ActivationKey
  readonly code: string
  readonly message: LocalText
  readonly phase: RetryPhase
}

/** The inside of `InstanceState`. Plain JSON. */
export interface State extends InstanceState {
  readonly instance: string
  readonly process: string
  readonly status: 'active' | 'completed' | 'terminated' | 'failed'
  readonly variables: JsonObject
  readonly parent?: ParentLink
  readonly behaviour?: number
  readonly activations: Readonly<Record<ActivationKey, ActivationState>>
  readonly incidents: Readonly<Record<string, IncidentState>>
  /** Last number given to an activation, timer, subscription or incident. */
  readonly counter: number
  /** As in `ActivationState`, on process level. */
  readonly open: number
  readonly tokens: readonly string[]
  readonly timers: Readonly<Record<string, TimerState>>
  readonly subscriptions: Readonly<Record<string, SubscriptionState>>
  /** As in `ActivationState`, on process level. */
  readonly compensable?: readonly CompensationRecord[]
  /** Absent: none was ever watched. */
  readonly conditions?: Readonly<Record<string, ConditionState>>
}

/** Who has completed this user task in the instance, however often it came round. */
export const completersOf = ({ completedBy }: InstanceState, element: string): readonly string[] =>
  (completedBy && lookup(completedBy, element)) ?? []

/** Own property only: keys come from outside and may be `constructor` or `__proto__`. */
export function lookup<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
