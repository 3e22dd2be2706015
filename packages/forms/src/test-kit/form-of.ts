import type { FormModel, FormPage } from '../api.ts'
import { readForm } from '../read/read-form.ts'

/** A form from form-js components; problems of severity error fail the test that asked for it. */
export function formOf(...components: readonly object[]): FormModel {
  const result = readForm(JSON.stringify({ id: 'probe', type: 'default', title: 'Probe', components }))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.form
}

export const pageOf = (...components: readonly object[]): FormPage => formOf(...components).pages[0]!
