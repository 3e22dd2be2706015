import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { AnswerOptions, Field, FieldError, FormItem, FormPage, RawInput, Repeat } from '../api.ts'
import { evaluateFeel, holds, type Place } from '../feel/evaluate.ts'
import { optionsAt } from '../options.ts'
import { copyJson, joinPath, setAt, valueAt, type Draft } from '../path.ts'
import { fieldsIn, isField } from '../visibility.ts'
import { checkRowCount } from './check-answers.ts'
import { checkValue } from './check-value.ts'
import { fieldError } from './messages.ts'
import { all, parseRaw } from './parse-raw.ts'

interface Reading {
  readonly raw: RawInput
  readonly data: Draft
  /** Inputs that cannot be values, by path; reported in the second pass if the field turns out to be visible. */
  readonly unreadable: Map<string, FieldError>
  readonly errors: FieldError[]
  /** What hidden fields had, by path: a visible field with the same key takes it back. */
  readonly hidden: Map<string, JsonValue>
  /** Paths of visible fields settled so far. */
  readonly settled: Set<string>
  readonly now: number | undefined
}

/**
 * Two passes. The first takes over what every field of the page says, so that conditions see the whole page as it was sent. The
 * second goes through it in document order: what is hidden now loses its answer, what is visible is checked.
 */
export function readAnswers(
  page: FormPage,
  raw: RawInput,
  answers: JsonObject,
  options: AnswerOptions = {},
): { data: JsonObject; errors: FieldError[] } {
  const reading: Reading = {
    raw,
    data: copyJson(answers) as Draft,
    unreadable: new Map(),
    errors: [],
    hidden: new Map(),
    settled: new Set(),
    now: options.now,
  }
  takeItems(page.items, '', '', reading)
  settleItems(page.items, '', reading)
  return { data: reading.data as JsonObject, errors: reading.errors }
}

/** `from` is the row's path in the input, `to` in the data: they differ where a row before it was left out. */
function takeItems(items: readonly FormItem[], from: string, to: string, reading: Reading): void {
  for (const item of items) {
    if (isField(item)) takeField(item, joinPath(from, item.key), to, reading)
    else if (item.kind === 'group') takeItems(item.items, from, to, reading)
    else if (item.kind === 'repeat') takeRows(item, joinPath(from, item.key), joinPath(to, item.key), reading)
  }
}

function takeField(field: Field, from: string, base: string, reading: Reading): void {
  const path = joinPath(base, field.key)
  if (field.kind === 'expression') return
  if (field.kind === 'file') return removeFiles(path, all(reading.raw, `${from}.remove`), reading)
  if (field.readonly || field.disabled) {
    if (valueAt(reading.data, path) === undefined && field.defaultValue !== undefined)
      setAt(reading.data, path, field.defaultValue)
    return
  }
  const parsed = parseRaw(field, reading.raw, from, optionsAt(field, placeOf(reading, base)))
  const value = parsed.value
  const isOverlong = typeof value === 'string' && 'maxLength' in field && value.length > 2 * field.maxLength
  if (parsed.value === undefined && parsed.code !== undefined) reading.unreadable.set(path, fieldError(field, path, parsed.code))
  if (isOverlong) reading.unreadable.set(path, fieldError(field, path, 'too-long', { limit: field.maxLength }))
  setAt(reading.data, path, isOverlong ? undefined : value)
}

function removeFiles(path: string, ids: readonly string[], reading: Reading): void {
  const value = valueAt(reading.data, path)
  if (ids.length === 0 || value === undefined || value === null) return
  const left = (Array.isArray(value) ? (value as JsonValue[]) : [value]).filter(
    (file) => !ids.includes(String(valueAt(file, 'id'))),
  )
  setAt(reading.data, path, left.length === 0 ? undefined : Array.isArray(value) ? left : left[0])
}

