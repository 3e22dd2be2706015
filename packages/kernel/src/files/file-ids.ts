import type { JsonValue } from '@fachwerk/problem'

/** Ids of uploaded files among the answers, at any depth. */
export function fileIds(value: JsonValue): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((inner: JsonValue) => fileIds(inner))
  const answer = value as Readonly<Record<string, JsonValue>>
  const own =
    typeof answer['id'] === 'string' && answer['id'].startsWith('f_') && typeof answer['sha256'] === 'string'
      ? [answer['id']]
      : []
  return [...own, ...Object.values(answer).flatMap(fileIds)]
}
