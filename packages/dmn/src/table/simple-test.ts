import { dayNumber, FeelDate, parseDate, parseNumber } from '@fachwerk/feel'
import { splitTests } from './split-tests.ts'
import { pointOf, temporalKinds, temporalLiteral, type TemporalKind } from './temporal-bound.ts'

/**
 * A cell that only compares with literals, as nearly all cells of real tables do: `"A", "B"`, `< 250`, `[1..10)`, `true`,
 * `>= date("2026-01-01")`, `not("A")`. It is the set of values it accepts. Such cells need no expression to be evaluated, rules
 * can be found by them through an index, and tables can be analysed by them.
 */
export interface SimpleTest {
  readonly texts: TextSet
  readonly booleans: readonly boolean[]
  readonly numbers: readonly Span[]
  /** By number of the day. */
  readonly dates: readonly Span[]
  /** Times, date-times and durations, where they were asked for; in seconds or months. */
  readonly others: Readonly<Partial<Record<TemporalKind, readonly Span[]>>>
  /** With a zone, without, or both: of times and date-times. */
  readonly zones: readonly boolean[]
  readonly acceptsNull: boolean
  /** Whether `null` is written in the cell, wanted or unwanted. */
  readonly mentionsNull: boolean
}

/** Some texts, or all but some. */
export interface TextSet {
  readonly except: boolean
  readonly texts: readonly string[]
}

export interface Span {
  readonly low: number
  readonly high: number
  readonly lowIncluded: boolean
  readonly highIncluded: boolean
}

/** One alternative of a cell. `equality`: written as a value, not as a comparison or range. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | LinePart

interface LinePart {
  readonly kind: LineKind
  readonly span: Span
  readonly equality: boolean
  readonly zoned: boolean
}

/** Kinds of values that lie on a line. */
export type LineKind = 'number' | 'date' | TemporalKind

/** Values that simple tests decide on; all others are left to FEEL. */
export type SimpleValue = string | number | boolean | null | FeelDate

const number = String.raw`-?(?:\d+(?:\.\d+)?|\.\d+)`
const date = String.raw`(?:date\(\s*"-?\d{4,9}-\d\d-\d\d"\s*\)|@"-?\d{4,9}-\d\d-\d\d")`
const temporal = String.raw`(?:time|date and time|duration)\s*\(\s*"[^"\\]*"\s*\)|@"[^"\\]*"`
const literalText = /^"([^"\\]*)"$/

/** How bounds are found in a text. */
interface Grammar {
  readonly literal: RegExp
  readonly comparison: RegExp
  readonly range: RegExp
}
const grammarOf = (bound: string): Grammar => ({
  literal: new RegExp(`^(?:${bound})$`),
  comparison: new RegExp(`^(<=|>=|<|>)\\s*(${bound})$`),
  range: new RegExp(`^([[(\\]])\\s*(${bound})\\s*\\.\\.\\s*(${bound})\\s*([\\])[])$`),
})
const plain = grammarOf(`${number}|${date}`)
const withTemporals = grammarOf(`${number}|${date}|${temporal}`)
const negation = /^not\s*\((.*)\)$/s

/**
 * The cell's meaning, `undefined` when it is more than a comparison with literals. Times, date-times and durations are for analysis only:
 * evaluation leaves them to FEEL.
 */
export const readSimpleTest = (text: string, temporals = false): SimpleTest | undefined => {
  const trimmed = text.trim()
  const negated = negation.exec(trimmed)
  const parts = readParts(negated?.[1] ?? trimmed, temporals ? withTemporals : plain)
  if (parts === undefined) return undefined
  return negated === null ? accepting(parts) : rejecting(parts)
}

export const isNegation = (text: string): boolean => negation.test(text.trim())

