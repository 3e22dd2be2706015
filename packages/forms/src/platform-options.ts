import type { Field, FormItem, FormModel, Option, OptionsSource } from './api.ts'
import { allFields } from './visibility.ts'

/** What `valuesKey` names for options that the house knows and no model can: `fachwerk:authorities`. */
export const platformPrefix = 'fachwerk:'
const sources: readonly OptionsSource[] = ['authorities']

export const sourceNamed = (name: string): OptionsSource | undefined => sources.find((source) => source === name)

const sourceOf = (field: Field): OptionsSource | undefined => ('optionsSource' in field ? field.optionsSource : undefined)

/** Which lists of the platform the form offers: what is not needed need not be looked up. */
export const optionsSourcesOf = (form: FormModel): ReadonlySet<OptionsSource> =>
  new Set(allFields(form).flatMap((field) => sourceOf(field) ?? []))

/**
 * The form with the platform's lists as options of the fields that ask for them; from here on they are options like any others. A form
 * that was not given them offers nothing there, and takes nothing.
 */
export function withPlatformOptions(form: FormModel, given: Readonly<Record<OptionsSource, readonly Option[]>>): FormModel {
  if (optionsSourcesOf(form).size === 0) return form
  return { ...form, pages: form.pages.map((page) => ({ ...page, items: filled(page.items, given) })) }
}

const filled = (items: readonly FormItem[], given: Readonly<Record<OptionsSource, readonly Option[]>>): readonly FormItem[] =>
  items.map((item): FormItem => {
    if ('items' in item) return { ...item, items: filled(item.items, given) }
    const source = 'required' in item ? sourceOf(item) : undefined
    return source === undefined ? item : ({ ...item, options: given[source] } as FormItem)
  })
