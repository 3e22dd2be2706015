import type { DeclaredField } from '@fachwerk/privacy'
import type { Field, FormItem, FormModel } from './api.ts'
import { joinPath } from './path.ts'
import { isField } from './visibility.ts'

/** A field with the path of its answer, without indexes of lists: `beteiligte.name`. */
export interface PlacedField {
  readonly path: string
  readonly field: Field
}

/** Every field of a form with its path, in document order. */
export const placedFields = (form: FormModel): PlacedField[] => form.pages.flatMap((page) => placedIn(page.items, ''))

const placedIn = (items: readonly FormItem[], base: string): PlacedField[] =>
  items.flatMap((item) => {
    if (isField(item)) return [{ path: joinPath(base, item.key), field: item }]
    if (item.kind === 'repeat') return placedIn(item.items, joinPath(base, item.key))
    return item.kind === 'group' ? placedIn(item.items, base) : []
  })

/** The personal data a form asks for, as its fields declare it. */
export const declaredFields = (form: FormModel): DeclaredField[] =>
  placedFields(form).flatMap(({ path, field }) => (field.personal ? [{ path, label: field.label, ...field.personal }] : []))
