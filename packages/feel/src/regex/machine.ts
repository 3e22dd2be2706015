/**
 * Pike's machine: all ways through the program advance together, one character at a time, in order of preference.
 * Its work is bounded by length of text times size of program; it can never backtrack without end.
 */
import type { Program } from './program.ts'

/** Code point offsets: whole match, then groups; -1 for a group that took no part. */
export type Captures = readonly number[]

interface Threads {
  readonly states: number[]
  readonly captures: Captures[]
}

class Machine {
  private readonly program: Program
  private readonly text: readonly number[]
  private readonly seen: Uint32Array
  private generation = 0

  constructor(program: Program, text: readonly number[]) {
    this.program = program
    this.text = text
    this.seen = new Uint32Array(program.instructions.length)
  }

  run(from: number, charge: (steps: number) => void): Captures | null {
    let current: Threads = { states: [], captures: [] }
    let found: Captures | null = null
    const fresh = Array.from({ length: 2 + this.program.groups * 2 }, () => -1)
    this.generation++
    for (let at = from; at <= this.text.length; at++) {
      if (!found) this.follow(current, 0, fresh.with(0, at), at)
      if (current.states.length === 0 && found) break
      charge(1 + (current.states.length >> 3))
      const next: Threads = { states: [], captures: [] }
      this.generation++
      found = this.step(current, next, at) ?? found
      current = next
    }
    return found
  }

  /** Moves every thread over one character; the first that has arrived ends all less preferred ones. */
  private step(current: Threads, next: Threads, at: number): Captures | null {
    const code = this.text[at]
    for (let i = 0; i < current.states.length; i++) {
      const instruction = this.program.instructions[current.states[i]!]!
      if (instruction.kind === 'match') return current.captures[i]!.with(1, at)
      if (instruction.kind === 'character' && code !== undefined && instruction.matches(code)) {
        this.follow(next, current.states[i]! + 1, current.captures[i]!, at + 1)
      }
    }
    return null
  }

  /** Adds the states that are reached without reading. */
  private follow(threads: Threads, start: number, captures: Captures, at: number): void {
    const open: { state: number; captures: Captures }[] = [{ state: start, captures }]
    for (let top = open.pop(); top; top = open.pop()) {
      const { state } = top
      if (this.seen[state] === this.generation) continue
      this.seen[state] = this.generation
      const instruction = this.program.instructions[state]!
      switch (instruction.kind) {
        case 'jump':
          open.push({ state: instruction.to, captures: top.captures })
          break
        case 'split':
          open.push({ state: instruction.second, captures: top.captures }, { state: instruction.first, captures: top.captures })
          break
        case 'save':
          open.push({ state: state + 1, captures: top.captures.with(instruction.slot, at) })
          break
        case 'start':
        case 'end':
          if (this.holds(instruction.kind, at)) open.push({ state: state + 1, captures: top.captures })
          break
        default:
          threads.states.push(state)
          threads.captures.push(top.captures)
      }
    }
  }

  private holds(kind: 'start' | 'end', at: number): boolean {
    const { multiline } = this.program
    if (kind === 'start') return at === 0 || (multiline && this.text[at - 1] === 10)
    return at === this.text.length || (multiline && this.text[at] === 10)
  }
}

export const codePoints = (text: string): number[] => Array.from(text, (point) => point.codePointAt(0)!)

/** The leftmost match at or after a position. */
export function search(
  program: Program,
  text: readonly number[],
  from: number,
  charge: (steps: number) => void,
): Captures | null {
  return new Machine(program, text).run(from, charge)
}
