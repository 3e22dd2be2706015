import { call, piece, strengths, within, type FeelPiece, type Strength } from './feel-piece.ts'
import { NotConvertible, type ForeignLanguage } from './foreign-tokens.ts'

/** `+ - * / %`: null in FEEL where one side is no number. */
export function arithmetic(left: FeelPiece, right: FeelPiece, operator: string, language: ForeignLanguage): FeelPiece {
  for (const { type } of [left, right]) if (type === 'list' || type === 'null' || type === 'boolean') throw noNumber(operator)
  if (operator === '+') return plus(left, right, language)
  if (left.type === 'string' || right.type === 'string') throw noNumber(operator)
  if (operator === '%') return remainder(left, right)
  if (operator === '/' && language === 'plain') throw pathOrDivision
  return operator === '-' ? joined(left, right, '-', 'sum', 'number') : joined(left, right, operator, 'product', 'number')
}

function joined(
  left: FeelPiece,
  right: FeelPiece,
  operator: string,
  strength: 'sum' | 'product',
  type: FeelPiece['type'],
): FeelPiece {
  const [least, more] = [strengths[strength], (strengths[strength] + 1) as Strength]
  return piece(`${within(left, least)} ${operator} ${within(right, more)}`, strength, type, 'partial')
}

/** JavaScript joins texts by `+`; JUEL makes numbers of them, where FEEL would join two: `sum` adds numbers only. */
function plus(left: FeelPiece, right: FeelPiece, language: ForeignLanguage): FeelPiece {
  const isText = left.type === 'string' || right.type === 'string'
  if (isText && language === 'javascript') {
    const sides = [asText(left), asText(right)] as const
    return joined(sides[0], sides[1], '+', 'sum', 'string')
  }
  if (isText)
    throw new NotConvertible({
      de: '„+“ rechnet hier nur mit Zahlen, daneben steht ein Text. In FEEL verbindet „+“ auch Texte: „"Nr. " + string(nummer)“.',
      en: '"+" adds numbers only here, and there is a text beside it. In FEEL "+" joins texts, too: ""No. " + string(number)".',
    })
  if (left.type === 'number' || right.type === 'number') return joined(left, right, '+', 'sum', 'number')
  return language === 'javascript' ? sumOrText(left, right) : call('sum', [left, right], 'number', 'partial')
}

/** Of two variables either may hold a text; what is computed of more is left to FEEL, which joins texts and adds numbers. */
function sumOrText(left: FeelPiece, right: FeelPiece): FeelPiece {
  const sum = joined(left, right, '+', 'sum', 'any')
  if (left.null === 'partial' || right.null === 'partial') return sum
  const isText = [left, right].map((side) => `${within(side, strengths.sum)} instance of string`).join(' or ')
  return piece(`(if ${isText} then ${asText(left).text} + ${asText(right).text} else ${sum.text})`, 'closed', 'any', 'partial')
}

/** As JavaScript writes a text, a number and a truth value; null for anything else. */
function asText(of: FeelPiece): FeelPiece {
  if (of.type === 'string') return of
  if (of.type === 'number') return call('string', [of], 'string', 'partial')
  const tested = within(of, strengths.sum)
  const isWritable = `${tested} instance of string or ${tested} instance of number or ${tested} instance of boolean`
  return piece(`(if ${isWritable} then string(${of.text}) else null)`, 'closed', 'string', 'partial')
}

/** The remainder has the sign of what is divided; FEEL's `modulo` has that of the divisor (DMN 1.5, table 76). */
function remainder(left: FeelPiece, right: FeelPiece): FeelPiece {
  const divisor = right.literal ? right.text : `abs(${right.text})`
  if (left.literal) return piece(`modulo(${left.text}, ${divisor})`, 'closed', 'number', 'partial')
  const below = `${within(left, strengths.sum)} < 0`
  return piece(
    `(if ${below} then -modulo(-${within(left, strengths.sign)}, ${divisor}) else modulo(${left.text}, ${divisor}))`,
    'closed',
    'number',
    'partial',
  )
}

const noNumber = (operator: string): NotConvertible =>
  new NotConvertible({
    de: `„${operator}“ rechnet mit etwas, das keine Zahl ist. In FEEL macht „number(x)“ eine Zahl aus einem Text.`,
    en: `"${operator}" calculates with what is no number. In FEEL "number(x)" makes a number of a text.`,
  })

const pathOrDivision = new NotConvertible({
  de: '„/“ ist in XPath ein Pfad, sonst eine Division; welche Sprache gemeint ist, steht nicht da.',
  en: '"/" is a path in XPath and a division elsewhere; which language is meant is not written.',
})
