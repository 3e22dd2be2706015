import type { LocalText } from '@fachwerk/problem'
import { choose, closed, not, piece, strengths, textLiteral, unlessNull, within, type FeelPiece } from './feel-piece.ts'
import { convertCall, emptyTest } from './foreign-calls.ts'
import { arithmetic } from './foreign-arithmetic.ts'
import { equality, order, typeTest } from './foreign-comparison.ts'
import { readForeign, type ForeignNode } from './foreign-syntax.ts'
import { NotConvertible, type ForeignLanguage } from './foreign-tokens.ts'
import { withTruthTests } from './foreign-truth.ts'

export type Conversion = { readonly ok: true; readonly feel: string } | { readonly ok: false; readonly reason: LocalText }

/** `condition`: only true and false count, as on a sequence flow; `value`: whatever it gives goes on. */
export type Position = 'condition' | 'value'

/** Longer expressions are programs, not conditions; also bounds the recursion. */
const maxLength = 2000
const maxFeelLength = 20_000
const tooLong: LocalText = { de: 'er ist länger als 2.000 Zeichen.', en: 'it is longer than 2,000 characters.' }

/** Text with `${…}` or `#{…}` in it, as in Camunda 7 attributes. One expression alone keeps its type; mixed text becomes a string. */
export function templateToFeel(template: string, position: Position = 'value'): Conversion {
  if (template.length > maxLength) return { ok: false, reason: tooLong }
  const parts = [
    ...template
      .trim()
      .matchAll(/[$#]\{((?:[^}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)\}|[$#]\{|((?:\\[$#](?=\{)|(?![$#]\{).)+)/gs),
  ]
  if (parts.length === 1 && parts[0]![1] !== undefined) return foreignToFeel(parts[0]![1], 'juel', position)
  if (position === 'condition') return { ok: false, reason: textAround }
  return converted(() => {
    const pieces = parts.map(([, expression, literal]) => {
      if (literal !== undefined) return textLiteral(literal.replace(/\\([$#])(?=\{)/g, '$1')).text
      if (expression === undefined)
        throw new NotConvertible({ de: 'er ist nicht mit „}“ geschlossen.', en: 'it is not closed by "}".' })
      return inText(toFeel(readForeign(expression, 'juel'), 'juel', 'value'))
    })
    return pieces.join(' + ')
  })
}

/** One expression of that language: what is inside `${…}`, or a whole text. */
export function foreignToFeel(source: string, language: ForeignLanguage, position: Position = 'value'): Conversion {
  if (source.length > maxLength) return { ok: false, reason: tooLong }
  return converted(() => {
    const read = readForeign(source, language)
    const node = language === 'javascript' ? withTruthTests(read, position === 'condition') : read
    const feel = toFeel(node, language, position)
    if (position === 'condition') expectTruth(feel, language)
    return feel.text
  })
}

function converted(make: () => string): Conversion {
  try {
    const feel = make()
    return feel.length > maxFeelLength ? { ok: false, reason: tooLong } : { ok: true, feel }
  } catch (thrown) {
    if (thrown instanceof NotConvertible) return { ok: false, reason: thrown.reason }
    throw thrown
  }
}

const textAround: LocalText = {
  de: 'Text um „${…}“ herum ergibt immer einen Text, nie wahr oder falsch. Schreiben Sie alles in eine Klammer, zum Beispiel „${a && b}“.',
  en: 'text around "${…}" always gives a text, never true or false. Write everything in one pair of braces, for instance "${a && b}".',
}

/** Nothing is the empty text within a text (JSR 341, 1.23.2). */
function inText(feel: FeelPiece): string {
  if (feel.type === 'string' && feel.null === 'total') return feel.text
  if (feel.null !== 'exact') return `string(${feel.text})`
  return `(if ${within(feel, strengths.sum)} = null then "" else string(${feel.text}))`
}

/** FEEL that gives the same, or null where the languages differ in what they make of a value. */
function toFeel(node: ForeignNode, language: ForeignLanguage, position: Position): FeelPiece {
  const value = (of: ForeignNode): FeelPiece => toFeel(of, language, 'value')
  switch (node.kind) {
    case 'literal':
      return node.type === 'string' ? textLiteral(node.text) : literalPiece(node.type, node.text)
    case 'name':
      return variable(node.name)
    case 'list':
      return piece(`[${node.items.map((item) => value(item).text).join(', ')}]`, 'closed', 'list', 'total')
    case 'member':
      return member(value(node.of), node.name, language)
    case 'index':
      return index(value(node.of), node.index, language)
    case 'call':
      return convertCall(
        node.of && (isEngine(node.of) ? engine(node.of.name) : value(node.of)),
        node.name,
        node.parameters.map(value),
        language,
      )
    case 'unary':
      return unary(node, language)
    case 'binary':
      return binary(node, language, position)
    case 'choice': {
      const condition = expectTruth(toFeel(node.condition, language, 'condition'), language)
      return choose(condition, toFeel(node.yes, language, position), toFeel(node.no, language, position))
    }
  }
}

const literalPiece = (type: 'number' | 'boolean' | 'null', text: string): FeelPiece => ({
  ...piece(type === 'null' ? 'null' : text, 'closed', type, type === 'null' ? 'exact' : 'total'),
  literal: true,
  ...(text === 'undefined' ? { variable: text } : {}),
})

const engineObjects = new Set(['execution', 'task', 'caseExecution', 'externalTask', 'authenticatedUserId'])
const isEngine = (node: ForeignNode): node is ForeignNode & { kind: 'name' } =>
  node.kind === 'name' && engineObjects.has(node.name)
const engine = (name: string): FeelPiece => ({ ...piece('null', 'closed', 'any', 'exact'), variable: name })

function variable(name: string): FeelPiece {
  if (engineObjects.has(name)) throw engineObject(name)
  // Camunda 7 counts the items of a multi-instance from 0, here they count from 1.
  if (name === 'loopCounter') return piece('(loopCounter - 1)', 'closed', 'number', 'exact')
  return { ...piece(name, 'closed', 'any', 'exact'), variable: name }
}

const engineObject = (name: string): NotConvertible =>
  new NotConvertible({
    de: `„${name}“ ist ein Objekt der Camunda-7-Engine. Wer den Vorgang begonnen hat, steht in „starter“.`,
    en: `"${name}" is an object of the Camunda 7 engine. Who began the case is in "starter".`,
  })

/** Words and signs that a path of FEEL cannot have. */
const plainMember =
  /^(?!(?:in|if|then|else|for|return|some|every|satisfies|between|instance|of|function|external|and|or|not|null|true|false)$)[\p{L}_][\p{L}\p{N}_]*$/u

function member(of: FeelPiece, name: string, language: ForeignLanguage): FeelPiece {
  if (of.variable !== undefined && engineObjects.has(of.variable)) throw engineObject(`${of.variable}.${name}`)
  if (language === 'javascript' && name === 'length') return lengthOf(of)
  if (/^(?:__proto__|constructor|prototype)$/.test(name)) throw engineObject(name)
  const text = plainMember.test(name) ? `${closed(of)}.${name}` : `get value(${of.text}, ${textLiteral(name).text})`
  return piece(text, 'closed', 'any', of.null === 'partial' ? 'partial' : 'exact')
}

/** Of a text or of a list: FEEL has a function for each. */
const lengthOf = (of: FeelPiece): FeelPiece =>
  piece(
    of.type === 'list'
      ? `count(${of.text})`
      : `(if ${within(of, strengths.sum)} instance of string then string length(${of.text}) else if ${within(of, strengths.sum)} instance of list then count(${of.text}) else null)`,
    'closed',
    'number',
    'partial',
  )

/** `a['b']` is a path; lists count from 0 in JUEL and JavaScript and from 1 in FEEL. */
function index(of: FeelPiece, at: ForeignNode, language: ForeignLanguage): FeelPiece {
  if (at.kind === 'literal' && at.type === 'string') return member(of, at.text, language)
  if (at.kind === 'literal' && at.type === 'number' && /^\d{1,9}$/.test(at.text)) return itemAt(of, Number(at.text), language)
  throw new NotConvertible({
    de: 'die Stelle in eckigen Klammern wird erst berechnet: Hier kann sie eine Zahl (ab 0) oder ein Name sein. In FEEL: „liste[i + 1]“ (ab 1) oder „get value(objekt, name)“.',
    en: 'the place in square brackets is computed: here it may be a number (from 0) or a name. In FEEL: "list[i + 1]" (from 1) or "get value(object, name)".',
  })
}

/** JavaScript also takes a letter out of a text in that way: such a text gives null here. */
const itemAt = (of: FeelPiece, at: number, language: ForeignLanguage): FeelPiece =>
  piece(
    `(if ${within(of, strengths.sum)} instance of list then ${closed(of)}[${at + 1}] else null)`,
    'closed',
    'any',
    language === 'javascript' || of.null === 'partial' ? 'partial' : 'exact',
  )

function unary(node: ForeignNode & { kind: 'unary' }, language: ForeignLanguage): FeelPiece {
  switch (node.operator) {
    case '!':
      return not(expectTruth(toFeel(node.of, language, 'condition'), language))
    case '-': {
      const of = toFeel(node.of, language, 'value')
      const isNumber = of.type === 'number'
      return piece(`-${within(of, strengths.sign)}`, 'sign', 'number', isNumber ? of.null : 'partial')
    }
    case 'empty':
      return emptyTest(toFeel(node.of, language, 'value'))
    case 'truthy':
      return truthy(toFeel(node.of, language, 'value'))
    case 'typeof':
      throw new NotConvertible({
        de: '„typeof“ verstehen wir im Vergleich mit "string", "number" oder "boolean". Ob ein Wert da ist, fragt man in FEEL mit „x != null“.',
        en: '"typeof" is understood compared to "string", "number" or "boolean". Whether a value is there is asked by "x != null" in FEEL.',
      })
  }
}

/** What JavaScript takes for true of the values of JSON. */
function truthy(of: FeelPiece): FeelPiece {
  const tested = within(of, strengths.sum)
  const isFalse = ['null', 'false', '0', '""'].map((value) => `${tested} = ${value}`).join(' or ')
  return unlessNull([of], piece(`(if ${isFalse} then false else true)`, 'closed', 'boolean', 'total'))
}

function binary(node: ForeignNode & { kind: 'binary' }, language: ForeignLanguage, position: Position): FeelPiece {
  const { operator } = node
  if (operator === '&&' || operator === '||') return logical(node, language, position)
  const tested = typeTest(node, (of) => toFeel(of, language, 'value'))
  if (tested) return tested
  const [left, right] = [toFeel(node.left, language, 'value'), toFeel(node.right, language, 'value')]
  switch (operator) {
    case '??':
      return instead(left, right)
    case '=':
    case '==':
    case '===':
      return equality(left, right, false, operator === '===' && language === 'javascript')
    case '!=':
    case '!==':
      return equality(left, right, true, operator === '!==' && language === 'javascript')
    case '<':
    case '>':
    case '<=':
    case '>=':
      return order(left, right, operator)
    default:
      return arithmetic(left, right, operator, language)
  }
}

/** In JavaScript `a && b` and `a || b` give one of the two values, in JUEL and FEEL true or false. */
function logical(node: ForeignNode & { kind: 'binary' }, language: ForeignLanguage, position: Position): FeelPiece {
  const sides = [node.left, node.right].map((side) => expectTruth(toFeel(side, language, position), language))
  if (language === 'javascript' && position === 'value' && sides.some(({ type }) => type !== 'boolean'))
    throw new NotConvertible({
      de: `„${node.operator}“ gibt in JavaScript einen der beiden Werte. In FEEL: „if a = null then b else a“.`,
      en: `"${node.operator}" gives one of both values in JavaScript. In FEEL: "if a = null then b else a".`,
    })
  const strength = node.operator === '&&' ? 'and' : 'or'
  const text = sides
    .map((side, at) => within(side, at === 0 ? strengths[strength] : ((strengths[strength] + 1) as 2 | 3)))
    .join(` ${strength} `)
  return piece(text, strength, 'boolean', sides.every((side) => side.null === 'total') ? 'total' : 'partial')
}

/** The languages take numbers, texts and lists for true or false by rules of their own, FEEL takes none of them. */
function expectTruth(feel: FeelPiece, language: ForeignLanguage): FeelPiece {
  if (feel.type === 'boolean' || feel.type === 'any') return feel
  const what = {
    number: ['eine Zahl', 'a number'],
    string: ['ein Text', 'a text'],
    list: ['eine Liste', 'a list'],
    null: ['null', 'null'],
  }[feel.type]
  const example = { number: 'x > 0', string: 'x != ""', list: 'count(x) > 0', null: 'x != null' }[feel.type]
  const name = { juel: 'JUEL', javascript: 'JavaScript', plain: 'FEEL' }[language]
  throw new NotConvertible({
    de: `wo ${name} wahr oder falsch erwartet, steht ${what[0]}. In FEEL vergleicht man ausdrücklich, zum Beispiel „${example}“.`,
    en: `where ${name} expects true or false there is ${what[1]}. FEEL compares explicitly, for instance "${example}".`,
  })
}

function instead(left: FeelPiece, right: FeelPiece): FeelPiece {
  if (left.null === 'partial')
    throw new NotConvertible({
      de: 'links von „??“ wird gerechnet. In FEEL: „if x = null then y else x“.',
      en: 'something is computed left of "??". In FEEL: "if x = null then y else x".',
    })
  const isNothing = piece(`${within(left, strengths.sum)} = null`, 'comparison', 'boolean', 'total')
  return choose(isNothing, right, left)
}
