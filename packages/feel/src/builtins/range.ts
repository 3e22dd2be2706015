/** Range functions (DMN 1.5, 10.3.4.11, table 78) over points and ranges. */
import { parseRange } from './range-text.ts'
import { FeelRange } from '../values/kind.ts'
import { compareValues, feelEquals, rangeIncludes } from '../values/order.ts'
import { define } from './define.ts'

class Incomparable extends Error {}

/** Order of two ends; a missing start lies before, a missing end after everything. */
function order(a: unknown, aMissing: -1 | 1, b: unknown, bMissing: -1 | 1): number {
  if (a === null || b === null) {
    const x = a === null ? aMissing * 2 : 0
    const y = b === null ? bMissing * 2 : 0
    return Math.sign(x - y)
  }
  const result = compareValues(a, b)
  if (result === null) throw new Incomparable()
  return result
}

const starts = (a: FeelRange, b: FeelRange): number => order(a.start, -1, b.start, -1)
const ends = (a: FeelRange, b: FeelRange): number => order(a.end, 1, b.end, 1)
const endToStart = (a: FeelRange, b: FeelRange): number => order(a.end, 1, b.start, -1)

const asRange = (value: unknown): FeelRange => (value instanceof FeelRange ? value : new FeelRange(value, value, true, true))
const isPoint = (value: unknown): boolean => !(value instanceof FeelRange)

function before(x: unknown, y: unknown): boolean {
  const a = asRange(x)
  const b = asRange(y)
  const gap = endToStart(a, b)
  return gap < 0 || (gap === 0 && !(a.endIncluded && b.startIncluded))
}

const meets = (a: FeelRange, b: FeelRange): boolean => a.endIncluded && b.startIncluded && endToStart(a, b) === 0

function overlaps(a: FeelRange, b: FeelRange): boolean {
  return !before(a, b) && !before(b, a)
}

/** a starts no later than b and reaches b's start. */
function overlapsBefore(a: FeelRange, b: FeelRange): boolean {
  const start = starts(a, b)
  const end = ends(a, b)
  const startsEarlier = start < 0 || (start === 0 && a.startIncluded && !b.startIncluded)
  const endsEarlier = end < 0 || (end === 0 && (!a.endIncluded || b.endIncluded))
  return startsEarlier && endsEarlier && !before(a, b)
}

function overlapsAfter(a: FeelRange, b: FeelRange): boolean {
  const start = starts(a, b)
  const end = ends(a, b)
  const startsLater = start > 0 || (start === 0 && (b.startIncluded || !a.startIncluded))
  const endsLater = end > 0 || (end === 0 && a.endIncluded && !b.endIncluded)
  return startsLater && endsLater && !before(b, a)
}

function startsWithin(a: FeelRange, b: FeelRange): boolean {
  const start = starts(a, b)
  return start > 0 || (start === 0 && (b.startIncluded || !a.startIncluded))
}

function endsWithin(a: FeelRange, b: FeelRange): boolean {
  const end = ends(a, b)
  return end < 0 || (end === 0 && (b.endIncluded || !a.endIncluded))
}

function includes(x: unknown, y: unknown): boolean {
  const a = asRange(x)
  if (y instanceof FeelRange) return startsWithin(y, a) && endsWithin(y, a)
  const inside = rangeIncludes(a, y)
  if (inside === null) throw new Incomparable()
  return inside
}

function finishes(x: unknown, y: unknown): boolean {
  const a = asRange(x)
  const b = asRange(y)
  return ends(a, b) === 0 && a.endIncluded === b.endIncluded && (isPoint(x) || startsWithin(a, b))
}

function startsRange(x: unknown, y: unknown): boolean {
  const a = asRange(x)
  const b = asRange(y)
  return starts(a, b) === 0 && a.startIncluded === b.startIncluded && (isPoint(x) || endsWithin(a, b))
}

function coincides(x: unknown, y: unknown): boolean {
  const equal = feelEquals(x, y)
  if (equal === null) throw new Incomparable()
  return equal
}

/** `(!= 5)` lies on both sides of its end: it has no place among ranges. */
const isGap = (value: unknown): boolean => value instanceof FeelRange && value.operator === '!='

type Relation = (a: any, b: any) => boolean

/** Null where the ends have no common order. */
const answer =
  (relation: Relation) =>
  (_: unknown, a: unknown, b: unknown): boolean | null => {
    try {
      return a === null || b === null || isGap(a) || isGap(b) ? null : relation(a, b)
    } catch (error) {
      if (error instanceof Incomparable) return null
      throw error
    }
  }

const POINT = 'number|string|date|time|date and time|days and time duration|years and months duration'
const either = (name: string, relation: Relation, first = 'point1', second = 'point2') => {
  const run = answer(relation)
  return define(
    name,
    [`${first}: ${POINT}|range, ${second}: ${POINT}|range`, run],
    [`range1: range, range2: range`, run],
    [`point: ${POINT}, range: range`, run],
    [`range: range, point: ${POINT}`, (runtime, range, point) => run(runtime, range, point)],
  )
}

const ranges = (name: string, relation: Relation) => define(name, ['range1: range, range2: range', answer(relation)])

const pointFirst = (name: string, relation: Relation) =>
  define(name, [`point: ${POINT}|range, range: range`, answer(relation)], ['range1: range, range2: range', answer(relation)])

const rangeFirst = (name: string, relation: Relation) =>
  define(name, [`range: range, point: ${POINT}|range`, answer(relation)], ['range1: range, range2: range', answer(relation)])

export const RANGE_FUNCTIONS = [
  either('before', before),
  either('after', (a, b) => before(b, a)),
  ranges('meets', meets),
  ranges('met by', (a, b) => meets(b, a)),
  ranges('overlaps', overlaps),
  ranges('overlaps before', overlapsBefore),
  ranges('overlaps after', overlapsAfter),
  pointFirst('finishes', finishes),
  rangeFirst('finished by', (a, b) => finishes(b, a)),
  rangeFirst('includes', includes),
  pointFirst('during', (a, b) => includes(b, a)),
  pointFirst('starts', startsRange),
  rangeFirst('started by', (a, b) => startsRange(b, a)),
  either('coincides', coincides),
  define('range', ['from: string', (_, text) => parseRange(text)]),
]
