import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTemporal,
  parseTime,
} from '@fachwerk/feel'
import { splitTests } from '../table/split-tests.ts'
import { phrase, type Language, type Phrase } from './phrases.ts'
import { numberWords, temporalWords } from './value-words.ts'

/** A cell in words: „mindestens 18“, „Pkw oder Kraftrad“. `kind` says of what, for the verb; `values` counts the alternatives. */
export interface TestWords {
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'null' | 'any-null'
  readonly words: string
  readonly values: number
}

interface Literal {
  readonly kind: 'text' | 'number' | 'date' | 'time' | 'boolean' | 'null'
  readonly words: string
}

interface Speech {
  readonly language: Language
  readonly label: (value: string) => string
}

/**
 * A unary test in plain words, where it is simple enough: literals, comparisons, ranges, lists and their negation. `undefined` where FEEL
 * says it best. `label` turns a text of the model (`pkw`) into what people call it.
 */
export const wordsOfTest = (
  test: string,
  language: Language = 'de',
  label: (value: string) => string = (value) => value,
): TestWords | undefined => {
  const speech = { language, label }
  const text = test.trim()
  const inner = /^not\s*\((.*)\)$/s.exec(text)?.[1]
  const parts = splitTests(inner ?? text).map((part) => readPart(part, speech))
  const known = parts.filter((part) => part !== undefined)
  const [first] = known
  if (first === undefined || known.length < parts.length) return undefined
  const kinds = new Set(known.map(({ kind }) => verbKind(kind)))
  if (inner === undefined) {
    const kind = kinds.size === 1 ? verbKind(first.kind) : 'text'
    return { kind, words: known.map(({ words }) => words).join(phrase(language, 'or')), values: known.length }
  }
  if (known.length === 1 && first.kind === 'null') return { kind: 'any-null', words: negated([first], language), values: 2 }
  return { kind: kinds.size === 1 ? verbKind(first.kind) : 'text', words: negated(known, language), values: 2 }
}

const verbKind = (kind: Literal['kind']): TestWords['kind'] => (kind === 'time' ? 'date' : kind)

const negated = (parts: readonly Literal[], language: Language): string =>
  phrase(language, parts.length === 1 ? 'not' : 'neither', parts.map(({ words }) => words).join(phrase(language, 'nor')))

const readPart = (text: string, speech: Speech): Literal | undefined =>
  readLiteral(text, speech) ?? readComparison(text, speech) ?? readRange(text, speech)

const comparisons: Readonly<Record<string, readonly [number: Phrase, date: Phrase, time: Phrase]>> = {
  '<=': ['most', 'until', 'until-time'],
  '>=': ['least', 'from', 'from-time'],
  '<': ['less', 'before', 'before-time'],
  '>': ['more', 'after', 'after-time'],
}

const compared = (operator: string, bound: Literal, language: Language): string | undefined => {
  const [number, date, time] = comparisons[operator] ?? []
  const key = bound.kind === 'number' ? number : bound.kind === 'date' ? date : bound.kind === 'time' ? time : undefined
  return key === undefined ? undefined : phrase(language, key, bound.words)
}

const readComparison = (text: string, { language, ...speech }: Speech): Literal | undefined => {
  const [, operator = '', value = ''] = /^(<=|>=|<|>)\s*(.+)$/s.exec(text) ?? []
  const bound = operator === '' ? undefined : readLiteral(value, { language, ...speech })
  const words = bound && compared(operator, bound, language)
  return bound === undefined || words === undefined ? undefined : { kind: bound.kind, words }
}

const readRange = (text: string, speech: Speech): Literal | undefined => {
  const [, open = '', from = '', to = '', close = ''] = /^([[(\]])(.+?)\.\.(.+)([\])[])$/s.exec(text) ?? []
  const low = readLiteral(from, speech)
  const high = readLiteral(to, speech)
  if (low === undefined || high === undefined || low.kind !== high.kind) return undefined
  const { language } = speech
  if (open === '[' && close === ']')
    return { kind: low.kind, words: phrase(language, low.kind === 'date' ? 'period' : 'between', low.words, high.words) }
  const left = compared(open === '[' ? '>=' : '>', low, language)
  const right = compared(close === ']' ? '<=' : '<', high, language)
  if (left === undefined || right === undefined) return undefined
  return { kind: low.kind, words: phrase(language, 'both', left, right) }
}

const readLiteral = (source: string, { language, label }: Speech): Literal | undefined => {
  const text = source.trim()
  if (/^"(?:[^"\\]|\\.)*"$/s.test(text))
    return { kind: 'text', words: phrase(language, 'quoted', label(text.slice(1, -1).replace(/\\(.)/g, '$1'))) }
  if (/^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text)) return { kind: 'number', words: numberWords(text, language) }
  if (text === 'true' || text === 'false') return { kind: 'boolean', words: phrase(language, text === 'true' ? 'yes' : 'no') }
  if (text === 'null') return { kind: 'null', words: phrase(language, 'nothing') }
  const temporal = readTemporal(text)
  if (temporal === undefined || temporal === null) return undefined
  const kind =
    temporal instanceof FeelDate || temporal instanceof FeelDateTime ? 'date' : temporal instanceof FeelTime ? 'time' : 'number'
  return { kind, words: temporalWords(temporal, language) }
}

const constructors: Readonly<Record<string, (text: string) => unknown>> = {
  '@': parseTemporal,
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
}

/** `@"2026-01-01"`, `date("2026-01-01")` and their like. */
const readTemporal = (text: string): unknown => {
  const [, name = '', inside = ''] = /^(@|(?:date|time|date and time|duration)\s*(?=\())\(?\s*"([^"\\]*)"\s*\)?$/.exec(text) ?? []
  return constructors[name.trim()]?.(inside)
}
