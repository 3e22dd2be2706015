import type { Expression } from '@fachwerk/bpmn'
import type { CompiledExpression, CompileResult, FeelValue } from '@fachwerk/feel'
import { compileExpression, toJson } from '@fachwerk/feel'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { ActivationKey } from '../api.ts'
import type { IncidentCause } from '../incident.ts'
import { causes } from '../incident.ts'
import type { State } from '../state.ts'
import { visibleVariable } from '../variables.ts'

/** Where an expression is evaluated: state, activation whose variables it sees, and the instant `now()` means. */
export interface Surrounding {
  readonly state: State
  readonly at: number
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: IncidentCause }

const compiled = new WeakMap<Expression, CompileResult<CompiledExpression>>()

/** Compiles an expression of a model once, for as long as the model lives. */
export function compiledExpression(expression: Expression): CompileResult<CompiledExpression> {
  const known = compiled.get(expression)
  if (known) return known
  const result = compileExpression(expression.feel)
  compiled.set(expression, result)
  return result
}

/** Only names the expression reads are looked up, so an evaluation costs what it reads, not what the instance holds. */
export function evaluate(
  where: Surrounding,
  expression: Expression,
  activation: ActivationKey | undefined,
  extra?: JsonObject,
): Outcome<FeelValue> {
  const result = compiledExpression(expression)
  if (!result.ok) return { ok: false, cause: causes.syntax(expression.feel, result.errors[0]) }
  const context: Record<string, FeelValue> = {}
  for (const name of result.value.reads) {
    const value = extra && Object.hasOwn(extra, name) ? extra[name] : visibleVariable(where.state, activation, name)
    if (value !== undefined) context[name] = value
  }
  return { ok: true, value: result.value.evaluate(context, { now: where.at }).value }
}

export function evaluateJson(
  where: Surrounding,
  expression: Expression,
  activation: ActivationKey | undefined,
  extra?: JsonObject,
): Outcome<JsonValue> {
  const outcome = evaluate(where, expression, activation, extra)
  return outcome.ok ? { ok: true, value: toJson(outcome.value) } : outcome
}

/** A condition must be true or false: null is a mistake in the model or a missing variable, and a person has to look at it. */
export function evaluateCondition(
  where: Surrounding,
  condition: Expression,
  activation: ActivationKey | undefined,
  extra?: JsonObject,
): Outcome<boolean> {
  const outcome = evaluate(where, condition, activation, extra)
  if (!outcome.ok) return outcome
  if (typeof outcome.value === 'boolean') return { ok: true, value: outcome.value }
  return { ok: false, cause: causes.conditionNotBoolean(condition.original ?? condition.feel) }
}

/** A name or key: text, or a number as text. Anything else, null above all, is an incident. */
export function evaluateText(
  where: Surrounding,
  expression: Expression,
  activation: ActivationKey | undefined,
  what: TextMeaning,
): Outcome<string> {
  const outcome = evaluateJson(where, expression, activation)
  if (!outcome.ok) return outcome
  if (typeof outcome.value === 'string' && outcome.value !== '') return { ok: true, value: outcome.value }
  if (typeof outcome.value === 'number') return { ok: true, value: String(outcome.value) }
  return { ok: false, cause: causes.textMissing(what, expression.original ?? expression.feel) }
}

export type TextMeaning =
  | 'message-name'
  | 'correlation-key'
  | 'job-type'
  | 'decision'
  | 'called-process'
  | 'error-code'
  | 'signal-name'
  | 'escalation-code'
