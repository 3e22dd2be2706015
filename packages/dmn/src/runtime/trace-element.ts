import { toJson, typeOf, type FeelValue } from '@fachwerk/feel'
import type { JsonValue } from '@fachwerk/problem'
import type { Evaluator, Run, Scope, TraceFrame } from './run.ts'

/** What a trace says about an element besides its values. */
export interface TracedElement {
  readonly element: { readonly id: string; readonly name: string }
  /** Text of a literal expression. */
  readonly source: string | undefined
  /** Names its logic reads. */
  readonly reads: readonly string[]
}

/** Entries after which calls inside other elements are no longer noted. */
const maxNested = 1000

/** Evaluates an element's logic and notes what went in and what came out. Only used when somebody wants a trace. */
export const traced = ({ element, source, reads }: TracedElement, values: Scope, run: Run, logic: Evaluator): FeelValue => {
  const outer = run.frame
  const frame: TraceFrame = { table: undefined }
  run.frame = frame
  const result = logic(values, run)
  run.frame = outer
  // Calls within calls can be many; what the asked decision itself rests on is never left out.
  if (outer !== undefined && (run.trace?.length ?? 0) >= maxNested) return result
  run.trace?.push({
    decision: element.id,
    name: element.name,
    result: toJson(result),
    inputs: inputsOf(reads, values),
    ...(frame.table === undefined ? {} : { table: frame.table }),
    ...(source === undefined ? {} : { expression: source }),
  })
  return result
}

/** Functions in scope are means, not inputs. */
const inputsOf = (reads: readonly string[], values: Scope): { readonly [name: string]: JsonValue } =>
  Object.fromEntries(
    reads.flatMap((name) => {
      const value = values[name] ?? null
      return typeOf(value) === 'function' ? [] : [[name, toJson(value)]]
    }),
  )
