/** How far a run has come: which pages there are with these answers, and what state each is in. */
import { checkAnswers, valueAt, visiblePages, type FieldError, type FormItem, type FormPage } from '@fachwerk/forms'
import type { TaskState } from '@fachwerk/web'
import type { OpenRun } from './form-run.ts'

export interface PageState {
  readonly page: FormPage
  readonly state: TaskState
}

/** Keys of what a page asks; rows of a list belong to the list's key. */
const keysOf = (items: readonly FormItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'group' ? keysOf(item.items) : 'key' in item ? [item.key] : []))

const covers = (keys: readonly string[], path: string): boolean => keys.some((key) => path === key || path.startsWith(`${key}.`))

/** The page on which a field is asked. */
export const pageOf = (pages: readonly FormPage[], path: string): FormPage | undefined =>
  pages.find((page) => covers(keysOf(page.items), path))

export const errorsOnPage = (page: FormPage, errors: readonly FieldError[]): FieldError[] => {
  const keys = keysOf(page.items)
  return errors.filter((error) => covers(keys, error.path))
}

/** Done: sent without errors once, and still complete with what was answered elsewhere since. */
export function pageStates({ run, draft, answers }: OpenRun, now: Date): PageState[] {
  const errors = checkAnswers(run.form, answers, { now: now.getTime() })
  return visiblePages(run.form, answers).map((page) => {
    if (draft.donePages.includes(page.id)) return { page, state: errorsOnPage(page, errors).length === 0 ? 'done' : 'incomplete' }
    const isTouched = draft.revision > 0 && keysOf(page.items).some((key) => isAnswered(valueAt(draft.answers, key)))
    return { page, state: isTouched ? 'incomplete' : 'not-started' }
  })
}
const isAnswered = (value: unknown): boolean => value !== undefined && value !== null && value !== false

export const firstOpen = (states: readonly PageState[]): FormPage | undefined =>
  states.find(({ state }) => state !== 'done')?.page

/** The page before and after this one, among those that are shown with these answers. */
export function neighbours(
  pages: readonly FormPage[],
  page: FormPage,
): { readonly number: number; readonly before?: FormPage; readonly after?: FormPage } {
  const index = pages.findIndex(({ id }) => id === page.id)
  const before = pages[index - 1]
  const after = pages[index + 1]
  return { number: index + 1, ...(before && { before }), ...(after && { after }) }
}
