/** What one evaluation carries along: options, limits, and the diagnostics, which are allocated only when needed. */
import type { Diagnostic, EvaluateOptions } from '../api.ts'
import { messageOf } from '../messages/messages.ts'
import { LimitExceeded } from '../values/budget.ts'

const DEFAULT_MAX_STEPS = 10_000_000
const MAX_DEPTH = 600
const MAX_DIAGNOSTICS = 100

/** A part of a source. */
interface Place {
  readonly start: number
  readonly end: number
}

/** The kinds of values in a message: null alone, or among others. */
const NULL_DETAIL = /\bnull\b/

export class Runtime {
  readonly options: EvaluateOptions | undefined
  /** Where the function that runs was called. */
  at: Place = NOWHERE
  private stepsLeft: number
  private depth = 0
  private found: Diagnostic[] | undefined

  constructor(options: EvaluateOptions | undefined) {
    this.options = options
    this.stepsLeft = options?.maxSteps ?? DEFAULT_MAX_STEPS
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.found ?? NONE
  }

  get count(): number {
    return this.found === undefined ? 0 : this.found.length
  }

  /** Records why a value is null; returns that null. */
  report(at: Place, code: string, ...details: readonly string[]): null {
    // A null that meets an operator is no new mistake when something inside the operator's text was already reported.
    const follows = details.some((detail) => NULL_DETAIL.test(detail)) && this.explains(at)
    this.record(at, code, details, follows ? 'consequence' : undefined)
    return null
  }

  /** Records a null that is a regular answer. */
  inform(at: Place, code: string, ...details: readonly string[]): null {
    this.record(at, code, details, 'info')
    return null
  }

  /** Whether something within that part of the source has already been reported. */
  explains(at: Place): boolean {
    return this.found !== undefined && this.found.some(({ start, end }) => start >= at.start && end <= at.end)
  }

  private record({ start, end }: Place, code: string, details: readonly string[], rank: Diagnostic['rank']): void {
    this.found ??= []
    if (this.found.length >= MAX_DIAGNOSTICS) return
    const message = messageOf(code, details)
    this.found.push(rank === undefined ? { code, start, end, message } : { code, start, end, message, rank })
  }

  /** Takes over the diagnostics of an evaluation that ran inside this one. */
  adopt(diagnostics: readonly Diagnostic[]): void {
    this.found ??= []
    for (const diagnostic of diagnostics) if (this.found.length < MAX_DIAGNOSTICS) this.found.push(diagnostic)
  }

  /** Drops what was reported after the count stood at `count`: a trial that nobody needs to hear of. */
  forget(count: number): void {
    if (this.found !== undefined) this.found.length = Math.min(count, this.found.length)
  }

  /** Counts work that grows with data; without it an expression could run or allocate without bound. `at` is the part that asks for it, where that is no call. */
  charge(steps: number, at?: Place): void {
    this.stepsLeft -= steps
    if (this.stepsLeft >= 0) return
    if (at !== undefined) this.at = at
    throw new LimitExceeded()
  }

  enter(): void {
    this.charge(1)
    if (++this.depth > MAX_DEPTH) throw new LimitExceeded()
  }

  leave(): void {
    this.depth--
  }
}

const NOWHERE = Object.freeze({ start: 0, end: 0 })
const NONE: readonly Diagnostic[] = Object.freeze([])

/** Variables of one activation: the context given from outside, and slots numbered by lexical depth. */
export class Frame {
  readonly context: Readonly<Record<string, unknown>>
  readonly slots: unknown[]
  readonly runtime: Runtime
  constructor(context: Readonly<Record<string, unknown>>, slots: unknown[], runtime: Runtime) {
    this.context = context
    this.slots = slots
    this.runtime = runtime
  }
}

export type Evaluator = (frame: Frame) => unknown
