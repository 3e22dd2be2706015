import type { JsonObject, JsonValue } from '@fachwerk/problem'

/** A value found at a declared path; `path` carries the indexes of lists: `beteiligte.0.name`. */
export interface FoundValue<Field> {
  readonly field: Field
  readonly path: string
  readonly value: JsonValue
}
interface Declared {
  readonly path: string
}
/** Declared paths as a tree: where a path ends stands its field, and everything below belongs to it. */
interface Place<Field> {
  field?: Field
  readonly inner: Map<string, Place<Field>>
}

/**
 * Replaces the value at every declared path by what `change` answers. Lists on the way are walked through; the value where a path ends is
 * changed as a whole, be it a text, a list or a context. Where one declared path lies within another, only the outer one counts, so that a
 * change and its inverse visit the same places. What is not declared stays the very same object; the input is never touched.
 */
export function mapPersonal<Field extends Declared>(
  variables: JsonObject,
  fields: readonly Field[],
  change: (value: JsonValue, field: Field, path: string) => JsonValue,
): JsonObject {
  return changedObject(variables, treeOf(fields), '', change)
}

/** The values at the declared paths, in the order of the variables. */
export function personalValues<Field extends Declared>(
  variables: JsonObject,
  fields: readonly Field[],
): readonly FoundValue<Field>[] {
  const found: FoundValue<Field>[] = []
  mapPersonal(variables, fields, (value, field, path) => {
    found.push({ field, path, value })
    return value
  })
  return found
}

/** The values at one path through contexts and lists; lists on the way give one value per part. */
export const valuesAt = (variables: JsonObject, path: string): readonly JsonValue[] =>
  personalValues(variables, [{ path }]).map((found) => found.value)

/** The declared field a concrete path belongs to, itself or around it: `beteiligte.0.name` → `beteiligte.name`. */
export function fieldAt<Field extends Declared>(fields: readonly Field[], path: string): Field | undefined {
  let place: Place<Field> | undefined = treeOf(fields)
  for (const part of path.split('.')) {
    if (isIndex(part) && !place.inner.has(part)) continue
    place = place.inner.get(part)
    if (place === undefined || place.field !== undefined) return place?.field
  }
  return undefined
}

type Change<Field> = (value: JsonValue, field: Field, path: string) => JsonValue

function treeOf<Field extends Declared>(fields: readonly Field[]): Place<Field> {
  const root: Place<Field> = { inner: new Map() }
  for (const field of fields) {
    let place = root
    for (const part of field.path.split('.')) {
      const next = place.inner.get(part) ?? { inner: new Map<string, Place<Field>>() }
      place.inner.set(part, next)
      place = next
    }
    place.field ??= field
  }
  return root
}

function changedValue<Field>(value: JsonValue, place: Place<Field>, path: string, change: Change<Field>): JsonValue {
  if (place.field !== undefined) return change(value, place.field, path)
  if (isList(value)) {
    const list = value.map((part, index) => changedValue(part, place, `${path}.${index}`, change))
    return list.every((part, index) => part === value[index]) ? value : list
  }
  if (value === null || typeof value !== 'object') return value
  return changedObject(value as JsonObject, place, path, change)
}

function changedObject<Field>(value: JsonObject, place: Place<Field>, path: string, change: Change<Field>): JsonObject {
  const changed = new Map<string, JsonValue>()
  for (const [key, inner] of Object.entries(value)) {
    const next = place.inner.get(key)
    if (next === undefined) continue
    const after = changedValue(inner, next, path === '' ? key : `${path}.${key}`, change)
    if (after !== inner) changed.set(key, after)
  }
  // fromEntries, not assignment: a key `__proto__` stays a key.
  return changed.size === 0
    ? value
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed.has(key) ? changed.get(key)! : inner]))
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value)
const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part)
