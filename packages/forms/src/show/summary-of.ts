import type { JsonObject } from '@fachwerk/problem'
import type { FormItem, FormModel, Repeat, SummaryPage, SummaryRow } from '../api.ts'
import type { Place } from '../feel/evaluate.ts'
import { joinPath, valueAt } from '../path.ts'
import { isField, visibleAt, visiblePages } from '../visibility.ts'
import { formatAnswerAt } from './format-answer.ts'
import { renderText } from './render-text.ts'

/** Check-your-answers: every visible page with the answers as German text; what was left empty says so. */
export function summaryOf(form: FormModel, answers: JsonObject): SummaryPage[] {
  return visiblePages(form, answers)
    .map((page) => ({ page, rows: rowsOf(page.items, { root: answers, base: '' }, '') }))
    .filter(({ rows }) => rows.length > 0)
}

const rowsOf = (items: readonly FormItem[], place: Place, prefix: string): SummaryRow[] =>
  visibleAt(items, place).flatMap((item) => rowOf(item, place, prefix))

function rowOf(item: FormItem, place: Place, prefix: string): SummaryRow[] {
  if (item.kind === 'group') return item.items.flatMap((inner) => rowOf(inner, place, prefix))
  if (item.kind === 'repeat') return repeatRows(item, place, prefix)
  if (!isField(item) || !item.inSummary) return []
  const path = joinPath(place.base, item.key)
  const value = formatAnswerAt(item, valueAt(place.root, path), place.root, place.base)
  return [{ path, label: prefix + renderText(item.label, place.root, place.base), value: value === '' ? 'keine Angabe' : value }]
}

function repeatRows(repeat: Repeat, place: Place, prefix: string): SummaryRow[] {
  const path = joinPath(place.base, repeat.key)
  const rows = valueAt(place.root, path)
  if (!Array.isArray(rows) || rows.length === 0) return [{ path, label: prefix + repeat.label, value: 'keine Angabe' }]
  return rows.flatMap((_, index) =>
    rowsOf(repeat.items, { ...place, base: `${path}.${index}` }, `${prefix}${repeat.label} ${index + 1}: `),
  )
}
