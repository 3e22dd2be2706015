import { not, piece, strengths, unlessNull, within, type FeelPiece } from './feel-piece.ts'
import type { ForeignNode } from './foreign-syntax.ts'
import { NotConvertible } from './foreign-tokens.ts'

/** `==` and `!=`; of different types FEEL gives null where the others convert one of the values. `strict`: JavaScript's `===`. */
export function equality(left: FeelPiece, right: FeelPiece, negated: boolean, strict: boolean): FeelPiece {
  if (left.type === 'null' || right.type === 'null')
    return withNull(left.type === 'null' ? right : left, left.type === 'null' ? left : right, negated, strict)
  const truth = withTruth(left, right, negated) ?? withTruth(right, left, negated)
  if (truth) return truth
  if (left.null !== 'partial' && right.null !== 'partial') {
    const same = compared(left, right, negated ? '!=' : '=')
    return strict && mayBeUndefined(left, right) ? unlessBothNull(left, right, same) : same
  }
  const [doubtful, other] = left.null === 'partial' ? [left, right] : [right, left]
  if (doubtful.type === 'number') return sameNumber(doubtful, other, negated)
  return unlessNull([left, right], compared(left, right, negated ? '!=' : '='))
}

const compared = (left: FeelPiece, right: FeelPiece, operator: string): FeelPiece =>
  piece(`${within(left, strengths.sum)} ${operator} ${within(right, strengths.sum)}`, 'comparison', 'boolean', 'partial')

/** What is no variable may be undefined, which is not null to JavaScript's `===`. */
const mayBeUndefined = (left: FeelPiece, right: FeelPiece): boolean =>
  left.null !== 'total' && right.null !== 'total' && (left.variable === undefined || right.variable === undefined)

const unlessBothNull = (left: FeelPiece, right: FeelPiece, same: FeelPiece): FeelPiece => {
  const test = [left, right].map((side) => `${within(side, strengths.sum)} = null`).join(' and ')
  return piece(`if ${test} then null else ${same.text}`, 'open', 'boolean', 'partial')
}

/** `=` takes null for a value, `between` gives null for it. */
function sameNumber(left: FeelPiece, right: FeelPiece, negated: boolean): FeelPiece {
  const limit = within(right, strengths.sum)
  const same = piece(`${within(left, strengths.sum)} between ${limit} and ${limit}`, 'comparison', 'boolean', 'partial')
  return negated ? not(same) : same
}

function withTruth(side: FeelPiece, other: FeelPiece, negated: boolean): FeelPiece | undefined {
  if (!other.literal || other.type !== 'boolean' || side.type !== 'boolean' || side.literal) return undefined
  return (other.text === 'true') === negated ? not(side) : side
}

/** FEEL has null only; JavaScript's `===` tells it from undefined, which is what a missing entry of an object gives there. */
function withNull(side: FeelPiece, nothing: FeelPiece, negated: boolean, strict: boolean): FeelPiece {
  if (strict && side.type !== 'null' && (side.variable === undefined || nothing.variable !== undefined))
    throw new NotConvertible({
      de: 'mit „===“ unterscheidet JavaScript null von undefined; in FEEL gibt es nur null. Schreiben Sie „x = null“.',
      en: 'by "===" JavaScript tells null from undefined; FEEL has null only. Write "x = null".',
    })
  if (side.null === 'partial')
    throw new NotConvertible({
      de: 'eine Rechnung wird mit null verglichen; ihr Ergebnis ist nie null. Vergleichen Sie die Variablen, aus denen gerechnet wird.',
      en: 'a computation is compared to null; its result never is null. Compare the variables it is made of.',
    })
  return piece(`${within(side, strengths.sum)} ${negated ? '!=' : '='} null`, 'comparison', 'boolean', 'total')
}

/** `<`, `>`, `<=`, `>=`: null in FEEL where one of the values is not there, or of another type than the other. */
export function order(left: FeelPiece, right: FeelPiece, operator: string): FeelPiece {
  if (left.type === 'null' || right.type === 'null')
    throw new NotConvertible({
      de: `„${operator}“ vergleicht mit null; dabei gilt null dort als 0 oder als falsch. Ob ein Wert da ist, fragt „x != null“.`,
      en: `"${operator}" compares to null, which counts as 0 or false there. "x != null" asks whether a value is there.`,
    })
  return compared(left, right, operator)
}

/** `typeof x === "string"`. */
export function typeTest(node: ForeignNode & { kind: 'binary' }, value: (of: ForeignNode) => FeelPiece): FeelPiece | undefined {
  if (!/^[!=]==?$/.test(node.operator)) return undefined
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    if (side.kind !== 'unary' || side.operator !== 'typeof' || other.kind !== 'literal') continue
    const of = value(side.of)
    if (of.null === 'partial' || !/^(?:string|number|boolean)$/.test(other.text)) return undefined
    const test = piece(`${within(of, strengths.sum)} instance of ${other.text}`, 'comparison', 'boolean', 'total')
    return node.operator.startsWith('!') ? not(test) : test
  }
  return undefined
}
