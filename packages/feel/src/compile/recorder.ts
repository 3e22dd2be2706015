/** Records what each part of an expression gave. Only expressions compiled for it carry a recorder: others pay nothing. */
import type { Step } from '../api.ts'
import type { Node } from '../syntax/node.ts'
import type { Evaluator } from './runtime.ts'

const MAX_STEPS = 1000

/** Parts that show nothing their text does not show. */
const PLAIN: ReadonlySet<string> = new Set(['literal', 'anything', 'function'])

export class Recorder {
  private readonly source: string
  /** Steps of the part that is being evaluated; absent between evaluations. */
  private open: Step[] | undefined
  private left = 0

  constructor(source: string) {
    this.source = source
  }

  /** The steps of one evaluation, outermost first; a part below its whole. */
  watch<T>(run: () => T): { readonly result: T; readonly steps: readonly Step[] } {
    const { open, left } = this
    const steps: Step[] = []
    this.open = steps
    this.left = MAX_STEPS
    try {
      return { result: run(), steps }
    } finally {
      this.open = open
      this.left = left
    }
  }

  recording(node: Node, run: Evaluator): Evaluator {
    if (PLAIN.has(node.kind)) return run
    const { start, end } = node
    const text = this.source.slice(start, end)
    return (frame) => {
      const around = this.open
      if (around === undefined || this.left-- <= 0) return run(frame)
      const steps: Step[] = []
      this.open = steps
      try {
        const value = run(frame) ?? null
        around.push({ start, end, text, value, steps })
        return value
      } finally {
        this.open = around
      }
    }
  }
}
