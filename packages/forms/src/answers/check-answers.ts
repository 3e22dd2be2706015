import type { JsonObject } from '@fachwerk/problem'
import type { AnswerOptions, FieldError, FormItem, FormModel, Repeat } from '../api.ts'
import { holds, type Place } from '../feel/evaluate.ts'
import { optionsAt } from '../options.ts'
import { joinPath, valueAt } from '../path.ts'
import { isField, visibleAt } from '../visibility.ts'
import { checkValue } from './check-value.ts'
import { rowsError } from './messages.ts'

/** The whole form before it is submitted, and what came in over the JSON API: visible pages and fields only. */
export function checkAnswers(form: FormModel, answers: JsonObject, options: AnswerOptions = {}): FieldError[] {
  const place: Place = { root: answers, base: '', now: options.now }
  return form.pages.filter((page) => !holds(page.hide, place)).flatMap((page) => checkItems(page.items, place))
}

const checkItems = (items: readonly FormItem[], place: Place): FieldError[] =>
  visibleAt(items, place).flatMap((item) => checkItem(item, place))

function checkItem(item: FormItem, place: Place): FieldError[] {
  if (item.kind === 'group') return item.items.flatMap((inner) => checkItem(inner, place))
  if (item.kind === 'repeat') return checkRows(item, place)
  if (!isField(item) || item.readonly || item.disabled) return []
  const path = joinPath(place.base, item.key)
  const error = checkValue(item, valueAt(place.root, path), path, { options: optionsAt(item, place), now: place.now })
  return error ? [error] : []
}

function checkRows(repeat: Repeat, place: Place): FieldError[] {
  const path = joinPath(place.base, repeat.key)
  const rows = valueAt(place.root, path)
  const error = checkRowCount(repeat, rows, path)
  if (error?.code === 'wrong-type' || error?.code === 'too-many') return [error]
  const count = Array.isArray(rows) ? rows.length : 0
  const inside = Array.from({ length: count }, (_, index) =>
    checkItems(repeat.items, { ...place, base: `${path}.${index}` }),
  ).flat()
  return error ? [error, ...inside] : inside
}

/** Number of rows against the repeat's bounds; rows are contexts. */
export function checkRowCount(repeat: Repeat, rows: unknown, path: string): FieldError | undefined {
  if (rows === undefined || rows === null) return repeat.min > 0 ? rowsError(repeat, path, 'too-few') : undefined
  const isList = Array.isArray(rows) && rows.every((row) => row !== null && typeof row === 'object' && !Array.isArray(row))
  if (!isList)
    return {
      path,
      code: 'wrong-type',
      message: {
        de: `Die Angabe bei „${repeat.label}“ muss eine Liste von Einträgen sein.`,
        en: `“${repeat.label}” must be a list of entries.`,
      },
    }
  if (rows.length > repeat.max) return rowsError(repeat, path, 'too-many')
  return rows.length < repeat.min ? rowsError(repeat, path, 'too-few') : undefined
}
