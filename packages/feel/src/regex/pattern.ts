/**
 * Regular expressions of XPath and XQuery (XQuery and XPath Functions 3.1, 5.6.1; XML Schema Part 2, appendix F) as a
 * syntax tree. Back-references are refused: with them no engine can promise linear time.
 */
import { ClassReader } from './character-class.ts'
import type { Matcher } from './character-class.ts'
import { InvalidPattern } from './invalid-pattern.ts'

export type Pattern =
  | { readonly kind: 'character'; readonly matches: Matcher }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly items: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number; readonly greedy: boolean }
  | { readonly kind: 'group'; readonly item: Pattern; readonly index: number }

export interface Flags {
  readonly dotAll: boolean
  readonly multiline: boolean
  readonly ignoreCase: boolean
}

const MAX_NESTING = 200
const MAX_COUNT = 10_000
const QUANTIFIERS = '?*+{'

export class PatternReader {
  private readonly points: readonly string[]
  private readonly flags: Flags
  private readonly classes: ClassReader
  private at = 0
  private nesting = 0
  groups = 0

  constructor(text: string, flags: Flags) {
    this.points = Array.from(text)
    this.flags = flags
    this.classes = new ClassReader(this.points, flags.ignoreCase)
  }

  read(): Pattern {
    const pattern = this.choice()
    if (this.at < this.points.length) throw new InvalidPattern('unexpected )')
    return pattern
  }

  private choice(): Pattern {
    if (++this.nesting > MAX_NESTING) throw new InvalidPattern('too deep')
    const items = [this.sequence()]
    while (this.points[this.at] === '|') {
      this.at++
      items.push(this.sequence())
    }
    this.nesting--
    return items.length === 1 ? items[0]! : { kind: 'choice', items }
  }

  private sequence(): Pattern {
    const items: Pattern[] = []
    while (this.at < this.points.length && this.points[this.at] !== '|' && this.points[this.at] !== ')') items.push(this.piece())
    return items.length === 1 ? items[0]! : items.length === 0 ? { kind: 'empty' } : { kind: 'sequence', items }
  }

  private piece(): Pattern {
    const item = this.atom()
    const sign = this.points[this.at]
    if (sign === undefined || !QUANTIFIERS.includes(sign)) return item
    const [min, max] = this.quantifier(sign)
    const greedy = this.points[this.at] !== '?'
    if (!greedy) this.at++
    const next = this.points[this.at]
    if (next !== undefined && QUANTIFIERS.includes(next)) throw new InvalidPattern('double quantifier')
    return { kind: 'repeat', item, min, max, greedy }
  }

  private quantifier(sign: string): [number, number] {
    this.at++
    if (sign === '?') return [0, 1]
    if (sign === '*') return [0, Infinity]
    if (sign === '+') return [1, Infinity]
    const close = this.points.indexOf('}', this.at)
    const match = /^(\d+)(,(\d*))?$/.exec(close < 0 ? '' : this.points.slice(this.at, close).join(''))
    if (!match) throw new InvalidPattern('quantifier')
    this.at = close + 1
    const min = Number(match[1])
    const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3])
    if (max < min || min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT)) throw new InvalidPattern('quantifier')
    return [min, max]
  }

  private atom(): Pattern {
    const point = this.points[this.at]!
    switch (point) {
      case '(':
        return this.group()
      case '.':
        this.at++
        return { kind: 'character', matches: this.flags.dotAll ? () => true : (code) => code !== 10 && code !== 13 }
      case '^':
      case '$':
        this.at++
        return { kind: point === '^' ? 'start' : 'end' }
      case '?':
      case '*':
      case '+':
      case '{':
      case '}':
      case ']':
        throw new InvalidPattern(point)
      default:
        return this.character()
    }
  }

  private character(): Pattern {
    const { matches, next } = this.classes.read(this.at)
    this.at = next
    return { kind: 'character', matches }
  }

  private group(): Pattern {
    this.at++
    const capturing = this.points[this.at] !== '?'
    if (!capturing) {
      if (this.points[this.at + 1] !== ':') throw new InvalidPattern('(?')
      this.at += 2
    }
    const index = capturing ? ++this.groups : 0
    const item = this.choice()
    if (this.points[this.at] !== ')') throw new InvalidPattern('missing )')
    this.at++
    return capturing ? { kind: 'group', item, index } : item
  }
}
