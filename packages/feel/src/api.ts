/**
 * Public contract of the FEEL package (DMN 1.5, chapter 10). CONTRACT FOR THE OTHER PACKAGES: names and meanings stay,
 * the implementation behind them is free.
 */
import type { JsonValue, LocalText } from '@fachwerk/problem'
import type { Runtime } from './compile/runtime.ts'
import type { FeelType } from './types/feel-type.ts'

/** Opaque to users of the package except through the functions below: null, boolean, string, number, list, context, temporal, range, function. */
export type FeelValue = unknown

/** Why an evaluation gave null, or what looked odd: a null always says why. */
export interface Diagnostic {
  /** Stable kebab-case code, e.g. `unknown-name`, `wrong-type`, `division-by-zero`. */
  readonly code: string
  /** 0-based offsets into the source. */
  readonly start: number
  readonly end: number
  readonly message: LocalText
  /**
   * Absent: a cause. `consequence`: follows from an earlier one, as the null of a wrong name that is then added to something.
   * `info`: a null that is a regular answer, as of `get value` for a key that is not there.
   */
  readonly rank?: 'consequence' | 'info'
}

/** A syntax error: position and bilingual message. */
export interface FeelSyntaxError extends Diagnostic {
  /** 1-based. */
  readonly line: number
  readonly column: number
}

export interface CompileOptions {
  /**
   * Names that the evaluation context will offer (needed so that `a b - c` with spaces and signs is read right).
   * Names not listed are still looked up when they are plain identifiers.
   */
  readonly names?: readonly string[]
  /** Keys of contexts that paths and filters will meet and that carry spaces or signs, such as `first-name`. */
  readonly members?: readonly string[]
  /** Types that `instance of` and function parameters may name besides the built-in ones. */
  readonly types?: Readonly<Record<string, FeelType>>
  /** Default `feel`. */
  readonly dialect?: 'feel' | 'b-feel'
}

export interface EvaluateOptions {
  /** The instant `now()` and `today()` mean; milliseconds since the epoch. Pure code has no clock: without it they give null and a diagnostic. */
  readonly now?: number
  /** IANA zone of `now()`/`today()`, default `Europe/Berlin`. */
  readonly zone?: string
  /** Upper bound on evaluation steps; over it the result is null with diagnostic `limit-exceeded`. Default 10,000,000. */
  readonly maxSteps?: number
}

export interface Evaluation {
  readonly value: FeelValue
  readonly diagnostics: readonly Diagnostic[]
}

/** A part of an expression and what it gave. A part that is evaluated several times, as in a loop, stands there several times. */
export interface Step {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly value: FeelValue
  /** What this part consists of, in order of evaluation. Literals are left out. */
  readonly steps: readonly Step[]
}

/** An evaluation with its steps; they end after the first 1,000. */
export interface TracedEvaluation extends Evaluation {
  readonly steps: readonly Step[]
}

/** A context for evaluation: a FEEL context value by name; JS values accepted as `fromJson` accepts them. */
export type FeelContext = Readonly<Record<string, FeelValue>>

export interface CompiledExpression {
  readonly source: string
  /** Free names the expression reads (top-level only, without built-ins), for data-flow and generated forms. */
  readonly reads: readonly string[]
  evaluate(context: FeelContext, options?: EvaluateOptions): Evaluation
  /** The value alone; diagnostics go to the runtime, which many evaluations can share. */
  evaluateIn(context: FeelContext, runtime: Runtime): FeelValue
}

/** Unary tests (grammar rule 17): the input value is `?`; the result is true, false or null. */
export interface CompiledUnaryTests {
  readonly source: string
  readonly reads: readonly string[]
  test(input: FeelValue, context: FeelContext, options?: EvaluateOptions): Evaluation
  /** The answer alone; diagnostics go to the runtime, which many tests can share. */
  testIn(input: FeelValue, context: FeelContext, runtime: Runtime): boolean | null
}

export type CompileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FeelSyntaxError[] }

/*
 * Functions exported by index.ts:
 *
 * compileExpression(source: string, options?: CompileOptions): CompileResult<CompiledExpression>
 * compileUnaryTests(source: string, options?: CompileOptions): CompileResult<CompiledUnaryTests>
 *   both cached by source, names and dialect.
 * traceExpression(source: string, context: FeelContext, options?: CompileOptions & EvaluateOptions): CompileResult<TracedEvaluation>
 * traceUnaryTests(source: string, input: FeelValue, context: FeelContext, options?): CompileResult<TracedEvaluation>
 *   compile for this one evaluation and show each step; for people who look, not for work in bulk.
 *
 * fromJson(value: JsonValue): FeelValue   numbers become decimals by their shortest text (0.1 is exactly 0.1)
 * toJson(value: FeelValue): JsonValue     temporals become their FEEL text ("2026-11-23", "P3D"), decimals JS numbers when the
 *                                         shortest text is the same value, else their exact text; functions and ranges their text
 * formatFeel(value: FeelValue): string    as FEEL literal text: "abc" quoted, date("2026-01-01"), [1, 2], {a: 1}
 * feelEquals(a: FeelValue, b: FeelValue): boolean | null
 * typeOf(value: FeelValue): FeelTypeName
 */
export type FeelTypeName =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'list'
  | 'context'
  | 'range'
  | 'function'
export type { JsonValue }
