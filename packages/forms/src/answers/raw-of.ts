import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { Field, FormItem, FormPage, RawInput } from '../api.ts'
import { rawOption } from '../options.ts'
import { copyJson, joinPath, setAt, valueAt, type Draft } from '../path.ts'
import { formatNumber } from '../show/format-number.ts'
import { isField } from '../visibility.ts'

/** An answer as the inputs of its field show it; `path` within a row: `fahrzeuge.0.kennzeichen`. */
export function rawOf(field: Field, value: JsonValue | undefined, path: string = field.key): RawInput {
  if (value === undefined || value === null) return {}
  switch (field.kind) {
    case 'date':
      return dateInputs(String(value), path)
    case 'time':
      return { [path]: String(value).slice(0, 5) }
    case 'datetime':
      return { ...dateInputs(String(value), path), [`${path}.time`]: String(value).split('T')[1]?.slice(0, 5) ?? '' }
    case 'checkbox':
      return value === true ? { [path]: 'true' } : {}
    case 'checklist':
    case 'taglist':
      return { [path]: (Array.isArray(value) ? (value as JsonValue[]) : [value]).map(rawOption) }
    case 'radio':
    case 'select':
      return { [path]: rawOption(value) }
    case 'number':
      return { [path]: ungrouped(value, field.decimals) }
    case 'file':
    case 'expression':
      return {}
    default:
      return { [path]: typeof value === 'string' ? value : JSON.stringify(value) }
  }
}

/** Inputs show numbers without points between thousands: that is how people type them. */
const ungrouped = (value: JsonValue, decimals: number | undefined): string =>
  typeof value === 'number' || typeof value === 'string'
    ? formatNumber(value, decimals).replaceAll('.', '')
    : JSON.stringify(value)

function dateInputs(text: string, path: string): RawInput {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? []
  return year === undefined
    ? { [path]: text }
    : { [`${path}.day`]: String(Number(day)), [`${path}.month`]: String(Number(month)), [`${path}.year`]: year }
}

/** Answers plus default values where there is no answer yet (an untouched checkbox is false, as in form-js), and the least number of rows: what a page shows first. */
export function withDefaults(page: FormPage, answers: JsonObject): JsonObject {
  const data = copyJson(answers) as Draft
  addDefaults(page.items, '', data)
  return data as JsonObject
}

function addDefaults(items: readonly FormItem[], base: string, data: Draft): void {
  for (const item of items) {
    if (isField(item)) {
      const path = joinPath(base, item.key)
      const initial = item.defaultValue ?? (item.kind === 'checkbox' ? false : undefined)
      if (initial !== undefined && valueAt(data, path) === undefined) setAt(data, path, initial)
    } else if (item.kind === 'group') addDefaults(item.items, base, data)
    else if (item.kind === 'repeat') addDefaultRows(item, joinPath(base, item.key), data)
  }
}

function addDefaultRows(repeat: FormItem & { kind: 'repeat' }, path: string, data: Draft): void {
  if (valueAt(data, path) === undefined && repeat.min > 0)
    setAt(
      data,
      path,
      Array.from({ length: repeat.min }, () => ({})),
    )
  const rows = valueAt(data, path)
  if (Array.isArray(rows)) for (const index of rows.keys()) addDefaults(repeat.items, `${path}.${index}`, data)
}
