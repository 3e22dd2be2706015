import { readBpmn, type ProcessModel } from '@fachwerk/bpmn'
import { readDecisionModel, type DecisionModel } from '@fachwerk/dmn'
import { reportAnalysis } from '@fachwerk/dmn/analysis'
import { readForm, type FormModel } from '@fachwerk/forms'
import type { Problem } from '@fachwerk/problem'
import { createHash } from 'node:crypto'
import type { ModelFile } from '../api.ts'
import { importedBy, type DecisionSource } from './decision-imports.ts'
import { decodeText } from './decode-text.ts'
import { kindOfText } from './kind-of-text.ts'
import { unpack } from './unpack.ts'
import { duplicateModel, ignoredFile, nothingFound, unknownKind, unreadableText } from './upload-problem.ts'

interface Source {
  readonly file: string
  readonly text: string
  readonly sha256: string
}
/** One publishable thing; a BPMN file may hold several processes. */
export type UploadItem = Source &
  (
    | { readonly kind: 'process'; readonly key: string; readonly name: string; readonly model: ProcessModel }
    | { readonly kind: 'decision'; readonly key: string; readonly name: string; readonly model: DecisionModel }
    | { readonly kind: 'form'; readonly key: string; readonly name: string; readonly model: FormModel }
  )

export interface Upload {
  readonly items: readonly UploadItem[]
  readonly problems: readonly Problem[]
  /** Ids of forms that are in the upload, but faulty: what refers to them refers to nothing missing. */
  readonly faultyForms?: readonly string[]
}

/**
 * Unpacks and reads every file; what could not be read is in the problems. Decisions import each other within the upload, and what is
 * `published` already.
 */
export async function readUpload(files: readonly ModelFile[], published: readonly DecisionSource[] = []): Promise<Upload> {
  const unpacked = await unpack(files)
  if (!unpacked.ok) return { items: [], problems: unpacked.error }
  const given = new Set(files)
  const found = unpacked.value.map((file) => sourceOf(file, given.has(file)))
  const decisions = [...found.flatMap((one) => ('kind' in one && one.kind === 'dmn' ? one.source : [])), ...published]
  const read = found.map((one) => ('kind' in one ? readers[one.kind](one.source, decisions) : one))
  const items = read.flatMap((upload) => upload.items)
  const problems = [...read.flatMap((upload) => upload.problems), ...duplicates(items)]
  const empty = items.length === 0 && !problems.some(({ severity }) => severity === 'error')
  return {
    items,
    problems: empty ? [...problems, nothingFound(files[0]?.name ?? '')] : problems,
    faultyForms: read.flatMap(({ faultyForms = [] }) => faultyForms),
  }
}

/** `alone`: chosen by a person, not found in an archive among other things. */
function sourceOf(file: ModelFile, alone: boolean): Upload | { readonly kind: TextKind; readonly source: Source } {
  const text = decodeText(file.content)
  const kind = text === undefined ? undefined : kindOfText(text)
  if (text === undefined || kind === undefined) {
    const looksLikeModel = /\.(bpmn|dmn|form|json)$/i.test(file.name)
    if (!alone && !looksLikeModel) return { items: [], problems: [ignoredFile(file.name)] }
    return { items: [], problems: [text === undefined && looksLikeModel ? unreadableText(file.name) : unknownKind(file.name)] }
  }
  const source = { file: file.name, text, sha256: createHash('sha256').update(text).digest('hex') }
  return { kind, source }
}

type TextKind = 'bpmn' | 'dmn' | 'form'

const readers: Readonly<Record<TextKind, (source: Source, decisions: readonly DecisionSource[]) => Upload>> = {
  bpmn: (source) => {
    const result = readBpmn(source.text, { file: source.file })
    if (!result.ok) return { items: [], problems: result.problems }
    const items = result.file.processes.map((model) => ({
      ...source,
      kind: 'process' as const,
      key: model.id,
      name: model.name,
      model,
    }))
    return { items, problems: result.problems }
  },
  dmn: (source, decisions) => {
    const imports = importedBy(source.text, decisions).map(({ file, text }) => ({ file, xml: text }))
    const result = readDecisionModel(source.text, { file: source.file, imports, analyse: reportAnalysis })
    // What is wrong in an imported file is told where that file itself is read.
    const problems = result.problems.filter(({ file }) => file === undefined || file === source.file)
    if (!result.ok) return { items: [], problems }
    const { model } = result
    return { items: [{ ...source, kind: 'decision', key: model.id, name: model.name, model }], problems }
  },
  form: (source) => {
    const result = readForm(source.text, { file: source.file })
    if (!result.ok) return { items: [], problems: result.problems, faultyForms: idsIn(source.text) }
    const { form } = result
    return { items: [{ ...source, kind: 'form', key: form.id, name: form.title, model: form }], problems: result.problems }
  },
}

/** The id of a form that cannot be used; of one that is no JSON either, everything that may be its id. */
function idsIn(text: string): readonly string[] {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    return typeof id === 'string' ? [id] : []
  } catch {
    return [...text.matchAll(/"id"\s*:\s*"([^"]+)"/g)].map(([, id]) => id!)
  }
}

function duplicates(items: readonly UploadItem[]): readonly Problem[] {
  const seen = new Map<string, UploadItem>()
  return items.flatMap((item) => {
    const key = `${item.kind} ${item.key}`
    const other = seen.get(key)
    seen.set(key, other ?? item)
    return other ? [duplicateModel(item.file, item.key, other.file)] : []
  })
}