const readParts = (text: string, grammar: Grammar): readonly Part[] | undefined => {
  const parts: Part[] = []
  for (const piece of splitTests(text)) {
    const part = readPart(piece, grammar)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts.length === 0 ? undefined : parts
}

const readPart = (text: string, grammar: Grammar): Part | undefined => {
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' }
  if (text === 'null') return { kind: 'null' }
  const literal = literalText.exec(text)
  if (literal !== null) return { kind: 'text', text: literal[1] ?? '' }
  return grammar.literal.test(text) ? readPoint(text) : (readComparison(text, grammar) ?? readRange(text, grammar))
}

interface Bound {
  readonly kind: LineKind
  readonly value: number
  readonly zoned: boolean
}

const readPoint = (text: string): Part | undefined => {
  const at = readBound(text)
  if (at === undefined) return undefined
  // Times and date-times are equal when they are in the same second.
  const second = at.kind === 'time' || at.kind === 'date and time'
  const span = { low: at.value, high: at.value + (second ? 1 : 0), lowIncluded: true, highIncluded: !second }
  return { kind: at.kind, equality: true, zoned: at.zoned, span }
}

const readComparison = (text: string, { comparison }: Grammar): Part | undefined => {
  const [, operator = '', limit = ''] = comparison.exec(text) ?? []
  const at = limit === '' ? undefined : readBound(limit)
  if (at === undefined) return undefined
  const included = operator.endsWith('=')
  const span = operator.startsWith('<')
    ? { low: -Infinity, high: at.value, lowIncluded: false, highIncluded: included }
    : { low: at.value, high: Infinity, lowIncluded: included, highIncluded: false }
  return { kind: at.kind, equality: false, zoned: at.zoned, span }
}

const readRange = (text: string, { range }: Grammar): Part | undefined => {
  const [, open = '', from = '', to = '', close = ''] = range.exec(text) ?? []
  if (open === '') return undefined
  const low = readBound(from)
  const high = readBound(to)
  if (low === undefined || high === undefined || low.kind !== high.kind || low.zoned !== high.zoned || low.value > high.value)
    return undefined
  const span = { low: low.value, high: high.value, lowIncluded: open === '[', highIncluded: close === ']' }
  return { kind: low.kind, equality: false, zoned: low.zoned, span }
}

const readBound = (text: string): Bound | undefined => {
  if (text.includes('"')) {
    const day = /^[@d](?!.*time)/.test(text) ? parseDate(text.slice(text.indexOf('"') + 1, text.lastIndexOf('"'))) : null
    if (day !== null) return { kind: 'date', value: dayNumber(day), zoned: false }
    const point = pointOf(temporalLiteral(text))
    return point && { kind: point.kind, value: point.at, zoned: point.zoned }
  }
  const value = exactNumber(text)
  return value === undefined ? undefined : { kind: 'number', value, zoned: false }
}

/** FEEL holds short numbers as JS numbers; one that needs a longer decimal is left to FEEL. */
const exactNumber = (text: string): number | undefined => {
  const value = parseNumber(text.replace('-', ''))
  if (typeof value !== 'number') return undefined
  return text.startsWith('-') ? 0 - value : value
}

const textsOf = (parts: readonly Part[]): readonly string[] => parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []))
const spansOf = (parts: readonly Part[], kind: LineKind): readonly Span[] =>
  parts.flatMap((part) => (part.kind === kind ? [(part as LinePart).span] : []))
const othersOf = (parts: readonly Part[], spans: (kind: TemporalKind) => readonly Span[]): SimpleTest['others'] =>
  parts.some(isTemporalPart) ? Object.fromEntries(temporalKinds.map((kind) => [kind, spans(kind)])) : none
const isTemporalPart = ({ kind }: Part): boolean => temporalKinds.some((temporalKind) => temporalKind === kind)
const none = {}
const zonesOf = (parts: readonly Part[]): readonly boolean[] => [
  ...new Set(parts.flatMap((part) => (part.kind === 'time' || part.kind === 'date and time' ? [part.zoned] : []))),
]

/** Shared by the many tests that accept nothing of a kind. */
const nothing: readonly never[] = []
const noTexts: TextSet = { except: false, texts: nothing }

