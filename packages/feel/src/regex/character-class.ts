/** Single characters, escapes and character classes with subtraction. */
import { InvalidPattern } from './invalid-pattern.ts'
import { BLOCKS } from './unicode-blocks.ts'

export type Matcher = (code: number) => boolean

const NAME_START = /^[:_\p{L}\p{Nl}]$/u
const NAME = /^[-.:_\u00b7\p{L}\p{Nl}\p{Nd}\p{Mc}\p{Mn}]$/u

const byRegExp =
  (pattern: RegExp): Matcher =>
  (code) =>
    pattern.test(String.fromCodePoint(code))

const SHORT: Readonly<Record<string, Matcher>> = {
  d: byRegExp(/^\p{Nd}$/u),
  s: (code) => code === 32 || code === 9 || code === 10 || code === 13,
  w: byRegExp(/^[^\p{P}\p{Z}\p{C}]$/u),
  i: byRegExp(NAME_START),
  c: byRegExp(NAME),
}

const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const LITERAL_ESCAPES = '\\|.?*+(){}[]-^$'

const not =
  (matcher: Matcher): Matcher =>
  (code) =>
    !matcher(code)

function folded(matcher: Matcher): Matcher {
  return (code) => {
    if (matcher(code)) return true
    const text = String.fromCodePoint(code)
    const lower = text.toLowerCase()
    const upper = text.toUpperCase()
    return matcher(lower.codePointAt(0)!) || matcher(upper.codePointAt(0)!)
  }
}

export class ClassReader {
  private readonly points: readonly string[]
  private readonly ignoreCase: boolean
  private at = 0
  private nesting = 0

  constructor(points: readonly string[], ignoreCase: boolean) {
    this.points = points
    this.ignoreCase = ignoreCase
  }

  /** The character, escape or class that begins at a position. */
  read(at: number): { readonly matches: Matcher; readonly next: number } {
    this.at = at
    return { matches: this.single(), next: this.at }
  }

  private single(): Matcher {
    const point = this.points[this.at]!
    if (point === '[') return this.bracketed()
    if (point === '\\') {
      const escape = this.escape()
      return typeof escape === 'number' ? this.range(escape, escape) : escape
    }
    this.at++
    const wanted = point.codePointAt(0)!
    return this.range(wanted, wanted)
  }

  /** Only characters and ranges ignore case; categories and negations mean what they say. */
  private range(from: number, to: number): Matcher {
    const matcher: Matcher = (code) => code >= from && code <= to
    return this.ignoreCase ? folded(matcher) : matcher
  }

  /** The code of an escaped character, or the set that an escape names. */
  private escape(): number | Matcher {
    const letter = this.points[this.at + 1]
    if (letter === undefined) throw new InvalidPattern('\\')
    this.at += 2
    if (LITERAL_ESCAPES.includes(letter)) return letter.codePointAt(0)!
    if (CONTROL[letter] !== undefined) return CONTROL[letter].codePointAt(0)!
    if (letter === 'p' || letter === 'P') return letter === 'p' ? this.property() : not(this.property())
    const short = SHORT[letter] ?? (SHORT[letter.toLowerCase()] && not(SHORT[letter.toLowerCase()]!))
    if (!short) throw new InvalidPattern(`\\${letter}`)
    return short
  }

  private property(): Matcher {
    const close = this.points.indexOf('}', this.at)
    if (this.points[this.at] !== '{' || close < 0) throw new InvalidPattern('\\p')
    const name = this.points.slice(this.at + 1, close).join('')
    this.at = close + 1
    if (name.startsWith('Is')) {
      const block = BLOCKS[name.slice(2)]
      if (!block) throw new InvalidPattern(name)
      return (code) => code >= block[0] && code <= block[1]
    }
    if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) throw new InvalidPattern(name)
    return byRegExp(new RegExp(`^\\p{${name}}$`, 'u'))
  }

  private bracketed(): Matcher {
    if (++this.nesting > 50) throw new InvalidPattern('too deep')
    this.at++
    const negated = this.points[this.at] === '^'
    if (negated) this.at++
    const { members, subtracted } = this.members()
    this.nesting--
    const inside: Matcher = (code) => members.some((member) => member(code)) !== negated
    return subtracted ? (code) => inside(code) && !subtracted(code) : inside
  }

  private members(): { members: Matcher[]; subtracted: Matcher | null } {
    const members: Matcher[] = []
    for (;;) {
      const point = this.points[this.at]
      if (point === undefined || (point === '[' && members.length === 0)) throw new InvalidPattern('[')
      if (point === ']') {
        if (members.length === 0) throw new InvalidPattern('[]')
        this.at++
        return { members, subtracted: null }
      }
      if (point === '-' && this.points[this.at + 1] === '[' && members.length > 0)
        return { members, subtracted: this.subtraction() }
      members.push(this.member())
    }
  }

  private subtraction(): Matcher {
    this.at++
    const subtracted = this.bracketed()
    if (this.points[this.at] !== ']') throw new InvalidPattern('-[')
    this.at++
    return subtracted
  }

  private member(): Matcher {
    const from = this.bound()
    if (typeof from !== 'number') return from
    const range = this.points[this.at] === '-' && this.points[this.at + 1] !== ']' && this.points[this.at + 1] !== '['
    if (!range) return this.range(from, from)
    this.at++
    const to = this.bound()
    if (typeof to !== 'number' || to < from) throw new InvalidPattern('range')
    return this.range(from, to)
  }

  private bound(): number | Matcher {
    const point = this.points[this.at]
    if (point === '\\') return this.escape()
    if (point === undefined || point === '[') throw new InvalidPattern('[')
    this.at++
    return point.codePointAt(0)!
  }
}
