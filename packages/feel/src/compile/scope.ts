/** Lexical scope at compile time: local names get numbered slots. */
export type ScopeEntry =
  | { readonly kind: 'local'; readonly name: string; readonly slot: number }
  /** The item of a filter, whose members can be named without a path. */
  | { readonly kind: 'item'; readonly slot: number }

export class Scope {
  readonly entries: readonly ScopeEntry[]
  readonly size: number
  readonly shared: CompileState

  constructor(entries: readonly ScopeEntry[], size: number, shared: CompileState) {
    this.entries = entries
    this.size = size
    this.shared = shared
    if (size > shared.slots) shared.slots = size
  }

  withLocal(name: string): Scope {
    return new Scope([{ kind: 'local', name, slot: this.size }, ...this.entries], this.size + 1, this.shared)
  }

  withItem(): Scope {
    const slot = this.size
    return new Scope([{ kind: 'item', slot }, { kind: 'local', name: 'item', slot }, ...this.entries], slot + 1, this.shared)
  }
}

/** What one compilation gathers. */
export interface CompileState {
  readonly bFeel: boolean
  /** Names that the caller declared: they hide built-in functions. */
  readonly declared: ReadonlySet<string>
  readonly types: Readonly<Record<string, import('../types/feel-type.ts').FeelType>>
  readonly reads: Set<string>
  /** Only where the steps of the evaluation are wanted. */
  readonly recorder?: import('./recorder.ts').Recorder
  slots: number
}
