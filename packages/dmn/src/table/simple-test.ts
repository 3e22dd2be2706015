import { parseNumber } from '@fachwerk/feel'
import { splitTests } from './split-tests.ts'

/**
 * A cell that only compares with literals, as nearly all cells of real tables do: `"A", "B"`, `< 250`, `[1..10)`, `true`.
 * Such cells need no expression to be evaluated, and rules can be found by them through an index.
 */
export type SimpleTest = readonly SimplePart[]

/** One alternative: a text, a truth value, or numbers from one bound to another. */
export type SimplePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | NumberSpan

export interface NumberSpan {
  readonly kind: 'span'
  readonly low: number
  readonly high: number
  readonly lowIncluded: boolean
  readonly highIncluded: boolean
}

/** Values that simple tests decide on; all others are left to FEEL. */
export type SimpleValue = string | number | boolean | null

const number = String.raw`-?(?:\d+(?:\.\d+)?|\.\d+)`
const literalNumber = new RegExp(`^${number}$`)
const literalText = /^"([^"\\]*)"$/
const comparison = new RegExp(`^(<=|>=|<|>)\\s*(${number})$`)
const range = new RegExp(`^([[(\\]])\\s*(${number})\\s*\\.\\.\\s*(${number})\\s*([\\])[])$`)

/** The cell's meaning, `undefined` when it is more than a comparison with literals. */
export const readSimpleTest = (text: string): SimpleTest | undefined => {
  const parts: SimplePart[] = []
  for (const piece of splitTests(text)) {
    const part = readPart(piece)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts.length === 0 ? undefined : parts
}

const readPart = (text: string): SimplePart | undefined => {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' }
  const literal = literalText.exec(text)
  if (literal !== null) return { kind: 'text', text: literal[1] ?? '' }
  return literalNumber.test(text) ? readPoint(text) : (readComparison(text) ?? readRange(text))
}

const readPoint = (text: string): SimplePart | undefined => {
  const value = exactNumber(text)
  return value === undefined ? undefined : { kind: 'span', low: value, high: value, lowIncluded: true, highIncluded: true }
}

const readComparison = (text: string): SimplePart | undefined => {
  const [, operator = '', bound = ''] = comparison.exec(text) ?? []
  const value = bound === '' ? undefined : exactNumber(bound)
  if (value === undefined) return undefined
  const included = operator.endsWith('=')
  return operator.startsWith('<')
    ? { kind: 'span', low: -Infinity, high: value, lowIncluded: false, highIncluded: included }
    : { kind: 'span', low: value, high: Infinity, lowIncluded: included, highIncluded: false }
}

const readRange = (text: string): SimplePart | undefined => {
  const [, open = '', from = '', to = '', close = ''] = range.exec(text) ?? []
  if (open === '') return undefined
  const low = exactNumber(from)
  const high = exactNumber(to)
  if (low === undefined || high === undefined || low > high) return undefined
  return { kind: 'span', low, high, lowIncluded: open === '[', highIncluded: close === ']' }
}

/** FEEL holds short numbers as JS numbers; one that needs a longer decimal is left to FEEL. */
const exactNumber = (text: string): number | undefined => {
  const value = parseNumber(text.replace('-', ''))
  if (typeof value !== 'number') return undefined
  return text.startsWith('-') ? 0 - value : value
}

export const isSimpleValue = (value: unknown): value is SimpleValue =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null

export const matchesSimply = (test: SimpleTest, value: SimpleValue): boolean => {
  for (const part of test) if (partMatches(part, value)) return true
  return false
}

const partMatches = (part: SimplePart, value: SimpleValue): boolean => {
  switch (part.kind) {
    case 'text':
      return part.text === value
    case 'boolean':
      return part.value === value
    case 'span':
      return typeof value === 'number' && spanHolds(part, value)
  }
}

const spanHolds = (span: NumberSpan, value: number): boolean =>
  (value > span.low || (span.lowIncluded && value === span.low)) &&
  (value < span.high || (span.highIncluded && value === span.high))
