import type { JsonValue } from '@fachwerk/problem'
import type { Field, FieldError, Option } from '../api.ts'
import { rawOption } from '../options.ts'
import { patternOf } from '../read/safe-pattern.ts'
import { isIban } from './iban.ts'
import { fieldError } from './messages.ts'
import { parseDate, parseDateTime, parseTime, todayInGermany } from './parse-date.ts'
import { decimalsOf, parseNumber } from './parse-number.ts'
import { plainText } from '../show/format-number.ts'

type Wrong = { readonly code: FieldError['code']; readonly limit?: number | undefined } | undefined

export interface CheckSurroundings {
  readonly options: readonly Option[]
  readonly now?: number | undefined
}

/** Patterns are matched against short texts only: a slow pattern cannot hold up the server. */
const maxPatternInput = 256
const email = /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u
const phone = /^(?:\+|00)?[\d\s()/.-]{5,30}$/

/** An answer (from a page or from JSON) against its field; undefined where it may stay. */
export function checkValue(
  field: Field,
  value: JsonValue | undefined,
  path: string,
  surroundings: CheckSurroundings,
): FieldError | undefined {
  if (field.kind === 'expression') return undefined
  const wrong = isEmpty(field, value)
    ? field.required
      ? { code: 'required' as const }
      : undefined
    : check(field, value!, surroundings)
  return wrong && fieldError(field, path, wrong.code, { limit: wrong.limit })
}

const isEmpty = (field: Field, value: JsonValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (field.kind === 'checkbox' && value === false)

function check(field: Field, value: JsonValue, { options, now }: CheckSurroundings): Wrong {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? (lengthOf(value, field) ?? checkFormat(field, value)) : { code: 'wrong-type' }
    case 'textarea':
      return typeof value === 'string' ? lengthOf(value, field) : { code: 'wrong-type' }
    case 'number':
      return checkNumber(field, value)
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : { code: 'wrong-type' }
    case 'radio':
    case 'select':
      return isOption(options, value) ? undefined : { code: 'not-an-option' }
    case 'checklist':
    case 'taglist':
      if (!Array.isArray(value)) return { code: 'wrong-type' }
      return (value as JsonValue[]).every((one) => isOption(options, one)) ? undefined : { code: 'not-an-option' }
    case 'date':
      return checkDate(value, parseDate) ?? (now === undefined ? undefined : checkDay(field, String(value), todayInGermany(now)))
    case 'time':
      return checkDate(value, parseTime)
    case 'datetime':
      return checkDate(value, parseDateTime)
    case 'file':
      return checkFiles(field, value)
    default:
      return undefined
  }
}

const isOption = (options: readonly Option[], value: JsonValue): boolean =>
  options.some((option) => rawOption(option.value) === rawOption(value))

const checkDate = (value: JsonValue, parse: (text: string) => string | undefined): Wrong =>
  typeof value !== 'string' ? { code: 'wrong-type' } : parse(value) === undefined ? { code: 'date' } : undefined

function checkDay(field: Field & { kind: 'date' }, day: string, today: string): Wrong {
  if (field.disallowPast && day < today) return { code: 'past' }
  return field.disallowFuture && day > today ? { code: 'future' } : undefined
}

function lengthOf(text: string, field: { minLength?: number; maxLength: number }): Wrong {
  const length = [...text].length
  if (length > field.maxLength) return { code: 'too-long', limit: field.maxLength }
  return field.minLength !== undefined && length < field.minLength ? { code: 'too-short', limit: field.minLength } : undefined
}

function checkFormat(field: Field & { kind: 'text' }, text: string): Wrong {
  const fits = {
    text: () => true,
    email: () => text.length <= 254 && email.test(text),
    tel: () => phone.test(text) && /\d{3}/.test(text),
    iban: () => isIban(text),
  }
  if (!fits[field.inputType]()) return { code: 'pattern' }
  if (field.pattern === undefined) return undefined
  return text.length <= maxPatternInput && patternOf(field.pattern)?.test(text) ? undefined : { code: 'pattern' }
}

function checkNumber(field: Field & { kind: 'number' }, value: JsonValue): Wrong {
  const text =
    typeof value === 'number'
      ? plainText(value)
      : field.asString && typeof value === 'string'
        ? parseJsonNumber(value)
        : undefined
  const number = Number(text)
  if (text === undefined || !Number.isFinite(number)) return { code: 'wrong-type' }
  if (field.decimals !== undefined && decimalsOf(text) > field.decimals)
    return { code: 'too-many-decimals', limit: field.decimals }
  if (field.min !== undefined && number < field.min) return { code: 'too-small', limit: field.min }
  return field.max !== undefined && number > field.max ? { code: 'too-large', limit: field.max } : undefined
}

/** Exact decimal text of our own writing has a point; `1.234` in JSON is never a thousand. */
const parseJsonNumber = (text: string): string | undefined =>
  /^-?\d{1,40}(\.\d{1,40})?$/.test(text) ? text : parseNumber(text.includes(',') ? text : 'x')

function checkFiles(field: Field & { kind: 'file' }, value: JsonValue): Wrong {
  const files = Array.isArray(value) ? (value as JsonValue[]) : [value]
  if (!files.every(isFileAnswer)) return { code: 'wrong-type' }
  return !field.multiple && files.length > 1 ? { code: 'too-many', limit: 1 } : undefined
}

const isFileAnswer = (value: JsonValue): boolean =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string'
