/** The message catalogue of syntax errors and diagnostics, German and English. */
import type { LocalText } from '@fachwerk/problem'
import { MESSAGES } from './catalogue.ts'

/** The message of a code; `{0}`, `{1}` … stand for the details. */
export function messageOf(code: string, details: readonly string[]): LocalText {
  const template = MESSAGES[code]
  if (!template) throw new Error(`no message for ${code}`)
  const fill = (text: string): string => text.replace(/\{(\d)\}/g, (_, index: string) => details[Number(index)] ?? '')
  return { de: fill(template.de), en: fill(template.en) }
}
