import type { DecisionTrace, TableTrace } from '@fachwerk/dmn'
import { formatNumber, formatTemporal, formatValue } from '@fachwerk/forms'
import type { JsonValue } from '@fachwerk/problem'
import type { Language } from '@fachwerk/web'

type Rule = TableTrace['rules'][number]
const money = /gebühr|betrag|kosten|preis|euro|€/i

/** A value as it stands in a sentence; amounts of money by the name of what they are. */
export function outputText(value: JsonValue, label = '', language: Language = 'de'): string {
  if (typeof value === 'number' && money.test(label)) return `${formatNumber(value, 2, language)} €`
  return typeof value === 'string' ? formatTemporal(value, language) : formatValue(value, language)
}

/** The result in a few words, for headings; undefined where it is more than a value. */
export function resultText(trace: DecisionTrace | undefined, result: JsonValue, language: Language = 'de'): string | undefined {
  const outputs = trace?.table?.outputs
  const label = [trace?.name ?? '', outputs?.[0]?.label ?? '', outputs?.[0]?.name ?? ''].join(' ')
  const value = soleValue(result)
  if (value === undefined || value === null) return undefined
  const text = outputText(value, label, language)
  return text === '' || text.length > 60 ? undefined : text
}

/** The result of a formula: a value, or the entries of a context with their names. */
export function formulaResult({ name, result }: DecisionTrace, language: Language = 'de'): string {
  if (result === null) return formatMissing(language)
  const isContext = typeof result === 'object' && !Array.isArray(result)
  return isContext
    ? Object.entries(result)
        .map(([key, value]) => `${key} ${outputText(value, key, language)}`)
        .join(', ')
    : outputText(result, name, language)
}
const formatMissing = (language: Language): string => (language === 'de' ? 'kein Ergebnis' : 'no result')

/** A value by itself, or the first of a context with at most three entries. */
function soleValue(result: JsonValue): JsonValue | undefined {
  if (result === null || typeof result !== 'object') return result
  if (Array.isArray(result))
    return (result as JsonValue[]).every((one) => one === null || typeof one !== 'object') ? result : undefined
  const values = Object.values(result)
  const first = values[0]
  return values.length <= 3 && (first === null || typeof first !== 'object') ? first : undefined
}

export const matchedRules = (table: TableTrace | undefined): readonly Rule[] => table?.rules.filter((rule) => rule.matched) ?? []

/** Cells that say something: `-` (or an empty cell) holds for everything. */
export const isAny = (test: string): boolean => test.trim() === '' || test.trim() === '-'
