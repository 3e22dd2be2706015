/** Names with spaces and signs, found by their longest match in the token stream (DMN 1.5, 10.3.1.4). */
import { tokenize } from './token.ts'
import type { Token } from './token.ts'

interface Part {
  readonly text: string
  readonly operator: boolean
  /** White space stands before it. */
  readonly spaced: boolean
}

interface Entry {
  readonly name: string
  readonly parts: readonly Part[]
}

const partsOf = (tokens: readonly Token[]): Part[] =>
  tokens.slice(0, -1).map(({ text, kind, start }, index) => ({
    text,
    operator: kind === 'operator',
    spaced: index > 0 && start > tokens[index - 1]!.end,
  }))

/** Around signs white space counts: `a - b` is no spelling of `a-b`. */
function matches(parts: readonly Part[], tokens: readonly Token[], at: number): boolean {
  return parts.every(({ text, operator, spaced }, index) => {
    const token = tokens[at + index]
    if (token === undefined || token.text !== text || token.kind === 'string') return false
    if (index === 0 || !(operator || parts[index - 1]!.operator)) return true
    return spaced === token.start > tokens[at + index - 1]!.end
  })
}

export class NameSet {
  private readonly byFirst = new Map<string, Entry[]>()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    const { tokens, error } = tokenize(name)
    if (error || tokens.length < 2) return
    const parts = partsOf(tokens)
    const first = parts[0]!.text
    const entries = this.byFirst.get(first) ?? []
    if (entries.some((entry) => entry.name === name)) return
    entries.push({ name, parts })
    entries.sort((a, b) => b.parts.length - a.parts.length)
    this.byFirst.set(first, entries)
  }

  /** The longest name that begins at a token, with the number of its tokens. */
  match(tokens: readonly Token[], at: number): { readonly name: string; readonly length: number } | null {
    const entries = this.byFirst.get(tokens[at]?.text ?? '')
    if (!entries || tokens[at]?.kind === 'string') return null
    for (const { name, parts } of entries) {
      if (matches(parts, tokens, at)) return { name, length: parts.length }
    }
    return null
  }
}
