import { allFields, rawOption, type FormModel } from '@fachwerk/forms'

/** What a form calls a value of a variable: `fahrzeugart`, `pkw` → `Pkw oder Wohnmobil`; the value itself where no form knows it. */
export type LabelOf = (variable: string, value: string) => string

export function labelsOf(forms: readonly FormModel[]): LabelOf {
  const labels = new Map<string, string>()
  for (const field of forms.flatMap(allFields)) {
    if (!('options' in field)) continue
    for (const option of field.options) labels.set(`${field.key} ${rawOption(option.value)}`, option.label)
  }
  return (variable, value) => labels.get(`${variable} ${value}`) ?? value
}
