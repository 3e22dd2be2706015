/** What happens when a page is sent: its answers are read and kept in the draft, whatever is wrong with them. */
import type { Drafts, Refusal } from '@fachwerk/kernel'
import { readAnswers, valueAt, visiblePages, type FieldError, type FormPage, type RawInput } from '@fachwerk/forms'
import type { JsonObject } from '@fachwerk/problem'
import { ownAnswers } from './answer-values.ts'
import { withDraft } from './open-run.ts'
import type { OpenRun } from './form-run.ts'
import { withUploads, type ReceivedForm } from './received-form.ts'
import { addRow, removeRow } from './row-actions.ts'

export type Outcome =
  /** Kept. `errors`: to be corrected; `anchor`: a part or a file was added or taken out, so the page is shown again. */
  | {
      readonly kind: 'saved'
      readonly open: OpenRun
      readonly errors: readonly FieldError[]
      readonly anchor?: string
      readonly raw: RawInput
    }
  /** Sent from an outdated page: nothing kept, what was typed comes back. */
  | { readonly kind: 'conflict'; readonly open: OpenRun; readonly raw: RawInput }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export async function savePages(
  drafts: Drafts,
  open: OpenRun,
  pages: readonly FormPage[],
  received: ReceivedForm,
  now: Date,
): Promise<Outcome> {
  const read = readPages(open, pages, received, now)
  const errors = [...received.errors, ...read.errors.filter((error) => !received.errors.some(({ path }) => path === error.path))]
  const donePages = donePagesAfter(open, pages, read.answers, errors.length === 0 && read.anchor === undefined)
  const revision = Number(received.control['_revision'] ?? open.draft.revision)
  const saved = await drafts.save(open.draft.id, ownAnswers(open.run.form, read.answers), donePages, revision, open.person)
  if (saved.ok) {
    const after = withDraft(open.run, open.person, saved.value)
    const raw = rawToShow(received.raw, read.answers)
    return { kind: 'saved', open: after, errors, raw, ...(read.anchor !== undefined && { anchor: read.anchor }) }
  }
  if (saved.error.code !== 'conflict') return { kind: 'refused', refusal: saved.error }
  const current = withDraft(open.run, open.person, await drafts.open(open.run.subject, open.person))
  // What was typed is laid over what is stored, without keeping it; files have to be chosen once more.
  const typed = readPages(current, pages, { ...received, uploads: [] }, now)
  return { kind: 'conflict', open: { ...current, answers: typed.answers }, raw: rawToShow(received.raw, typed.answers) }
}

/** Empty parts of a list are dropped on reading; then the places in the input are no longer those of the answers, which have all that counts. */
function rawToShow(raw: RawInput, answers: JsonObject): RawInput {
  const moved = Object.entries(raw).flatMap(([name, value]) => {
    const list = name.endsWith('.length') ? name.slice(0, -'.length'.length) : undefined
    if (list === undefined) return []
    const rows = valueAt(answers, list)
    return (Array.isArray(rows) ? rows.length : 0) === Number(value) ? [] : [`${list}.`]
  })
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !moved.some((prefix) => name.startsWith(prefix))))
}

interface Reading {
  readonly answers: JsonObject
  readonly errors: readonly FieldError[]
  readonly anchor?: string
}

function readPages(open: OpenRun, pages: readonly FormPage[], received: ReceivedForm, now: Date): Reading {
  const { _add: added, _remove: removed } = received.control
  const before = { raw: received.raw, answers: withUploads(open.answers, received, pages) }
  const { raw, answers } = removed === undefined ? before : removeRow(before.raw, before.answers, removed)
  const read = pages.reduce<Reading>(
    (sofar, page) => {
      const next = readAnswers(page, raw, sofar.answers, { now: now.getTime() })
      return { answers: next.data, errors: [...sofar.errors, ...next.errors] }
    },
    { answers, errors: [] },
  )
  if (added !== undefined) return withNewRow(read.answers, added, Number(raw[`${added}.length`] ?? 0))
  if (removed !== undefined) return { ...read, errors: [], anchor: `f-${removed.replace(/\.\d+$/, '')}` }
  const file = Object.keys(raw).find((name) => name.endsWith('.remove'))
  return file === undefined ? read : { ...read, errors: [], anchor: `f-${file.slice(0, -'.remove'.length)}` }
}

function withNewRow(answers: JsonObject, path: string, shown: number): Reading {
  const longer = addRow(answers, path, shown)
  const rows = valueAt(longer, path)
  return { answers: longer, errors: [], anchor: `f-${path}.${Array.isArray(rows) ? rows.length - 1 : 0}` }
}

/** Pages that were sent count as done when nothing is wrong with them; pages that are no longer shown are forgotten. */
function donePagesAfter({ run, draft }: OpenRun, sent: readonly FormPage[], answers: JsonObject, isGood: boolean): string[] {
  const shown = visiblePages(run.form, answers).map((page) => page.id)
  const ids = new Set(sent.map((page) => page.id))
  return shown.filter((id) => (ids.has(id) ? isGood : draft.donePages.includes(id)))
}