function takeRows(repeat: Repeat, from: string, to: string, reading: Reading): void {
  const before = valueAt(reading.data, to)
  const old = Array.isArray(before) ? (before as JsonValue[]) : []
  const indices = rowIndices(repeat, from, reading.raw)
  setAt(reading.data, to, [])
  let count = 0
  for (const [position, index] of indices.entries()) {
    const oldRow = old[index]
    const row = `${to}.${count}`
    setAt(reading.data, row, oldRow !== null && typeof oldRow === 'object' && !Array.isArray(oldRow) ? copyJson(oldRow) : {})
    takeItems(repeat.items, `${from}.${index}`, row, reading)
    const isNeeded = indices.length - position <= repeat.min - count
    if (isNeeded || !isEmptyRow(repeat, row, reading)) count += 1
  }
  const rows = valueAt(reading.data, to)
  setAt(reading.data, to, count === 0 && repeat.min === 0 ? undefined : Array.isArray(rows) ? rows.slice(0, count) : [])
}

/** One row more than allowed is read, so that the check can say that there are too many. */
function rowIndices(repeat: Repeat, from: string, raw: RawInput): number[] {
  const most = repeat.max + 1
  const announced = Number(all(raw, `${from}.length`)[0])
  if (Number.isInteger(announced) && announced >= 0) return Array.from({ length: Math.min(announced, most) }, (_, index) => index)
  const found = new Set<number>()
  for (const name of Object.keys(raw)) {
    if (!name.startsWith(`${from}.`)) continue
    const part = /^(0|[1-9]\d{0,4})\./.exec(name.slice(from.length + 1))?.[1]
    if (part !== undefined) found.add(Number(part))
  }
  return [...found].toSorted((a, b) => a - b).slice(0, most)
}

const isBlank = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '' || value === false

function isEmptyRow(repeat: Repeat, row: string, reading: Reading): boolean {
  if ([...reading.unreadable.keys()].some((path) => path.startsWith(`${row}.`))) return false
  const asked = fieldsIn(repeat.items.filter((item) => item.kind !== 'repeat')).filter(
    (field) => field.kind !== 'expression' && !field.readonly && !field.disabled,
  )
  const nested = repeat.items.flatMap((item) => (item.kind === 'repeat' ? [item.key] : []))
  return (
    asked.every((field) => isBlank(valueAt(reading.data, joinPath(row, field.key)))) &&
    nested.every((key) => !isFilled(valueAt(reading.data, joinPath(row, key))))
  )
}

const isFilled = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.length > 0

function settleItems(items: readonly FormItem[], base: string, reading: Reading): void {
  for (const item of items) {
    if (holds(item.hide, placeOf(reading, base))) removeItem(item, base, reading)
    else if (isField(item)) settleField(item, base, reading)
    else if (item.kind === 'group') settleItems(item.items, base, reading)
    else if (item.kind === 'repeat') settleRows(item, joinPath(base, item.key), reading)
  }
}

/** Of several fields with one key at most one is visible; that one's answer stays, whichever comes first. */
function removeItem(item: FormItem, base: string, reading: Reading): void {
  if (isField(item) || item.kind === 'repeat') {
    const path = joinPath(base, item.key)
    const value = valueAt(reading.data, path)
    if (value === undefined || reading.settled.has(path)) return
    reading.hidden.set(path, value)
    setAt(reading.data, path, undefined)
  } else if (item.kind === 'group') for (const inner of item.items) removeItem(inner, base, reading)
}

function settleField(field: Field, base: string, reading: Reading): void {
  const path = joinPath(base, field.key)
  const place = placeOf(reading, base)
  reading.settled.add(path)
  const hidden = reading.hidden.get(path)
  if (hidden !== undefined && valueAt(reading.data, path) === undefined) setAt(reading.data, path, hidden)
  if (field.kind === 'expression') return setAt(reading.data, path, evaluateFeel(field.feel, place) ?? undefined)
  if (field.readonly || field.disabled) return
  const error =
    reading.unreadable.get(path) ??
    checkValue(field, valueAt(reading.data, path), path, { options: optionsAt(field, place), now: reading.now })
  if (error) reading.errors.push(error)
}

function settleRows(repeat: Repeat, path: string, reading: Reading): void {
  const rows = valueAt(reading.data, path)
  const error = checkRowCount(repeat, rows, path)
  if (error) reading.errors.push(error)
  const count = Array.isArray(rows) ? rows.length : 0
  for (let index = 0; index < count; index += 1) settleItems(repeat.items, `${path}.${index}`, reading)
}

const placeOf = (reading: Reading, base: string): Place => ({ root: reading.data as JsonObject, base, now: reading.now })
