import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { invalid, tooLarge } from '../refusal.ts'

/** Characters of JSON that one request may bring. Files travel apart. */
const maxLength = 1_000_000
const maxDepth = 50

/** Refuses variables that could not be stored or worked with; `undefined` when they are fine. */
export function refuseVariables(variables: JsonObject) {
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    return invalid({ de: 'Erwartet werden benannte Werte (ein JSON-Objekt).', en: 'Named values (a JSON object) are expected.' })
  }
  if (!isPlain(variables, maxDepth)) {
    return invalid({
      de: 'Die Angaben sind zu tief geschachtelt oder enthalten Zeichen, die sich nicht speichern lassen.',
      en: 'The input is nested too deeply or holds characters that cannot be stored.',
    })
  }
  if (JSON.stringify(variables).length > maxLength) {
    return tooLarge({
      de: 'Die Angaben umfassen mehr als eine Million Zeichen. Kürzen Sie sie.',
      en: 'The input is longer than a million characters. Shorten it.',
    })
  }
  return undefined
}

function isPlain(value: JsonValue, depth: number): boolean {
  if (depth < 0) return false
  if (typeof value === 'string') return isStorable(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || typeof value === 'boolean') return true
  if (typeof value !== 'object') return false
  return Object.entries(value).every(([key, inner]) => isStorable(key) && key !== '__proto__' && isPlain(inner, depth - 1))
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
