import { formatFeel, numberText, parseNumber, type FeelValue } from '@fachwerk/feel'
import type { LineKind, Span } from '../table/simple-test.ts'
import { lineKinds } from './column-type.ts'
import type { Dimension, Intervals, LinePiece, Piece } from './dimension.ts'
import { endsOf, valueAt, withinDomain } from './line-domain.ts'

/** A value of a piece, as an example. */
export const valueOfPiece = (piece: Piece): FeelValue => {
  switch (piece.kind) {
    case 'any':
    case 'null':
      return null
    case 'boolean':
      return piece.value
    case 'text':
      return piece.text
    case 'other-text':
      return unnamedText(piece.named)
    default:
      return valueAt(piece.kind, piece.zoned, valueOfSpan(withinDomain(piece), piece.whole))
  }
}

const unnamedText = (named: readonly string[]): string => {
  let text = 'anderer Wert'
  while (named.includes(text)) text += '_'
  return text
}

const valueOfSpan = ({ low, high, lowIncluded, highIncluded }: Span, whole: boolean): FeelValue => {
  if (lowIncluded) return low
  if (highIncluded) return high
  if (low === -Infinity) return high === Infinity ? 0 : Math.ceil(high) - 1
  if (high === Infinity) return Math.floor(low) + 1
  return whole ? low + 1 : numberBetween(low, high)
}

/** The shortest decimal strictly between two numbers; exact, for numbers are decimals of 34 digits. */
const numberBetween = (low: number, high: number): FeelValue => {
  for (let scale = 0; scale <= 34; scale++) {
    const from = scaled(low, scale, 'down') + 1n
    const to = scaled(high, scale, 'up') - 1n
    if (from > to) continue
    const middle = (from + to) / 2n
    return parseDecimal(middle, scale)
  }
  return low
}

const parseDecimal = (digits: bigint, scale: number): FeelValue => parseNumber(`${digits}e-${scale}`)

/** `value × 10^scale` as a whole number, rounded down or up. */
const scaled = (value: number, scale: number, towards: 'down' | 'up'): bigint => {
  const [whole = '0', fraction = ''] = plainDigits(value).split('.')
  const negative = whole.startsWith('-')
  const digits = fraction.padEnd(scale, '0')
  const cut = BigInt(whole.replace('-', '') + digits.slice(0, scale))
  const exact = !/[1-9]/.test(digits.slice(scale))
  const result = negative ? -cut : cut
  if (exact) return result
  if (towards === 'down') return negative ? result - 1n : result
  return negative ? result : result + 1n
}

const plainDigits = (value: number): string => {
  const text = numberText(value)
  return /e/i.test(text) ? value.toFixed(20) : text
}

/** Pieces as a cell of a table. */
export const cellText = (dimension: Dimension, intervals: Intervals): string => {
  const { pieces } = dimension
  if (intervals[0] === 0 && intervals[1] === pieces.length - 1) return '-'
  const chosen = new Set<number>()
  for (let run = 0; run < intervals.length; run += 2) {
    for (let place = intervals[run] as number; place <= (intervals[run + 1] as number); place++) chosen.add(place)
  }
  const other = pieces.find((piece, place) => piece.kind === 'other-text' && chosen.has(place))
  if (other?.kind === 'other-text') return exceptText(pieces, chosen)
  return [...scalarTexts(pieces, chosen), ...lineKinds.flatMap((kind) => spanTexts(pieces, chosen, kind))].join(', ')
}

/** All texts but those not chosen. Where texts are all there is, `not(…)` says so. */
const exceptText = (pieces: readonly Piece[], chosen: ReadonlySet<number>): string => {
  const refused = pieces.flatMap((piece, place) => (piece.kind === 'text' && !chosen.has(place) ? [formatFeel(piece.text)] : []))
  return refused.length === 0 ? '? instance of string' : `not(${refused.join(', ')})`
}

const scalarTexts = (pieces: readonly Piece[], chosen: ReadonlySet<number>): readonly string[] =>
  pieces.flatMap((piece, place) => {
    if (!chosen.has(place)) return []
    if (piece.kind === 'null') return ['null']
    if (piece.kind === 'boolean') return [String(piece.value)]
    return piece.kind === 'text' ? [formatFeel(piece.text)] : []
  })

const spanTexts = (pieces: readonly Piece[], chosen: ReadonlySet<number>, kind: LineKind): readonly string[] => {
  const texts: string[] = []
  let open: { readonly from: LinePiece; to: Span } | undefined
  for (const [place, piece] of pieces.entries()) {
    if (piece.kind !== kind || !('span' in piece)) continue
    if (chosen.has(place)) {
      if (open === undefined) open = { from: piece, to: piece.span }
      else open.to = piece.span
    } else if (open !== undefined) {
      texts.push(spanText(open.from, open.to))
      open = undefined
    }
  }
  if (open !== undefined) texts.push(spanText(open.from, open.to))
  return texts
}

const spanText = ({ kind, zoned, span: { low, lowIncluded } }: LinePiece, { high, highIncluded }: Span): string => {
  const bound = (value: number): string => formatFeel(valueAt(kind, zoned, value))
  if (low === -Infinity && high === Infinity) return `? instance of ${kind}`
  if (low === -Infinity) return `${highIncluded ? '<=' : '<'} ${bound(high)}`
  // The end of a day cannot be written as a time of it.
  if (high >= endsOf({ kind, zoned })[1]) return `${lowIncluded ? '>=' : '>'} ${bound(low)}`
  // A time by itself would stand for its whole second.
  if (low === high && kind !== 'time' && kind !== 'date and time') return bound(low)
  return `${lowIncluded ? '[' : '('}${bound(low)}..${bound(high)}${highIncluded ? ']' : ')'}`
}
