/** Function values made of JS code, for business knowledge models and decision services; and calling any function value. */
import type { Evaluation, EvaluateOptions } from './api.ts'
import { coerceArguments, guarded } from './compile/function.ts'
import { callPositional } from './compile/invoke.ts'
import { Runtime } from './compile/runtime.ts'
import type { FeelType } from './types/feel-type.ts'
import { FeelFunction } from './values/kind.ts'
import type { FunctionBody, Parameter } from './values/kind.ts'

const NOWHERE = Object.freeze({ start: 0, end: 0 })

/**
 * A FEEL function whose body is JS code. Arguments arrive in the order of the parameters, coerced to their types
 * (an argument that does not fit makes the call null, with a diagnostic).
 */
export function feelFunction(
  parameters: readonly Parameter[],
  body: FunctionBody,
  options: { name?: string; resultType?: FeelType } = {},
): FeelFunction {
  const call = (_: number, args: readonly unknown[], runtime: Runtime): unknown => {
    const coerced = coerceArguments(parameters, args, runtime.at, runtime)
    return coerced && guarded(runtime, () => body(coerced, runtime) ?? null)
  }
  return new FeelFunction(options.name ?? '', [parameters], call, false, options.resultType)
}

/** Calls a function value with positional arguments. */
export function invoke(target: unknown, args: readonly unknown[], options?: EvaluateOptions): Evaluation {
  const runtime = new Runtime(options)
  if (!(target instanceof FeelFunction))
    return { value: runtime.report(NOWHERE, 'not-a-function', ''), diagnostics: runtime.diagnostics }
  return { value: callPositional(target, args, runtime, NOWHERE) ?? null, diagnostics: runtime.diagnostics }
}
