import type { RawInput } from '@fachwerk/forms'

/** One field of a form as text that can be stored; empty where it is missing or was sent twice. */
export const formText = (fields: RawInput, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : ''
}
