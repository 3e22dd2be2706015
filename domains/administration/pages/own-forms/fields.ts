import type { Field, FormItem, FormPage, Option } from '@fachwerk/forms'

interface Common {
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
}
const base = ({ key, label, hint, required = true }: Common) => ({
  id: key,
  key,
  label,
  required,
  readonly: false,
  disabled: false,
  inSummary: true,
  ...(hint !== undefined && { hint }),
})

/** Fields of the forms of administrators, as `@fachwerk/forms` knows them: read, checked and shown like those of models. */
export const textField = (field: Common & { readonly maxLength?: number; readonly email?: boolean }): Field => ({
  ...base(field),
  kind: 'text',
  maxLength: field.maxLength ?? 200,
  inputType: field.email ? 'email' : 'text',
})
export const areaField = (field: Common & { readonly maxLength?: number }): Field => ({
  ...base(field),
  kind: 'textarea',
  maxLength: field.maxLength ?? 500,
})
export const selectField = (field: Common & { readonly options: readonly Option[] }): Field => ({
  ...base(field),
  kind: 'select',
  options: field.options,
})
export const radioField = (field: Common & { readonly options: readonly Option[] }): Field => ({
  ...base(field),
  kind: 'radio',
  options: field.options,
})
export const checklistField = (field: Common & { readonly options: readonly Option[] }): Field => ({
  ...base(field),
  kind: 'checklist',
  options: field.options,
})
export const dateField = (field: Common): Field => ({ ...base(field), kind: 'date', disallowPast: false })

export const formPage = (id: string, title: string, items: readonly FormItem[]): FormPage => ({ id, title, items })
