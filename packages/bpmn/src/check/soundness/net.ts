import type { LocalText } from '@fachwerk/problem'
import type { FlowNode } from '../../model.ts'

/** Where a token can be: on a sequence flow, or at a step that begins without one (a start, the counterpart of a link). */
export interface Place {
  /** Index of the step that takes it. */
  readonly target: number
  /** Id of the sequence flow. */
  readonly flow?: string
}

/** One thing that can happen at a step: where it sends tokens. */
export interface Outcome {
  readonly produced: readonly number[]
  /** Ends the whole level: terminate, error and cancel end events. */
  readonly ends?: true
  /** What was chosen, as the end of a clause („… weitergeht“); absent where there is no choice. */
  readonly choice?: LocalText
}

export interface Step {
  readonly node: FlowNode
  /** `each`: one token is enough. `all`: one of every place. `inclusive`: of those that can still be expected. */
  readonly takes: 'each' | 'all' | 'inclusive'
  readonly incoming: readonly number[]
  readonly outcomes: readonly Outcome[]
  /** Upstream first, branch by branch. */
  readonly order: number
}

/** The token game of one level: process, sub-process or event sub-process; what is inside its activities is one step. */
export interface Net {
  readonly places: readonly Place[]
  readonly steps: readonly Step[]
  /** Where tokens are when it begins, for each way to begin it. */
  readonly initial: readonly (readonly number[])[]
  /** Not all that can happen is in it: an inclusive choice among many ways. */
  readonly partial: boolean
}

/** Tokens by place, ascending; a place twice holds two. */
export type Marking = readonly number[]
