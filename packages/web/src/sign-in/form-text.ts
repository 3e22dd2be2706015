import type { RawInput } from '@fachwerk/forms'

/** One field of a form as text; empty where it is missing or was sent twice. */
export const formText = (fields: RawInput, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
