import type { FormModel } from '@fachwerk/forms'
import type { LocalText, Problem } from '@fachwerk/problem'

/** Where a finding is: a step, a process, a field of a form. */
export interface Place {
  readonly file: string
  readonly element: string
  readonly elementName?: string
  readonly line?: number
}

export const warningAt = (place: Place, rule: string, message: LocalText, remedy: LocalText): Problem => ({
  severity: 'warning',
  rule,
  ...place,
  message,
  remedy,
})

export const nodePlace = (
  file: string,
  node: { readonly id: string; readonly name?: string; readonly line?: number },
): Place => ({
  file,
  element: node.id,
  ...(node.name === undefined ? {} : { elementName: node.name }),
  ...(node.line === undefined ? {} : { line: node.line }),
})

export function fieldPlace(file: string, form: FormModel, field: { readonly id: string; readonly label: string }): Place {
  const offset = form.source.indexOf(JSON.stringify(field.id))
  const line = offset < 0 ? undefined : form.source.slice(0, offset).split('\n').length
  return { file, element: field.id, elementName: field.label, ...(line === undefined ? {} : { line }) }
}

/** `„a“, „b“ und 3 weitere`. */
export function listed(names: readonly string[]): LocalText {
  const shown = names.slice(0, 5)
  const rest = names.length - shown.length
  const de = shown.map((name) => `„${name}“`).join(', ')
  const en = shown.map((name) => `"${name}"`).join(', ')
  return rest === 0 ? { de, en } : { de: `${de} und ${rest} weitere`, en: `${en} and ${rest} more` }
}
