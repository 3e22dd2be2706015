import { feelString } from './feel-string.ts'

/** Text of FEEL with what is known of its value before anything runs. */
export interface FeelPiece {
  readonly text: string
  readonly strength: Strength
  readonly type: 'boolean' | 'number' | 'string' | 'list' | 'null' | 'any'
  /**
   * `exact`: null only where what was written gives null, or fails; `total`: never null. `partial`: null also where what was written
   * makes do with a value of another type (a text that is read as a number). Whatever is built of a partial piece has to keep its null, so
   * that a case stops with a message instead of going another way.
   */
  readonly null: 'exact' | 'total' | 'partial'
  /** The variable, where it is nothing else. */
  readonly variable?: string
  readonly literal?: true
}

/** How tightly a piece of FEEL binds (DMN 1.5, section 10.3.1.2). */
export type Strength = (typeof strengths)[keyof typeof strengths]
export const strengths = { open: 0, or: 1, and: 2, comparison: 3, sum: 4, product: 5, sign: 6, closed: 7 } as const

/** In brackets where it binds less tightly than its place asks. */
export const within = (piece: FeelPiece, least: Strength): string => (piece.strength < least ? `(${piece.text})` : piece.text)

export const closed = (piece: FeelPiece): string => within(piece, strengths.closed)

export const piece = (
  text: string,
  strength: keyof typeof strengths,
  type: FeelPiece['type'],
  nothing: FeelPiece['null'],
): FeelPiece => ({ text, strength: strengths[strength], type, null: nothing })

export const call = (
  name: string,
  parameters: readonly FeelPiece[],
  type: FeelPiece['type'],
  nothing: FeelPiece['null'],
): FeelPiece => piece(`${name}(${parameters.map(({ text }) => text).join(', ')})`, 'closed', type, nothing)

export const not = (of: FeelPiece): FeelPiece => call('not', [of], 'boolean', of.null === 'total' ? 'total' : 'partial')

export const textLiteral = (text: string): FeelPiece => ({
  ...piece(feelString(text), 'closed', 'string', 'total'),
  literal: true,
})

/** `if … then … else …` whose condition may be null: then it is null. */
export function choose(condition: FeelPiece, yes: FeelPiece, no: FeelPiece): FeelPiece {
  const type = yes.type === no.type ? yes.type : 'any'
  if (condition.null === 'total') {
    const nothing =
      yes.null === 'total' && no.null === 'total'
        ? 'total'
        : yes.null === 'partial' || no.null === 'partial'
          ? 'partial'
          : 'exact'
    return piece(`if ${condition.text} then ${yes.text} else ${no.text}`, 'open', type, nothing)
  }
  const tested = within(condition, strengths.sum)
  const isTrue = condition.type === 'any' ? `${tested} = true` : condition.text
  const nothing = condition.null === 'exact' ? `${tested} = null or ` : ''
  const isFalse = condition.type === 'any' ? `${nothing}${tested} = false` : `not(${condition.text})`
  return piece(`if ${isTrue} then ${yes.text} else if ${isFalse} then ${no.text} else null`, 'open', type, 'partial')
}

/** Null where one of the partial pieces is, else what is made of them. */
export function unlessNull(parts: readonly FeelPiece[], made: FeelPiece): FeelPiece {
  const doubtful = parts.filter((part) => part.null === 'partial')
  if (doubtful.length === 0) return made
  const test = doubtful.map((part) => `${within(part, strengths.sum)} = null`).join(' or ')
  return piece(`if ${test} then null else ${made.text}`, 'open', made.type, 'partial')
}
