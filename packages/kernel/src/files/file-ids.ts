import type { JsonValue } from '@fachwerk/problem'

/** An uploaded file among the answers; `path`: where, without indexes of lists: `zeugen.ausweis`. */
export interface HandedIn {
  readonly id: string
  readonly path: string
}

/** Uploaded files among the answers, at any depth. */
export function filesIn(value: JsonValue, path = ''): readonly HandedIn[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((inner: JsonValue) => filesIn(inner, path))
  const answer = value as Readonly<Record<string, JsonValue>>
  const own =
    typeof answer['id'] === 'string' && answer['id'].startsWith('f_') && typeof answer['sha256'] === 'string'
      ? [{ id: answer['id'], path }]
      : []
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  return [...own, ...Object.entries(answer).flatMap(([key, inner]) => filesIn(inner, below(key)))]
}
