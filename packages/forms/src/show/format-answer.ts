import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { Field, Option } from '../api.ts'
import { evaluateFeel } from '../feel/evaluate.ts'
import { optionsOf, rawOption } from '../options.ts'
import { formatNumber } from './format-number.ts'

export type Language = 'de' | 'en'

/** An answer as people read it: `23.11.2026`, `30,70 €`, the labels of options; empty text where there is none. */
export function formatAnswer(
  field: Field,
  value: JsonValue | undefined,
  language: Language = 'de',
  options: readonly Option[] = fixedOptions(field),
): string {
  if (value === undefined || value === null || value === '') return ''
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' || typeof value === 'string'
        ? withUnit(formatNumber(value, field.decimals, language), field.unit)
        : formatValue(value, language)
    case 'checkbox':
      return formatValue(value === true, language)
    case 'radio':
    case 'select':
      return labelOf(options, value, language)
    case 'checklist':
    case 'taglist':
      return (Array.isArray(value) ? value : [value]).map((one: JsonValue) => labelOf(options, one, language)).join(', ')
    case 'date':
    case 'time':
    case 'datetime':
      return typeof value === 'string' ? formatTemporal(value, language) : formatValue(value, language)
    case 'file':
      return formatFiles(value)
    default:
      return typeof value === 'string' ? value : formatValue(value, language)
  }
}

const fixedOptions = (field: Field): readonly Option[] => ('options' in field ? field.options : [])
const withUnit = (text: string, unit: string | undefined): string => (unit ? `${text} ${unit}` : text)

function labelOf(options: readonly Option[], value: JsonValue, language: Language): string {
  const raw = rawOption(value)
  return options.find((option) => rawOption(option.value) === raw)?.label ?? formatValue(value, language)
}

const formatFiles = (value: JsonValue): string =>
  (Array.isArray(value) ? (value as JsonValue[]) : [value])
    .map((file) =>
      file !== null && typeof file === 'object' && 'name' in file ? `${String(file.name)}${sizeText(file.size)}` : '',
    )
    .filter((name) => name !== '')
    .join(', ')

const sizeText = (size: JsonValue | undefined): string => (typeof size === 'number' ? ` (${formatSize(size)})` : '')

/** Bytes as people read them: `1,2 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} Byte`
  return bytes < 1_000_000
    ? `${formatNumber(Math.round(bytes / 1000))} kB`
    : `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`
}

/** `2026-11-23` → `23.11.2026`, `13:30:00` → `13:30 Uhr`, both together with a comma; other text stays as it is. */
export function formatTemporal(text: string, language: Language = 'de'): string {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d|@.*)?$/.exec(text)
  if (!match) return text
  const [, year, month, day, hour, minute] = match
  const date = year === undefined ? '' : language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`
  const time = hour === undefined ? '' : language === 'de' ? `${hour}:${minute} Uhr` : `${hour}:${minute}`
  return [date, time].filter((part) => part !== '').join(', ') || text
}

/** Any JSON value for people, without a field to say more. */
export function formatValue(value: JsonValue, language: Language = 'de'): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return language === 'de' ? (value ? 'Ja' : 'Nein') : value ? 'Yes' : 'No'
  if (typeof value === 'number') return formatNumber(value, undefined, language)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return (value as JsonValue[]).map((one) => formatValue(one, language)).join(', ')
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${formatValue(inner, language)}`)
    .join('; ')
}

/** What an `expression` field shows with these answers. */
export function expressionText(field: Field, answers: JsonObject, path = ''): string {
  return field.kind === 'expression' ? shownText(evaluateFeel(field.feel, { root: answers, base: path })) : ''
}

export const shownText = (value: JsonValue): string => (typeof value === 'string' ? formatTemporal(value) : formatValue(value))

/** Labels of options, also of those that an expression gives. */
export const formatAnswerAt = (
  field: Field,
  value: JsonValue | undefined,
  answers: JsonObject,
  path: string,
  language: Language = 'de',
): string =>
  field.kind === 'expression'
    ? expressionText(field, answers, path)
    : formatAnswer(field, value, language, [...optionsOf(field, answers, path), ...fixedOptions(field)])
