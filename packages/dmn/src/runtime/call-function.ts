import type { FeelValue } from '@fachwerk/feel'
import { callFunction, parameterNames, type FunctionValue } from './feel-values.ts'
import { addDiagnostic, type Run } from './run.ts'
import { wrongArguments } from './run-diagnostics.ts'

/** Calls a function with named arguments; every parameter must be named, none other may be (DMN 1.5, clause 10.3.2.13.2). */
export const callByName = (
  target: FunctionValue,
  named: readonly (readonly [name: string, value: FeelValue])[],
  decision: string,
  run: Run,
): FeelValue => {
  const signature = parameterNames(target).findIndex(
    (names) => names.length === named.length && named.every(([name]) => names.includes(name)),
  )
  const names = parameterNames(target)[signature]
  if (names === undefined) {
    addDiagnostic(run, wrongArguments(decision, target.name, parameterNames(target)[0] ?? []))
    return null
  }
  const values = new Map(named)
  return callFunction(
    target,
    names.map((name) => values.get(name) ?? null),
    decision,
    run,
  )
}
