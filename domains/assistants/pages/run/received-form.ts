/** Takes in what a page of a run sent: fields as they are, files into the file store. */
import type { FastifyRequest } from 'fastify'
import type { Refusal } from '@fachwerk/kernel'
import {
  isField,
  valueAt,
  type Field,
  type FieldError,
  type FileAnswer,
  type FormItem,
  type FormPage,
  type RawInput,
} from '@fachwerk/forms'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { filesAt, personOf, readForm, shownTypes, type IncomingFile } from '@fachwerk/web'
import { withAnswer } from './answer-values.ts'

export interface ReceivedForm {
  /** Fields of the form. */
  readonly raw: RawInput
  /** Our own fields, which begin with `_`: `_revision`, `_go`, `_add` … */
  readonly control: Readonly<Record<string, string>>
  readonly uploads: readonly { readonly path: string; readonly file: FileAnswer }[]
  readonly errors: readonly FieldError[]
}

type FileField = Extract<Field, { kind: 'file' }>

export async function receiveForm(request: FastifyRequest, pages: readonly FormPage[]): Promise<ReceivedForm> {
  const uploads: { path: string; file: FileAnswer }[] = []
  const errors: FieldError[] = []
  const take = async (incoming: IncomingFile): Promise<void> => {
    const field = fileFieldAt(pages, incoming.field)
    if (!field) return
    if (!isAccepted(field, incoming)) return void errors.push(wrongType(incoming, field))
    const stored = await request.server.kernel.files.put(incoming.name, incoming.type, incoming.content, personOf(request))
    if (stored.ok) uploads.push({ path: incoming.field, file: stored.value })
    else errors.push(refused(incoming, stored.error))
  }
  const fields = await readForm(request, take)
  const isControl = ([name]: [string, unknown]) => name.startsWith('_')
  const entries = Object.entries(fields)
  const control = Object.fromEntries(
    entries.filter(isControl).map(([name, value]) => [name, typeof value === 'string' ? value : (value.at(-1) ?? '')]),
  )
  return { raw: Object.fromEntries(entries.filter((entry) => !isControl(entry))), control, uploads, errors }
}

/** Uploaded files stand in the answers before the page is read: a field for several collects, a field for one replaces. */
export function withUploads(answers: JsonObject, received: ReceivedForm, pages: readonly FormPage[]): JsonObject {
  return received.uploads.reduce((before, { path, file }) => {
    const isList = fileFieldAt(pages, path)?.multiple === true
    const answer = file as unknown as JsonValue
    return withAnswer(before, path, isList ? [...(filesAt(valueAt(before, path)) as unknown as JsonValue[]), answer] : answer)
  }, answers)
}

/** The file field that a path means; rows of lists are skipped over: `fahrzeuge.0.foto`. */
function fileFieldAt(pages: readonly FormPage[], path: string): FileField | undefined {
  const search = (items: readonly FormItem[], rest: string): FileField | undefined => {
    for (const item of items) {
      if (item.kind === 'group') {
        const found = search(item.items, rest)
        if (found) return found
      } else if (item.kind === 'repeat' && rest.startsWith(`${item.key}.`)) {
        const inRow = /^\d{1,4}\.(.+)$/.exec(rest.slice(item.key.length + 1))?.[1]
        const found = inRow === undefined ? undefined : search(item.items, inRow)
        if (found) return found
      } else if (isField(item) && item.kind === 'file' && item.key === rest && !item.readonly && !item.disabled) return item
    }
    return undefined
  }
  return search(
    pages.flatMap((page) => page.items),
    path,
  )
}

/** `accept` as HTML means it: endings, types, and types with a star. */
function isAccepted(field: FileField, file: IncomingFile): boolean {
  const accepted = (field.accept ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
  if (accepted.length === 0) return true
  const name = file.name.toLowerCase()
  const type = file.type.toLowerCase()
  return accepted.some((part) =>
    part.startsWith('.') ? name.endsWith(part) : part.endsWith('/*') ? type.startsWith(part.slice(0, -1)) : type === part,
  )
}

const wrongType = (file: IncomingFile, field: FileField): FieldError => ({
  path: file.field,
  code: 'wrong-type',
  message: {
    de: `„${file.name}“ hat ein anderes Format als erlaubt (${shownTypes(field.accept ?? '')}). Wählen Sie eine andere Datei.`,
    en: `“${file.name}” has a format that is not allowed (${shownTypes(field.accept ?? '')}). Choose another file.`,
  },
})

const refused = (file: IncomingFile, refusal: Refusal): FieldError => ({
  path: file.field,
  code: refusal.code === 'too-large' ? 'too-large' : 'wrong-type',
  message: { de: `„${file.name}“: ${refusal.detail.de}`, en: `“${file.name}”: ${refusal.detail.en}` },
})
