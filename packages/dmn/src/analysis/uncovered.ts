import { covers, type Intervals } from './dimension.ts'

/** A part of the space that no rule covers: one set of pieces per dimension. */
export type Box = readonly Intervals[]

/** Work that may still be done; tables can be made so that no method ends soon. */
export interface Budget {
  left: number
}

/** Thrown away parts are no harm; an ended search is told by the budget. */
export interface Search {
  readonly cells: readonly (readonly Intervals[])[]
  readonly budget: Budget
  /** Takes a part found; `stop` ends the search. */
  found(box: Box): 'stop' | 'go'
}

/**
 * Looks for parts of a box that no rule covers. A rule that covers the whole box settles it; otherwise the box is cut in the
 * dimension that most rules restrict, and each part is searched with the rules that reach into it. Parts that the same rules reach
 * are searched together. Returns `stop` when it was ended before all was searched.
 */
export const findUncovered = (box: Box, rules: readonly number[], search: Search): 'stop' | 'go' => {
  search.budget.left -= rules.length * box.length + 1
  if (search.budget.left < 0) return 'stop'
  if (rules.length === 0) return search.found(box)
  const dimension = mostRestricted(box, rules, search)
  if (dimension === undefined) return 'go'
  for (const part of partsOf(dimension, box, rules, search)) {
    const inner = box.map((intervals, index) => (index === dimension ? part.intervals : intervals))
    const within = rules.filter((rule) => covers(search.cells[dimension]?.[rule] as Intervals, part.first))
    if (findUncovered(inner, within, search) === 'stop') return 'stop'
  }
  return 'go'
}

/** `undefined` when some rule covers the whole box. */
const mostRestricted = (box: Box, rules: readonly number[], { cells }: Search): number | undefined => {
  const restricting = new Uint32Array(box.length)
  for (const rule of rules) {
    let restricts = false
    for (let index = 0; index < box.length; index++) {
      if (covers(cells[index]?.[rule] as Intervals, box[index] as Intervals)) continue
      restricting[index] = (restricting[index] as number) + 1
      restricts = true
    }
    if (!restricts) return undefined
  }
  let best = 0
  for (let index = 1; index < box.length; index++)
    if ((restricting[index] as number) > (restricting[best] as number)) best = index
  return best
}

interface Part {
  readonly intervals: number[]
  /** One run of it: a rule that covers this covers all of the part. */
  readonly first: Intervals
  readonly rules: number
}

/** Runs between the ends of the rules' cells; those reached by the same rules are one part. The least covered come first. */
const partsOf = (dimension: number, box: Box, rules: readonly number[], { cells, budget }: Search): readonly Part[] => {
  const within = box[dimension] as Intervals
  const changes = new Map<number, number[]>()
  const noteChange = (place: number, change: number): void => {
    const known = changes.get(place)
    if (known === undefined) changes.set(place, [change])
    else known.push(change)
  }
  for (const [index, rule] of rules.entries()) {
    const cell = cells[dimension]?.[rule] as Intervals
    budget.left -= cell.length
    for (let run = 0; run < cell.length; run += 2) {
      noteChange(cell[run] as number, index + 1)
      noteChange((cell[run + 1] as number) + 1, -index - 1)
    }
  }
  for (let run = 0; run < within.length; run += 2) {
    noteChange(within[run] as number, 0)
    noteChange((within[run + 1] as number) + 1, 0)
  }
  return groupRuns(
    [...changes].toSorted(([a], [b]) => a - b),
    within,
  ).toSorted((a, b) => a.rules - b.rules)
}

/** Rules in force are told apart by a sum of marks, one per rule, as good as drawn by lot; two sums of 64 bits do not meet by chance. */
const groupRuns = (changes: readonly (readonly [number, readonly number[]])[], within: Intervals): Part[] => {
  const parts = new Map<string, { intervals: number[]; first: Intervals; rules: number }>()
  let high = 0
  let low = 0
  let count = 0
  let run = 0
  for (const [index, [place, entering]] of changes.entries()) {
    for (const change of entering) {
      if (change === 0) continue
      const sign = Math.sign(change)
      count += sign
      high = (high + sign * markOf(change * sign, 0x9e3779b1)) | 0
      low = (low + sign * markOf(change * sign, 0x85ebca6b)) | 0
    }
    const next = changes[index + 1]?.[0]
    if (next === undefined) break
    while (run < within.length && (within[run + 1] as number) < place) run += 2
    if (run >= within.length || (within[run] as number) > place) continue
    addRun(parts, `${count}|${high}|${low}`, [place, next - 1], count)
  }
  return [...parts.values()]
}

const addRun = (
  parts: Map<string, { intervals: number[]; first: Intervals; rules: number }>,
  key: string,
  run: readonly [number, number],
  rules: number,
): void => {
  const known = parts.get(key)
  if (known === undefined) {
    parts.set(key, { intervals: [...run], first: run, rules })
    return
  }
  const last = known.intervals.length - 1
  if (known.intervals[last] === run[0] - 1) known.intervals[last] = run[1]
  else known.intervals.push(...run)
}

const markOf = (value: number, seed: number): number => {
  let mark = Math.imul(value ^ (value >>> 16), seed)
  mark = Math.imul(mark ^ (mark >>> 13), 0xc2b2ae35)
  return (mark ^ (mark >>> 16)) | 0
}
