import type { Problem } from '@fachwerk/problem'
import type { FormItem, FormModel, FormResult } from '../api.ts'
import { readJson } from './json-limits.ts'
import { pagesOf, type TopLevel } from './pages-of.ts'
import { readComponents } from './read-component.ts'
import { report, type Reader } from './reader.ts'
import { isObject, listOf, objectOf, textOf, type Component } from './schema.ts'

/** Reads any form-js schema into pages. Never throws; errors say where and what to do. */
export function readForm(json: string, options: { readonly file?: string } = {}): FormResult {
  const parsed = readJson(json, options.file)
  if (parsed.problem) return { ok: false, problems: [parsed.problem] }
  const reader: Reader = { source: json, file: options.file, problems: [], ids: new Set(), keys: new Map(), count: 0 }
  const schema = parsed.value
  if (!isObject(schema) || !Array.isArray(schema.components)) return { ok: false, problems: [notAForm(reader)] }
  const form = formOf(schema, json, reader)
  return reader.problems.some((problem) => problem.severity === 'error')
    ? { ok: false, problems: reader.problems }
    : { ok: true, form, problems: reader.problems }
}

function formOf(schema: Component, source: string, reader: Reader): FormModel {
  const top = listOf(schema, 'components').flatMap((component): TopLevel[] =>
    readComponents([component], reader, { prefix: '', depth: 0 }).map((item) => withPage(item, component)),
  )
  const id = textOf(schema, 'id') ?? idOfFile(reader.file)
  const title =
    textOf(schema, 'title') ??
    textOf(schema, 'name') ??
    textOf(objectOf(schema, 'properties'), 'title') ??
    firstHeading(top) ??
    id
  return { id, title, pages: pagesOf(top, title), source }
}

function withPage(item: FormItem, component: unknown): TopLevel {
  const page = isObject(component) ? objectOf(component, 'properties').page : undefined
  const isPage = item.kind === 'group' && (page === true || (typeof page === 'string' && page !== '' && page !== 'false'))
  return isPage ? { item, page: String(page) } : { item }
}

const idOfFile = (file: string | undefined): string =>
  (file?.split('/').at(-1) ?? 'formular').replace(/\.(form\.json|form|json)$/i, '')

const firstHeading = (top: readonly TopLevel[]): string | undefined =>
  top.flatMap(({ item }) =>
    item.kind === 'heading' && item.text !== undefined && !item.text.includes('{{') ? [item.text] : [],
  )[0]

function notAForm(reader: Reader): Problem {
  report(
    reader,
    'error',
    'not-a-form',
    undefined,
    {
      de: 'Die Datei ist kein Formular von form-js: Es fehlt die Liste „components“.',
      en: 'The file is not a form-js form: the list “components” is missing.',
    },
    {
      de: 'Laden Sie die Datei hoch, die der Formulareditor gespeichert hat.',
      en: 'Upload the file that the form editor saved.',
    },
  )
  return reader.problems.at(-1)!
}
