import type { JsonObject } from '@fachwerk/problem'
import type { Field, FormItem, FormModel, FormPage, Repeat } from './api.ts'
import { holds, type Place } from './feel/evaluate.ts'

export const isField = (item: FormItem): item is Field => 'required' in item

/** Items that are not hidden; groups are filtered inside, repeats are not (each row has its own visibility: `visibleRow`). */
export function visibleAt(items: readonly FormItem[], place: Place): FormItem[] {
  return items.flatMap((item): FormItem[] => {
    if (holds(item.hide, place)) return []
    return item.kind === 'group' ? [{ ...item, items: visibleAt(item.items, place) }] : [item]
  })
}

/** What a page shows with these answers. */
export const visibleItems = (page: FormPage, answers: JsonObject): FormItem[] =>
  visibleAt(page.items, { root: answers, base: '' })

/** What one row of a repeat shows; `path` is the row's, e.g. `fahrzeuge.0`. */
export const visibleRow = (repeat: Repeat, path: string, answers: JsonObject): FormItem[] =>
  visibleAt(repeat.items, { root: answers, base: path })

/** Pages that are not skipped with these answers. */
export const visiblePages = (form: FormModel, answers: JsonObject): FormPage[] =>
  form.pages.filter((page) => !holds(page.hide, { root: answers, base: '' }))

/** Every field of a form, those in groups and repeats too, in document order. */
export const allFields = (form: FormModel): Field[] => form.pages.flatMap((page) => fieldsIn(page.items))

export const fieldsIn = (items: readonly FormItem[]): Field[] =>
  items.flatMap((item) => (isField(item) ? [item] : 'items' in item ? fieldsIn(item.items) : []))
