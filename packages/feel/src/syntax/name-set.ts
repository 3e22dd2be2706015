/** Names with spaces and signs, found by their longest match in the token stream (DMN 1.5, 10.3.1.4). */
import { tokenize } from './token.ts'
import type { Token } from './token.ts'

interface Entry {
  readonly name: string
  readonly parts: readonly string[]
}

export class NameSet {
  private readonly byFirst = new Map<string, Entry[]>()

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name)
  }

  add(name: string): void {
    const { tokens, error } = tokenize(name)
    if (error || tokens.length < 2) return
    const parts = tokens.slice(0, -1).map((token) => token.text)
    const entries = this.byFirst.get(parts[0]!) ?? []
    if (entries.some((entry) => entry.name === name)) return
    entries.push({ name, parts })
    entries.sort((a, b) => b.parts.length - a.parts.length)
    this.byFirst.set(parts[0]!, entries)
  }

  /** The longest name that begins at a token, with the number of its tokens. */
  match(tokens: readonly Token[], at: number): { readonly name: string; readonly length: number } | null {
    const entries = this.byFirst.get(tokens[at]?.text ?? '')
    if (!entries || tokens[at]?.kind === 'string') return null
    for (const { name, parts } of entries) {
      if (parts.every((part, index) => tokens[at + index]?.text === part && tokens[at + index]?.kind !== 'string')) {
        return { name, length: parts.length }
      }
    }
    return null
  }
}
