/** The tokens with a reading position, and the names in scope that decide where a name ends. */
import { NameSet } from './name-set.ts'
import { SyntaxFailure } from './syntax-failure.ts'
import type { Token } from './token.ts'

const RESERVED = new Set(
  'if then else for in return some every satisfies and or between function true false null instance'.split(' '),
)

/** Words that may follow an operand: they end a name that nobody declared. */
export const FOLLOWING = new Set('then else in return satisfies and or between instance'.split(' '))

export class TokenStream {
  readonly source: string
  readonly tokens: readonly Token[]
  at = 0
  private readonly scopes: NameSet[]
  /** Keys of contexts anywhere: what may follow a dot or stand in a filter. */
  readonly members: NameSet
  filterDepth = 0

  constructor(source: string, tokens: readonly Token[], names: readonly NameSet[], members: NameSet) {
    this.source = source
    this.tokens = tokens
    this.scopes = [...names]
    this.members = members
  }

  get current(): Token {
    return this.tokens[this.at]!
  }

  peek(offset = 1): Token {
    return this.tokens[Math.min(this.at + offset, this.tokens.length - 1)]!
  }

  get previousEnd(): number {
    return this.tokens[this.at - 1]?.end ?? 0
  }

  isOperator(text: string): boolean {
    return this.current.kind === 'operator' && this.current.text === text
  }

  isWord(text: string): boolean {
    return this.current.kind === 'name' && this.current.text === text
  }

  takeOperator(text: string): boolean {
    if (!this.isOperator(text)) return false
    this.at++
    return true
  }

  takeWord(text: string): boolean {
    if (!this.isWord(text)) return false
    this.at++
    return true
  }

  expectOperator(text: string): void {
    if (!this.takeOperator(text)) this.fail('expected', text)
  }

  expectWord(text: string): void {
    if (!this.takeWord(text)) this.fail('expected', text)
  }

  fail(code: string, detail = this.current.text): never {
    const { kind, start, end } = this.current
    throw new SyntaxFailure(kind === 'end' && code === 'unexpected-token' ? 'unexpected-end' : code, start, end, detail)
  }

  pushScope(names: Iterable<string> = []): void {
    this.scopes.push(new NameSet(names))
  }

  popScope(): void {
    this.scopes.pop()
  }

  declare(name: string): void {
    this.scopes.at(-1)?.add(name)
  }

  private longest(sets: readonly NameSet[]): { name: string; length: number } | null {
    let best: { name: string; length: number } | null = null
    for (let i = sets.length - 1; i >= 0; i--) {
      const found = sets[i]!.match(this.tokens, this.at)
      if (found && found.length > (best?.length ?? 0)) best = found
    }
    return best
  }

  /** A name in operand position, or null when none begins here. */
  takeName(): string | null {
    const token = this.current
    const known = this.longest(this.filterDepth > 0 ? [...this.scopes, this.members] : this.scopes)
    if (token.kind !== 'name' && !known) return null
    if (RESERVED.has(token.text) && (known?.length ?? 0) < 2) return null
    return this.finishName(known)
  }

  /** The name after a dot. */
  takeMember(): string {
    const known = this.longest([this.members, ...this.scopes])
    if (this.current.kind !== 'name' && !known) this.fail('expected-name')
    return this.finishName(known)
  }

  /** A known name; where another word follows it directly, nothing but a longer, undeclared name makes sense. */
  private finishName(known: { name: string; length: number } | null): string {
    const start = this.current.start
    this.at += known?.length ?? 1
    if (!this.continuesName()) return known?.name ?? this.tokens[this.at - 1]!.text
    while (this.continuesName()) this.at++
    return this.spelled(start)
  }

  private continuesName(): boolean {
    const { kind, text } = this.current
    return (kind === 'name' && !FOLLOWING.has(text)) || (kind === 'number' && /^\d+$/.test(text))
  }

  /** The source since `start`, with runs of white space as one space. */
  spelled(start: number): string {
    return this.source.slice(start, this.previousEnd).replace(/\s+/g, ' ')
  }

  /** A name that is being declared: everything up to one of the given tokens. */
  takeDeclaredName(...ends: readonly string[]): string {
    const start = this.current.start
    const first = this.at
    while (
      this.current.kind !== 'end' &&
      this.current.kind !== 'string' &&
      !(this.at > first && ends.includes(this.current.text))
    ) {
      if (this.current.kind === 'operator' && !"-+*/.'**".includes(this.current.text)) this.fail('expected-name')
      this.at++
    }
    if (this.at === first) this.fail('expected-name')
    return this.spelled(start)
  }
}
