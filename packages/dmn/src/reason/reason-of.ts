import { isAnyCell } from '../table/cell.ts'
import type { DecisionTrace, TableTrace } from '../api.ts'
import { notesOf } from './notes.ts'
import { phrase, type Language } from './phrases.ts'
import { valueWords } from './value-words.ts'
import { wordsOfTest, type TestWords } from './words-of-test.ts'

export interface ReasonOptions {
  /** Default `de`. */
  readonly language?: Language
  /** What people call a value (`pkw` → `Pkw oder Wohnmobil`) of an input, by the input's expression. */
  readonly labelOf?: (expression: string, value: string) => string
}

/** Why a decision came out as it did, for people who know no decision tables. */
export interface Reason {
  readonly decision: string
  readonly name: string
  /** One for each rule that counts. */
  readonly sentences: readonly string[]
  /** The rules' legal basis, as their annotations name it. */
  readonly basis: readonly string[]
}

type Rule = TableTrace['rules'][number]
interface Telling {
  readonly trace: DecisionTrace
  readonly table: TableTrace
  readonly language: Language
  readonly labelOf: (expression: string, value: string) => string
}

/**
 * A decision's trace as reasoned sentences: what came out, then the rule's own annotation („Begründung“, “Reason”) or else its cells in
 * words, then rule and legal basis. „Gebühr: 30,70 €, weil „Fahrzeug“ „Pkw“ lautet und „Laufzeit“ höchstens 12 beträgt (Regel 2; Nr. 265 GebOSt).“
 */
export const reasonOf = (trace: DecisionTrace, options: ReasonOptions = {}): Reason => {
  const { language = 'de', labelOf = (_expression, value) => value } = options
  const { decision, name, table } = trace
  const hidden = trace.partly === true ? [phrase(language, 'hidden')] : []
  if (table === undefined) return { decision, name, basis: [], sentences: [formulaSentence(trace, language), ...hidden] }
  const telling = { trace, table, language, labelOf }
  const rules = decisiveRules(table, trace)
  const sentences =
    rules.length === 0
      ? [`${phrase(language, 'none', resultWords(telling, undefined))}.`]
      : rules.map((rule) => ruleSentence(rule, telling))
  return {
    decision,
    name,
    sentences: [...sentences, ...hidden],
    basis: [...new Set(rules.flatMap((rule) => notesOf(rule).basis))],
  }
}

/** The rules that the result rests on: of several hits, under UNIQUE, ANY, FIRST and PRIORITY the one whose outputs were taken. */
const decisiveRules = (table: TableTrace, { result }: DecisionTrace): readonly Rule[] => {
  const hits = table.rules.filter(({ matched, outputs }) => matched && outputs !== undefined)
  if (!/^(UNIQUE|ANY|FIRST|PRIORITY)$/.test(table.hitPolicy)) return hits
  const values = table.outputs.length === 1 ? [result] : table.outputs.map(({ name }) => memberOf(result, name))
  return hits.filter(({ outputs }) => JSON.stringify(outputs) === JSON.stringify(values)).slice(0, 1)
}

const memberOf = (result: DecisionTrace['result'], name: string): DecisionTrace['result'] =>
  result !== null && typeof result === 'object' && !Array.isArray(result) && Object.hasOwn(result, name)
    ? ((result as Record<string, DecisionTrace['result']>)[name] ?? null)
    : null

const formulaSentence = (trace: DecisionTrace, language: Language): string => {
  const result = trace.result === null ? phrase(language, 'no-result') : valueWords(trace.result, language, trace.name)
  const from = Object.entries(trace.inputs)
    .filter(([, value]) => value === null || typeof value !== 'object')
    .map(([name, value]) => `${name} (${valueWords(value, language, name)})`)
  const head = `${trace.name}: ${result}`
  return `${from.length === 0 ? head : phrase(language, 'computed', head, joined(from, language))}.`
}

const ruleSentence = (rule: Rule, telling: Telling): string => {
  const { language } = telling
  const notes = notesOf(rule)
  const because = notes.reason === undefined ? conditions(rule, telling) : clauseOf(notes.reason)
  const place = [phrase(language, 'rule', String(rule.number)), ...notes.basis, ...notes.remarks].join('; ')
  const head = notes.result ?? resultWords(telling, rule)
  // A reason that is a sentence of its own cannot stand after „weil“.
  if (notes.reason !== undefined && /^\p{Lu}/u.test(notes.reason))
    return `${phrase(language, 'reason', head, because.replace(/\.$/, ''))} (${place}).`
  return `${phrase(language, 'because', head, because)} (${place}).`
}

const clauseOf = (reason: string): string => reason.replace(/^(weil|da|because)\s+/i, '').replace(/\.$/, '')

/** „Gebühr: 30,70 €“; several columns are joined. Without a rule: the whole result. */
const resultWords = ({ table, trace, language }: Telling, rule: Rule | undefined): string => {
  const outputs = rule?.outputs
  if (outputs === undefined || outputs.length !== table.outputs.length)
    return `${trace.name}: ${trace.result === null ? phrase(language, 'no-result') : valueWords(trace.result, language, trace.name)}`
  return table.outputs
    .map((output, index) => {
      const label = output.label || output.name || trace.name
      const value = valueWords(outputs[index] ?? null, language, `${label} ${output.name}`)
      return `${value.endsWith('€') ? label.replace(/ in Euro$/i, '') : label}: ${value}`
    })
    .join(', ')
}

const conditions = (rule: Rule, telling: Telling): string => {
  const { table, trace, language } = telling
  const said = rule.cells.flatMap((cell, index) => {
    const input = table.inputs[index]
    return input === undefined || isAnyCell(cell.test) ? [] : [clause(cell.test, input, telling)]
  })
  if (said.length > 0) return joined(said, language)
  if (trace.partly === true) return phrase(language, 'hidden-clause')
  return phrase(language, table.hitPolicy === 'FIRST' && rule.number > 1 ? 'otherwise' : 'always')
}

const clause = (test: string, input: TableTrace['inputs'][number], { language, labelOf }: Telling): string => {
  const name = phrase(language, 'quoted', input.label || input.expression)
  const words = wordsOfTest(test, language, (value) => labelOf(input.expression, value))
  const given = givenWords(words, input, language, labelOf)
  if (words === undefined) return phrase(language, 'clause-feel', name, phrase(language, 'quoted', test)) + given
  return phrase(language, `clause-${words.kind}`, name, words.words) + given
}

/** What was given stands behind a test that leaves a choice. */
const givenWords = (
  words: TestWords | undefined,
  input: TableTrace['inputs'][number],
  language: Language,
  labelOf: Telling['labelOf'],
): string => {
  const { value, expression } = input
  if (value === null || typeof value === 'object') return ''
  const given = typeof value === 'string' ? labelOf(expression, value) : value
  const text = valueWords(given, language, '')
  const isSaid = words !== undefined && words.values === 1 && [text, phrase(language, 'quoted', text)].includes(words.words)
  return isSaid ? '' : phrase(language, 'given', text)
}

const joined = (parts: readonly string[], language: Language): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}${phrase(language, 'and')}${parts.at(-1) ?? ''}`
