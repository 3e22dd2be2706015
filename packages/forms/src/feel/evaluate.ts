import { compileExpression, toJson } from '@fachwerk/feel'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { valueAt } from '../path.ts'

/** Where an expression is evaluated: all answers, and the row of a repeat it stands in (`fahrzeuge.0`, empty outside). */
export interface Place {
  readonly root: JsonObject
  readonly base: string
  readonly now?: number | undefined
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** form-js semantics: the fields of a row hide those around; `this` is the row, `parent` what is around it, `i` counts from 1. */
export function contextAt(place: Place): JsonObject {
  let context = place.root
  if (place.base === '') return context
  const parts = place.base.split('.')
  for (const [index, part] of parts.entries()) {
    if (!/^\d+$/.test(part)) continue
    const row = valueAt(place.root, parts.slice(0, index + 1).join('.'))
    if (row === null || typeof row !== 'object' || Array.isArray(row)) continue
    context = { ...context, ...(row as JsonObject), this: row, parent: context, i: Number(part) + 1 }
  }
  return context
}

/** Value of a FEEL expression as JSON; null where it does not compile (the check of the form has said so). */
export function evaluateFeel(source: string, place: Place): JsonValue {
  const context = contextAt(place)
  const names = Object.keys(context).filter((name) => !plainName.test(name))
  const compiled = compileExpression(source, { names })
  if (!compiled.ok) return null
  const { value } = compiled.value.evaluate(context, place.now === undefined ? {} : { now: place.now })
  return toJson(value)
}

/** A condition holds only when it is true; null and errors leave things visible, as in form-js. */
export const holds = (source: string | undefined, place: Place): boolean =>
  source !== undefined && evaluateFeel(source, place) === true
