/** What the playground of FEEL does with what was typed: the same in the browser and on the server. */
import {
  compileExpression,
  compileUnaryTests,
  formatFeelWithin,
  fromJson,
  isContext,
  traceExpression,
  traceUnaryTests,
  typeOf,
} from '@fachwerk/feel'
import type { Diagnostic, FeelContext, FeelSyntaxError, Step } from '@fachwerk/feel'
import type { JsonValue } from '@fachwerk/problem'

export type Mode = 'expression' | 'tests'
export type Dialect = 'feel' | 'b-feel'

export interface PlaygroundInput {
  readonly expression: string
  /** JSON object. */
  readonly context: string
  /** JSON; what unary tests look at. */
  readonly tested: string
  readonly mode: Mode
  readonly dialect: Dialect
}

export type PlaygroundOutcome =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long' | 'too-large' }
  | { readonly kind: 'bad-json'; readonly field: 'context' | 'tested' }
  | { readonly kind: 'syntax'; readonly errors: readonly FeelSyntaxError[] }
  | {
      readonly kind: 'result'
      readonly text: string
      readonly type: string
      readonly diagnostics: readonly Diagnostic[]
      readonly reads: readonly string[]
      readonly steps: readonly Step[]
    }

const MAX_LENGTH = 100_000
/** Enough for any example; a server that evaluates for many stays free. */
const MAX_STEPS = 200_000
const MAX_PARTS = 20_000

export function evaluateInput(input: PlaygroundInput, now: number): PlaygroundOutcome {
  const { expression, mode, dialect } = input
  if (expression.length + input.context.length + input.tested.length > MAX_LENGTH) return { kind: 'too-long' }
  if (expression.trim() === '') return { kind: 'empty' }
  const context = contextFrom(input.context)
  if (context === undefined) return { kind: 'bad-json', field: 'context' }
  const tested = mode === 'tests' ? readJson(input.tested) : null
  if (tested === undefined) return { kind: 'bad-json', field: 'tested' }
  const options = { names: Object.keys(context), members: keysWithin(context), dialect, now, maxSteps: MAX_STEPS }
  const compiled = mode === 'tests' ? compileUnaryTests(expression, options) : compileExpression(expression, options)
  if (!compiled.ok) return { kind: 'syntax', errors: compiled.errors }
  const traced =
    mode === 'tests' ? traceUnaryTests(expression, tested, context, options) : traceExpression(expression, context, options)
  if (!traced.ok) return { kind: 'syntax', errors: traced.errors }
  const { value, diagnostics, steps } = traced.value
  const text = formatFeelWithin(value, MAX_PARTS)
  if (text === null) return { kind: 'too-large' }
  return { kind: 'result', text, type: typeOf(value), diagnostics, reads: compiled.value.reads, steps }
}

function readJson(text: string): JsonValue | undefined {
  try {
    return text.trim() === '' ? null : (JSON.parse(text) as JsonValue)
  } catch {
    return undefined
  }
}

/** Nothing typed is an empty context. */
function contextFrom(text: string): FeelContext | undefined {
  const value = text.trim() === '' ? {} : readJson(text)
  if (value === undefined) return undefined
  const context = fromJson(value)
  return isContext(context) ? context : undefined
}

/** Keys of contexts at any depth, so that `a.first name` is read right. */
function keysWithin(value: unknown): string[] {
  const keys = new Set<string>()
  const open: unknown[] = [value]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null) continue
    if (!Array.isArray(part)) for (const key of Object.keys(part)) keys.add(key)
    for (const inner of Object.values(part)) open.push(inner)
  }
  return [...keys]
}
