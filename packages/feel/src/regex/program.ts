/** A pattern as a program for the matching machine (Thompson's construction). */
import { InvalidPattern } from './invalid-pattern.ts'
import { PatternReader } from './pattern.ts'
import type { Flags, Pattern } from './pattern.ts'
import type { Matcher } from './character-class.ts'

export type Instruction =
  | { readonly kind: 'character'; readonly matches: Matcher }
  /** Both ways are open; the first is preferred. */
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'match' }

export interface Program {
  readonly instructions: readonly Instruction[]
  readonly groups: number
  readonly multiline: boolean
}

const MAX_INSTRUCTIONS = 20_000

class Assembler {
  readonly code: Instruction[] = []

  emit(instruction: Instruction): number {
    if (this.code.length >= MAX_INSTRUCTIONS) throw new InvalidPattern('too large')
    return this.code.push(instruction) - 1
  }

  pattern(pattern: Pattern): void {
    switch (pattern.kind) {
      case 'character':
      case 'start':
      case 'end':
        this.emit(pattern)
        return
      case 'sequence':
        for (const item of pattern.items) this.pattern(item)
        return
      case 'choice':
        return this.choice(pattern.items)
      case 'repeat':
        return this.repeat(pattern)
      case 'group':
        this.emit({ kind: 'save', slot: pattern.index * 2 })
        this.pattern(pattern.item)
        this.emit({ kind: 'save', slot: pattern.index * 2 + 1 })
        return
      default:
    }
  }

  private choice(items: readonly Pattern[]): void {
    const jumps: number[] = []
    for (const item of items.slice(0, -1)) {
      const split = this.emit({ kind: 'split', first: this.code.length + 1, second: 0 })
      this.pattern(item)
      jumps.push(this.emit({ kind: 'jump', to: 0 }))
      ;(this.code[split] as { second: number }).second = this.code.length
    }
    this.pattern(items.at(-1)!)
    for (const jump of jumps) (this.code[jump] as { to: number }).to = this.code.length
  }

  private repeat({ item, min, max, greedy }: Extract<Pattern, { kind: 'repeat' }>): void {
    for (let i = 0; i < min; i++) this.pattern(item)
    if (max === Infinity) return this.loop(item, greedy)
    const splits: number[] = []
    for (let i = min; i < max; i++) {
      splits.push(this.emit({ kind: 'split', first: 0, second: 0 }))
      this.pattern(item)
    }
    for (const split of splits) this.branch(split, split + 1, this.code.length, greedy)
  }

  private loop(item: Pattern, greedy: boolean): void {
    const split = this.emit({ kind: 'split', first: 0, second: 0 })
    this.pattern(item)
    this.emit({ kind: 'jump', to: split })
    this.branch(split, split + 1, this.code.length, greedy)
  }

  private branch(split: number, into: number, past: number, greedy: boolean): void {
    const instruction = this.code[split] as { first: number; second: number }
    instruction.first = greedy ? into : past
    instruction.second = greedy ? past : into
  }
}

const literal = (text: string): string => text.replace(/[\\|.?*+(){}[\]^$-]/g, '\\$&')

/** Removes white space outside character classes (flag `x`). */
function withoutSpace(text: string): string {
  let depth = 0
  let result = ''
  let escaped = false
  for (const char of text) {
    if (depth === 0 && /[ \t\r\n]/.test(char)) continue
    if (!escaped && char === '[') depth++
    if (!escaped && char === ']') depth--
    escaped = !escaped && char === '\\'
    result += char
  }
  return result
}

function assemble(text: string, flagText: string): Program {
  if (!/^[smixq]*$/.test(flagText)) throw new InvalidPattern('flags')
  const flags: Flags = { dotAll: flagText.includes('s'), multiline: flagText.includes('m'), ignoreCase: flagText.includes('i') }
  const source = flagText.includes('q') ? literal(text) : flagText.includes('x') ? withoutSpace(text) : text
  const reader = new PatternReader(source, flags)
  const pattern = reader.read()
  const assembler = new Assembler()
  assembler.pattern(pattern)
  assembler.emit({ kind: 'match' })
  return { instructions: assembler.code, groups: reader.groups, multiline: flags.multiline }
}

const cache = new Map<string, Program | null>()

/** The program of a pattern; null when pattern or flags are invalid. */
export function programOf(pattern: string, flags: string): Program | null {
  const key = `${flags}/${pattern}`
  const known = cache.get(key)
  if (known !== undefined) return known
  let program: Program | null = null
  try {
    program = pattern.length > 100_000 ? null : assemble(pattern, flags)
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error
  }
  if (cache.size >= 200) cache.delete(cache.keys().next().value!)
  cache.set(key, program)
  return program
}
