import type { FormReference, ProcessModel } from '@fachwerk/bpmn'
import { declaredFields, type FormModel } from '@fachwerk/forms'
import type { DeclaredField } from '@fachwerk/privacy'

/** The form behind a reference, as `ModelRegistry.form` finds it. */
export type FormOf = (reference: FormReference | undefined, title: string) => FormModel | undefined

/** Forms a process shows that a model wrote: at its start, in its tasks. */
export const formsOf = (model: ProcessModel, formOf: FormOf): readonly FormModel[] =>
  Object.values(model.nodes).flatMap((node) =>
    'form' in node && node.form ? (formOf(node.form, node.name ?? model.name) ?? []) : [],
  )

/** What a process declares itself: for single variables, then in its forms. Of two declarations of one path the first counts. */
export const ownFields = (model: ProcessModel, formOf: FormOf): readonly DeclaredField[] =>
  firstPerPath([...model.extension.personalData, ...formsOf(model, formOf).flatMap(declaredFields)])

export function firstPerPath(fields: readonly DeclaredField[]): readonly DeclaredField[] {
  const byPath = new Map<string, DeclaredField>()
  for (const field of fields) if (!byPath.has(field.path)) byPath.set(field.path, field)
  return [...byPath.values()]
}
