import type { BitSet } from '../table/bit-set.ts'
import { covers, intersection, type Intervals } from './dimension.ts'
import { sizeOf } from './find-gaps.ts'
import { literalList } from './outputs.ts'
import { membersOf } from './overlap-matrix.ts'
import type { Masked, Redundant } from './table-analysis.ts'
import { boxOf, type TableUnderAnalysis } from './table-under-analysis.ts'
import { findUncovered, type Budget } from './uncovered.ts'

const maxSteps = 15_000_000

/** Whether one rule decides before another where both match; `undefined` when their priorities cannot be compared. */
type GoesBefore = (rule: number, other: number) => boolean

export interface MaskedRules {
  readonly masked: readonly Masked[]
  readonly complete: boolean
}

/** Rules that can never decide: with FIRST those covered by earlier rules, with PRIORITY by rules of higher priority. */
export const findMasked = (analysed: TableUnderAnalysis): MaskedRules => {
  const goesBefore = orderOf(analysed)
  if (goesBefore === undefined) return { masked: [], complete: true }
  const { boxes, most } = analysed
  const budget: Budget = { left: maxSteps }
  const masked: Masked[] = []
  for (const [rule, set] of analysed.overlaps().entries()) {
    if (boxes.empty[rule] === true) continue
    const before = [...membersOf(set)].filter((other) => other !== rule && boxes.known[other] === true && goesBefore(other, rule))
    budget.left -= before.length * (1 + boxes.dimensions.length)
    const by = maskers(analysed, rule, before, budget)
    if (budget.left < 0 || (by.length > 0 && masked.length >= most)) return { masked, complete: false }
    if (by.length > 0) masked.push({ rule: rule + 1, by: by.map((other) => other + 1) })
  }
  return { masked, complete: true }
}

/** One rule that covers the other wholly, or all that do so together. */
const maskers = (analysed: TableUnderAnalysis, rule: number, before: readonly number[], budget: Budget): readonly number[] => {
  const { boxes } = analysed
  const single = before.find((other) => coversRule(analysed, other, rule))
  if (single !== undefined) return [single]
  if (before.length < 2 || !couldCover(analysed, rule, before)) return []
  const ended = findUncovered(boxOf(boxes, rule), before, { cells: boxes.cells, budget, found: () => 'stop' })
  return ended === 'go' ? before : []
}

export const coversRule = ({ boxes }: TableUnderAnalysis, outer: number, inner: number): boolean =>
  boxes.cells.every((column) => covers(column[outer] as Intervals, column[inner] as Intervals))

/** Rules whose parts within the box together are smaller than it cannot cover it; saves the search in most cases. */
const couldCover = ({ boxes }: TableUnderAnalysis, rule: number, before: readonly number[]): boolean => {
  let share = 0
  for (const other of before) {
    share += boxes.cells.reduce((product, column) => {
      const own = column[rule] as Intervals
      return (product * sizeOf(intersection(own, column[other] as Intervals))) / sizeOf(own)
    }, 1)
    // Rounding errors are far below this margin.
    if (share > 1 - 1e-6) return true
  }
  return false
}

const orderOf = (analysed: TableUnderAnalysis): GoesBefore | undefined => {
  const { hitPolicy } = analysed.table
  if (hitPolicy === 'FIRST') return (rule, other) => rule < other
  if (hitPolicy !== 'PRIORITY') return undefined
  const ranks = ranksOf(analysed)
  if (ranks === undefined) return undefined
  return (rule, other) => {
    for (const [column, rank] of (ranks[rule] ?? []).entries()) {
      const difference = rank - (ranks[other]?.[column] ?? 0)
      if (difference !== 0) return difference < 0
    }
    return rule < other
  }
}

/** Rank of each rule in each column, `undefined` when results or priorities are more than literals. */
const ranksOf = ({ table, outputs, outputTypes }: TableUnderAnalysis): readonly (readonly number[])[] | undefined => {
  const lists = table.outputs.map((output, column) => {
    const text = output.values?.text ?? outputTypes[column]?.listed
    return text === undefined ? [] : literalList(text)
  })
  const ranks = table.rules.map((_, rule) =>
    lists.map((list, column) => {
      const literal = outputs.literal(rule, column)
      if (list === undefined || literal === undefined) return undefined
      const rank = list.indexOf(literal)
      return rank === -1 ? list.length : rank
    }),
  )
  return ranks.every((rule) => rule.every((rank) => rank !== undefined)) ? (ranks as readonly (readonly number[])[]) : undefined
}

/** Rules that could go without any result changing: another rule with the same result covers them. */
export const findRedundant = (
  analysed: TableUnderAnalysis,
  masked: ReadonlySet<number>,
): { readonly redundant: readonly Redundant[]; readonly complete: boolean } => {
  const { boxes, most } = analysed
  const redundant: Redundant[] = []
  const gone = new Set(masked)
  if (!canBeRedundant(analysed)) return { redundant, complete: true }
  const budget: Budget = { left: maxSteps }
  for (const [rule, set] of analysed.overlaps().entries()) {
    if (boxes.empty[rule] === true || boxes.known[rule] !== true || gone.has(rule)) continue
    const because = whatReplaces(analysed, rule, set, gone, budget)
    if (budget.left < 0 || (because !== undefined && redundant.length >= most)) return { redundant, complete: false }
    if (because === undefined) continue
    gone.add(rule)
    redundant.push({ rule: rule + 1, because: because + 1 })
  }
  return { redundant, complete: true }
}

/** Where hits are listed, counted or added up each one counts; with UNIQUE an overlap is a fault, not a superfluous rule. */
const canBeRedundant = ({ table: { hitPolicy, aggregation } }: TableUnderAnalysis): boolean =>
  hitPolicy === 'FIRST' ||
  hitPolicy === 'ANY' ||
  hitPolicy === 'PRIORITY' ||
  (hitPolicy === 'COLLECT' && (aggregation === 'MIN' || aggregation === 'MAX'))

/** With FIRST a later rule has to take over before any other that gives something else. */
const whatReplaces = (
  analysed: TableUnderAnalysis,
  rule: number,
  meeting: BitSet,
  gone: ReadonlySet<number>,
  budget: Budget,
): number | undefined => {
  const { boxes, outputs, table } = analysed
  const first = table.hitPolicy === 'FIRST'
  for (const other of membersOf(meeting, first ? rule : -1)) {
    budget.left -= 1
    if (other === rule || gone.has(other)) continue
    const equal = outputs.id[other] === outputs.id[rule]
    if (equal && boxes.known[other] === true && coversRule(analysed, other, rule)) return other
    if (first && !equal) return undefined
  }
  return undefined
}
