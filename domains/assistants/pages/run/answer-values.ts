/** Answers are plain JSON that is never changed in place. */
import { allFields, type FormItem, type FormModel } from '@fachwerk/forms'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import type { Draft } from '@fachwerk/kernel'

/** A copy with the value at a dotted path; numbers are places in lists. */
export function withAnswer(answers: JsonObject, path: string, value: JsonValue): JsonObject {
  return place(answers, path.split('.'), value) as JsonObject
}

function place(around: JsonValue | undefined, [first, ...rest]: readonly string[], value: JsonValue): JsonValue {
  if (first === undefined) return value
  if (Array.isArray(around)) {
    const list = [...(around as JsonValue[])]
    list[Number(first)] = place(list[Number(first)], rest, value)
    return list
  }
  const context = around !== null && typeof around === 'object' ? (around as JsonObject) : {}
  return { ...context, [first]: place(Object.hasOwn(context, first) ? context[first] : undefined, rest, value) }
}

/** Names of the variables that a form answers: the first parts of the keys of its fields and lists. */
export function variablesOf(form: FormModel): ReadonlySet<string> {
  const lists = form.pages.flatMap((page) => listKeys(page.items))
  return new Set([...allFieldKeysOutsideLists(form), ...lists].map((key) => key.split('.')[0]!))
}
const listKeys = (items: readonly FormItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'repeat' ? [item.key] : item.kind === 'group' ? listKeys(item.items) : []))

function allFieldKeysOutsideLists(form: FormModel): string[] {
  const inLists = new Set(form.pages.flatMap((page) => fieldsInLists(page.items)))
  return allFields(form)
    .filter((field) => !inLists.has(field))
    .map((field) => field.key)
}
const fieldsInLists = (items: readonly FormItem[]): FormItem[] =>
  items.flatMap((item) =>
    item.kind === 'repeat' ? everyItem(item.items) : item.kind === 'group' ? fieldsInLists(item.items) : [],
  )
const everyItem = (items: readonly FormItem[]): FormItem[] =>
  items.flatMap((item) => ('items' in item ? everyItem(item.items) : [item]))

/** What the form sees: an untouched draft begins with what is known, a touched one is as the person left it. */
export function answersOf(form: FormModel, known: JsonObject, draft: Draft): JsonObject {
  if (draft.revision === 0) return { ...known, ...draft.answers }
  const own = variablesOf(form)
  return { ...Object.fromEntries(Object.entries(known).filter(([name]) => !own.has(name))), ...draft.answers }
}

/** The part of the answers that belongs to the form: kept in the draft. */
export function ownAnswers(form: FormModel, answers: JsonObject): JsonObject {
  const own = variablesOf(form)
  return Object.fromEntries(Object.entries(answers).filter(([name]) => own.has(name)))
}

/** What is handed on: own answers, and null for what was known and has been taken out. */
export function answersToSubmit(form: FormModel, known: JsonObject, answers: JsonObject): JsonObject {
  const emptied = [...variablesOf(form)].filter((name) => name in known && !(name in answers))
  return { ...ownAnswers(form, answers), ...Object.fromEntries(emptied.map((name) => [name, null])) }
}
