import { formatFeel, type FeelValue } from '@fachwerk/feel'
import { coerce, incoercible } from '../types/coerce.ts'
import { resultType, typeText, type DmnType } from '../types/dmn-type.ts'
import { toFeelType } from '../types/to-feel-type.ts'
import { extendScope, makeFunction } from './feel-values.ts'
import { addDiagnostic, type Evaluator, type Run, type Scope } from './run.ts'
import { tooDeep, wrongInputType, wrongType } from './run-diagnostics.ts'

/** A function of the model, compiled: business knowledge model, boxed function or decision service. */
export interface FunctionPlan {
  readonly name: string
  readonly owner: string
  readonly parameters: readonly { readonly name: string; readonly type: DmnType }[]
  readonly body: Evaluator
  /** A function type, whose result is meant; any other type is that of the result itself, as DMN 1.1 wrote it. */
  readonly result: DmnType
}

const maxDepth = 200

/** The FEEL function value: checks its arguments, then evaluates the body in the scope it was made in plus its parameters. */
export const createFunction = (plan: FunctionPlan, closure: Scope, run: Run): FeelValue =>
  makeFunction(
    plan.name,
    plan.parameters.map((parameter) => ({ name: parameter.name, type: toFeelType(parameter.type) })),
    toFeelType(resultType(plan.result)),
    (args) => callPlan(plan, closure, args, run),
  )

const callPlan = (plan: FunctionPlan, closure: Scope, args: readonly FeelValue[], run: Run): FeelValue => {
  if (run.depth >= maxDepth || run.calls <= 0) {
    addDiagnostic(run, tooDeep(plan.owner, plan.name))
    return null
  }
  const scope: Scope = extendScope(closure)
  for (const [index, parameter] of plan.parameters.entries()) {
    const value = args[index] ?? null
    const coerced = coerce(value, parameter.type)
    if (coerced === incoercible) {
      addDiagnostic(run, wrongInputType(plan.owner, parameter.name, formatFeel(value), typeText(parameter.type)))
      return null
    }
    scope[parameter.name] = coerced
  }
  run.depth += 1
  run.calls -= 1
  const value = plan.body(scope, run)
  run.depth -= 1
  return checkedResult(plan, value, run)
}

const checkedResult = (plan: FunctionPlan, value: FeelValue, run: Run): FeelValue => {
  const type = resultType(plan.result)
  const coerced = coerce(value, type)
  if (coerced !== incoercible) return coerced
  addDiagnostic(run, wrongType(plan.owner, formatFeel(value), typeText(type)))
  return null
}
