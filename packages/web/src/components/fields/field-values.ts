import { rawOf, valueAt, type Field, type RawInput } from '@fachwerk/forms'
import type { FieldsContext } from './field-context.ts'

/** What the inputs of a field show: what was typed just now, otherwise the stored answer. */
export function shownValues(field: Field, path: string, context: FieldsContext): RawInput {
  const { raw } = context
  const list = /^(.+?)\.\d+\./.exec(path)?.[1]
  const isTyped = raw !== undefined && (list === undefined || `${list}.length` in raw)
  return isTyped ? raw : rawOf(field, valueAt(context.answers, path), path)
}
export const shownText = (values: RawInput, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
export const shownList = (values: RawInput, name: string): readonly string[] => {
  const value = values[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}
