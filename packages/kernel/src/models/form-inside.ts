import type { FormReference } from '@fachwerk/bpmn'
import { generateForm, readForm, type FormModel } from '@fachwerk/forms'

/** The form that stands in the BPMN file itself: form-js JSON, or the fields of Camunda 7. */
export function formInside(reference: FormReference | undefined, title: string): FormModel | undefined {
  if (reference?.kind === 'fields') return generateForm(reference.fields, title)
  if (reference?.kind !== 'embedded') return undefined
  const read = readForm(reference.json)
  return read.ok ? read.form : undefined
}
