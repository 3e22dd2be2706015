import type { JsonObject } from '@fachwerk/problem'

/** Answers as the kernel takes them; the form has checked their kinds. */
export const textAt = (data: JsonObject, key: string): string => (typeof data[key] === 'string' ? data[key] : '')
export const textsAt = (data: JsonObject, key: string): readonly string[] => {
  const value = data[key]
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}
