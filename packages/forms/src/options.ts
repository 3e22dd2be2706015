import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { Field, Option } from './api.ts'
import { evaluateFeel, type Place } from './feel/evaluate.ts'

const maxOptions = 10_000

/** What the input of an option has as `value`: text as it is, everything else as JSON. */
export const rawOption = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Options of a radio, select, checklist or taglist with these answers; `path` is the row of a repeat the field stands in. */
export const optionsOf = (field: Field, answers: JsonObject, path = ''): readonly Option[] =>
  optionsAt(field, { root: answers, base: path })

export function optionsAt(field: Field, place: Place): readonly Option[] {
  if (!('options' in field)) return []
  if (field.optionsExpression === undefined) return field.options.filter(({ retired }) => !retired)
  return optionsFrom(evaluateFeel(field.optionsExpression, place))
}

/** form-js: a list of texts or numbers, or of contexts with `value` and `label`. */
export function optionsFrom(list: unknown): Option[] {
  if (!Array.isArray(list)) return []
  return (list as JsonValue[]).slice(0, maxOptions).flatMap((entry): Option[] => {
    if (entry === null) return []
    if (typeof entry !== 'object') return [{ value: entry, label: String(entry) }]
    if (Array.isArray(entry)) return []
    const { value, label, hint } = entry as { value?: JsonValue; label?: JsonValue; hint?: JsonValue }
    const shown = label ?? value
    if (shown === undefined || shown === null) return []
    return [{ value: value ?? shown, label: text(shown), ...(typeof hint === 'string' && { hint }) }]
  })
}

const text = (value: JsonValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