/** One value or span, as most cells have. */
const acceptingOne = (part: Part): SimpleTest => ({
  texts: part.kind === 'text' ? { except: false, texts: [part.text] } : noTexts,
  booleans: part.kind === 'boolean' ? [part.value] : nothing,
  numbers: part.kind === 'number' ? [part.span] : nothing,
  dates: part.kind === 'date' ? [part.span] : nothing,
  others: isTemporalPart(part) ? { [part.kind]: [(part as LinePart).span] } : none,
  zones: part.kind === 'time' || part.kind === 'date and time' ? [part.zoned] : nothing,
  acceptsNull: part.kind === 'null',
  mentionsNull: part.kind === 'null',
})

const accepting = (parts: readonly Part[]): SimpleTest => {
  const [only, ...more] = parts
  if (only !== undefined && more.length === 0) return acceptingOne(only)
  const mentionsNull = parts.some((part) => part.kind === 'null')
  return {
    texts: { except: false, texts: textsOf(parts) },
    booleans: parts.flatMap((part) => (part.kind === 'boolean' ? [part.value] : [])),
    numbers: spansOf(parts, 'number'),
    dates: spansOf(parts, 'date'),
    others: othersOf(parts, (kind) => spansOf(parts, kind)),
    zones: zonesOf(parts),
    acceptsNull: mentionsNull,
    mentionsNull,
  }
}

/**
 * `not(…)` accepts a value that each alternative refuses. Comparing kinds that do not belong together gives null, which refuses
 * nothing: so `not("a")` accepts texts and null, but no number (DMN 1.5, clause 10.3.2.15).
 */
const rejecting = (parts: readonly Part[]): SimpleTest => {
  const mentionsNull = parts.some((part) => part.kind === 'null')
  const only = (kind: Part['kind']): boolean => parts.every((part) => part.kind === kind || part.kind === 'null')
  return {
    texts: only('text') ? { except: true, texts: textsOf(parts) } : { except: false, texts: [] },
    booleans: only('boolean')
      ? [true, false].filter((value) => !parts.some((part) => part.kind === 'boolean' && part.value === value))
      : [],
    numbers: only('number') ? complement(spansOf(parts, 'number')) : [],
    dates: only('date') ? complement(spansOf(parts, 'date')) : [],
    others: othersOf(parts, (kind) => (only(kind) ? complement(spansOf(parts, kind)) : [])),
    zones: zonesOf(parts),
    acceptsNull: !mentionsNull && parts.every((part) => !('equality' in part) || part.equality),
    mentionsNull,
  }
}

/** What the spans leave out of the line. */
const complement = (spans: readonly Span[]): readonly Span[] => {
  const rest: Span[] = []
  let low = -Infinity
  let lowIncluded = false
  const sorted = spans.toSorted((a, b) => a.low - b.low || Number(b.lowIncluded) - Number(a.lowIncluded))
  for (const span of sorted) {
    const gap: Span = { low, lowIncluded, high: span.low, highIncluded: !span.lowIncluded }
    if (!isEmptySpan(gap)) rest.push(gap)
    if (span.high > low || (span.high === low && span.highIncluded)) {
      low = span.high
      lowIncluded = !span.highIncluded
    }
  }
  if (low < Infinity) rest.push({ low, lowIncluded, high: Infinity, highIncluded: false })
  return rest
}

export const isEmptySpan = ({ low, high, lowIncluded, highIncluded }: Span): boolean =>
  low > high || (low === high && !(lowIncluded && highIncluded))

export const isSimpleValue = (value: unknown): value is SimpleValue =>
  typeof value === 'number' ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  value === null ||
  value instanceof FeelDate

export const matchesSimply = (test: SimpleTest, value: SimpleValue): boolean => {
  if (typeof value === 'string') return test.texts.texts.includes(value) !== test.texts.except
  if (typeof value === 'number') return anySpanHolds(test.numbers, value)
  if (typeof value === 'boolean') return test.booleans.includes(value)
  return value === null ? test.acceptsNull : test.dates.length > 0 && anySpanHolds(test.dates, dayNumber(value))
}

const anySpanHolds = (spans: readonly Span[], value: number): boolean => {
  for (let index = 0; index < spans.length; index++) if (spanHolds(spans[index] as Span, value)) return true
  return false
}

const spanHolds = (span: Span, value: number): boolean =>
  (value > span.low || (span.lowIncluded && value === span.low)) &&
  (value < span.high || (span.highIncluded && value === span.high))
