import type { Diagnostic, EvaluateOptions, FeelContext, FeelValue, Runtime } from '@fachwerk/feel'
import type { DecisionTrace, TableTrace } from '../api.ts'

/** Names and their values at one place of the model. */
export type Scope = Record<string, FeelValue>

/** A diagnostic with the decision it arose in and the text its positions refer to. */
export type DecisionDiagnostic = Diagnostic & {
  readonly decision: string
  /** The expression that `start` and `end` point into, where there is one. */
  readonly source?: string
}

/** State of one evaluation. Compiled models hold none, so one model serves many evaluations. */
export interface Run {
  readonly options: EvaluateOptions
  /** Shared by all expressions of the run, so that its bounds on steps and depth hold for the run as a whole. */
  readonly runtime: Runtime
  readonly diagnostics: DecisionDiagnostic[]
  readonly trace: DecisionTrace[] | undefined
  /** What the caller passed in, by name. */
  readonly inputs: FeelContext
  /** Results so far by node number; a decision is evaluated once. */
  values: (FeelValue | undefined)[]
  /** Notes of the element being evaluated, when somebody wants a trace. */
  frame: TraceFrame | undefined
  /** Open function calls, against endless recursion. */
  depth: number
  /** Function calls that may still be made. */
  calls: number
}

export interface TraceFrame {
  table: TableTrace | undefined
}

/** Compiled decision logic: pure but for what it writes into the run. */
export type Evaluator = (scope: Scope, run: Run) => FeelValue

/** Enough to explain any failure; more only costs memory. */
const maxDiagnostics = 500

export const addDiagnostic = (run: Run, diagnostic: DecisionDiagnostic): void => {
  if (run.diagnostics.length < maxDiagnostics) run.diagnostics.push(diagnostic)
}

/** Takes what the runtime noted since it stood at `before` out of it and counts it to a decision. What an expression around this one noted stays. */
export const takeDiagnostics = (run: Run, before: number, decision: string, source: string): void => {
  for (const diagnostic of run.runtime.diagnostics.slice(before)) {
    addDiagnostic(run, { ...diagnostic, decision, source })
  }
  run.runtime.forget(before)
}
