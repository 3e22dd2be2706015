import type { JsonValue } from '@fachwerk/problem'
import type { Field, FieldError, Option, RawInput } from '../api.ts'
import { rawOption } from '../options.ts'
import { dateOf, parseDate, parseDateTime, parseTime } from './parse-date.ts'
import { isTooPrecise, parseNumber } from './parse-number.ts'

/** What an input says: a value, nothing, or something that cannot be a value of this field. */
export type Parsed =
  | { readonly value: JsonValue }
  | { readonly value?: undefined; readonly code?: FieldError['code']; readonly limit?: number }

const nothing: Parsed = {}

/** Reads one field of a page's input. Files are not in it: their answers are put in by the server after the upload. */
export function parseRaw(field: Field, raw: RawInput, path: string, options: readonly Option[]): Parsed {
  switch (field.kind) {
    case 'text':
      return parseText(one(raw, path).trim())
    case 'textarea':
      return parseText(one(raw, path).replaceAll('\r\n', '\n').trim())
    case 'number':
      return parseNumberField(field, one(raw, path))
    case 'checkbox':
      return { value: ['on', 'true', '1'].includes(one(raw, path)) }
    case 'radio':
    case 'select':
      return parseOption(one(raw, path), options)
    case 'checklist':
    case 'taglist':
      return parseOptions(all(raw, path), options)
    case 'date':
      return parseDateField(raw, path)
    case 'time':
      return orCode(one(raw, path), parseTime)
    case 'datetime':
      return parseDateTimeField(raw, path)
    default:
      return nothing
  }
}

export function all(raw: RawInput, path: string): readonly string[] {
  const value = Object.hasOwn(raw, path) ? raw[path] : undefined
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : []
}

const one = (raw: RawInput, path: string): string => all(raw, path)[0] ?? ''

/** Control characters other than line breaks and tabs have no business in an answer (PostgreSQL refuses NUL). */
const parseText = (text: string): Parsed => {
  // oxlint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').toWellFormed()
  return clean === '' ? nothing : { value: clean }
}

function orCode(text: string, parse: (text: string) => string | undefined): Parsed {
  if (text.trim() === '') return nothing
  const value = parse(text)
  return value === undefined ? { code: 'date' } : { value }
}

function parseNumberField(field: Field & { kind: 'number' }, text: string): Parsed {
  if (text.trim() === '') return nothing
  const exact = parseNumber(text, field.unit)
  if (exact === undefined) return { code: 'wrong-type' }
  if (field.asString) return { value: exact }
  return isTooPrecise(exact) ? { code: 'wrong-type' } : { value: Number(exact) }
}

function parseOption(text: string, options: readonly Option[]): Parsed {
  if (text === '') return nothing
  const option = options.find((candidate) => rawOption(candidate.value) === text)
  return option ? { value: option.value } : { code: 'not-an-option' }
}

function parseOptions(texts: readonly string[], options: readonly Option[]): Parsed {
  const wanted = new Set(texts.filter((text) => text !== ''))
  if (wanted.size === 0) return nothing
  const chosen = options.filter((option) => wanted.delete(rawOption(option.value)))
  return wanted.size > 0 ? { code: 'not-an-option' } : { value: chosen.map((option) => option.value) }
}

function dateParts(raw: RawInput, path: string): { given: boolean; date: string | undefined } {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => one(raw, `${path}.${part}`).trim()) as [
    string,
    string,
    string,
  ]
  if (day + month + year !== '') return { given: true, date: dateOf(day, month, year) }
  const whole = one(raw, path).trim()
  return { given: whole !== '', date: parseDate(whole) }
}

function parseDateField(raw: RawInput, path: string): Parsed {
  const { given, date } = dateParts(raw, path)
  if (!given) return nothing
  return date === undefined ? { code: 'date' } : { value: date }
}

function parseDateTimeField(raw: RawInput, path: string): Parsed {
  const time = one(raw, `${path}.time`).trim()
  const parts = dateParts(raw, path)
  if (!parts.given && time === '') return nothing
  if (time === '' && parts.date === undefined) return orCode(one(raw, path), parseDateTime)
  const clock = parseTime(time)
  return parts.date === undefined || clock === undefined ? { code: 'date' } : { value: `${parts.date}T${clock}` }
}
