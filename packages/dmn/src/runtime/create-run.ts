import { Runtime, type FeelContext, type FeelValue } from '@fachwerk/feel'
import type { DecisionOutcome } from '../api.ts'
import type { DecisionOptions } from '../evaluate-decision.ts'
import type { Run } from './run.ts'

/** Bound on function calls of one evaluation: a recursion that grows without end stops after seconds, not never. */
const maxCalls = 100_000

export const createRun = (inputs: FeelContext, options: DecisionOptions): Run => ({
  options,
  runtime: new Runtime(options),
  diagnostics: [],
  trace: options.trace === false ? undefined : [],
  inputs,
  values: [],
  frame: undefined,
  depth: 0,
  calls: maxCalls,
})

export const outcomeOf = (value: FeelValue, run: Run): DecisionOutcome => ({
  value,
  diagnostics: run.diagnostics,
  trace: run.trace ?? [],
})
