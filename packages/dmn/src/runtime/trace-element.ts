import { toJson, typeOf, type FeelValue } from '@fachwerk/feel'
import type { JsonValue } from '@fachwerk/problem'
import type { Evaluator, Run, Scope } from './run.ts'

/** Evaluates an element's logic and notes what went in and what came out. Only used when somebody wants a trace. */
export const traced = (
  element: { readonly id: string; readonly name: string },
  expression: string | undefined,
  values: Scope,
  run: Run,
  logic: Evaluator,
): FeelValue => {
  const outer = run.frame
  const frame = { table: undefined }
  run.frame = frame
  const result = logic(values, run)
  const { table } = run.frame
  run.frame = outer
  run.trace?.push({
    decision: element.id,
    name: element.name,
    result: toJson(result),
    inputs: inputsOf(values),
    ...(table === undefined ? {} : { table }),
    ...(expression === undefined ? {} : { expression }),
  })
  return result
}

/** Functions in scope are means, not inputs. */
const inputsOf = (values: Scope): { readonly [name: string]: JsonValue } =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeOf(value) === 'function' ? [] : [[name, toJson(value)]])),
  )
