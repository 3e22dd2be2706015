import type { JsonValue } from '@fachwerk/problem'

/** JSON under construction. Answers are copied once, then filled. */
export type Draft = { [key: string]: JsonValue | Draft | (JsonValue | Draft)[] }

const forbidden = new Set(['__proto__', 'prototype', 'constructor'])

/** Names that would reach into JavaScript's own objects are no keys of ours. */
export const isSafePath = (path: string): boolean =>
  path !== '' && path.split('.').every((part) => part !== '' && !forbidden.has(part))

export const joinPath = (base: string, key: string): string => (base === '' ? key : `${base}.${key}`)

const isIndex = (part: string): boolean => /^(0|[1-9]\d{0,5})$/.test(part)

/** Value at a dotted path; numbers are indices of lists. Only own properties count. */
export function valueAt(root: unknown, path: string): JsonValue | undefined {
  if (path === '') return root as JsonValue
  let value: unknown = root
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value as JsonValue | undefined
}

/** Sets (`undefined` removes) the value at a path, making contexts and lists on the way. */
export function setAt(root: Draft, path: string, value: JsonValue | undefined): void {
  const parts = path.split('.')
  const last = parts.pop()!
  let place: Record<string, unknown> = root
  for (const [index, part] of parts.entries()) {
    const next = Object.hasOwn(place, part) ? place[part] : undefined
    if (next !== null && typeof next === 'object') place = next as Record<string, unknown>
    else if (value === undefined) return
    else place = place[part] = isIndex(parts[index + 1] ?? last) ? ([] as never) : {}
  }
  if (value !== undefined) place[last] = value
  else delete place[last]
}

/** Deep copy; keys that reach into JavaScript's own objects are left behind. */
export function copyJson(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(copyJson)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key]) => !forbidden.has(key))
  return Object.fromEntries(entries.map(([key, inner]) => [key, copyJson(inner)]))
}
