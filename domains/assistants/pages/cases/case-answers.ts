import { formatTemporal, formatValue, readableName, readForm, summaryOf, valueAt, type FormModel } from '@fachwerk/forms'
import type { CaseDetails, Models } from '@fachwerk/kernel'
import type { JsonValue } from '@fachwerk/problem'
import type { Language } from '@fachwerk/web'

export interface AnswerRow {
  readonly path: string
  readonly label: string
  readonly text: string
  readonly value: JsonValue | undefined
}

/** The start form and the forms of the tasks that were completed, in the order of the drawing; those that cannot be read are left out. */
export async function formsOf(details: CaseDetails, models: Models): Promise<FormModel[]> {
  const done = new Set(details.events.flatMap((event) => (event.type === 'user-task-completed' ? [event.element] : [])))
  const references = Object.values(details.model.nodes).flatMap((node) =>
    node.type === 'userTask' && node.form && done.has(node.id) ? [node.form] : [],
  )
  const published = references.some((form) => form.kind === 'id') ? await models.list() : []
  const process = await models.process(details.processKey)
  const forms = await Promise.all(
    references.map(async (reference) => {
      if (reference.kind === 'embedded') return reference.json
      if (reference.kind !== 'id') return undefined
      const newest = published
        .filter((model) => model.kind === 'form' && model.key === reference.id)
        .toSorted((a, b) => b.version - a.version)[0]
      return newest && (await models.source(newest.versionId))?.content
    }),
  )
  const read = forms.flatMap((json) => {
    const result = json === undefined ? undefined : readForm(json)
    return result?.ok ? [result.form] : []
  })
  const filled = await Promise.all(read.map((form) => models.offering(form)))
  return process?.startForm ? [process.startForm, ...filled] : filled
}

/** What is known about the case, with the labels of the forms that asked for it. Without any form: the plain variables. */
export function answersOf(details: CaseDetails, forms: readonly FormModel[], language: Language): AnswerRow[] {
  const rows = new Map<string, AnswerRow>()
  for (const form of forms) {
    for (const { rows: shown } of summaryOf(form, details.variables)) {
      for (const { path, label, value: text } of shown) {
        const value = valueAt(details.variables, path)
        if (value !== undefined && value !== null && !rows.has(path)) rows.set(path, { path, label, text, value })
      }
    }
  }
  return rows.size > 0 ? [...rows.values()] : plainRows(details, language)
}

const plainRows = (details: CaseDetails, language: Language): AnswerRow[] =>
  Object.entries(details.variables)
    .filter(([, value]) => value !== null && (typeof value !== 'object' || isFile(value)))
    .map(([path, value]) => ({
      path,
      label: readableName(path),
      text: typeof value === 'string' ? formatTemporal(value, language) : formatValue(value, language),
      value,
    }))

const isFile = (value: JsonValue): boolean => value !== null && typeof value === 'object' && 'sha256' in value
